namespace Palimpsest.Store.Embedded;

/// <summary>Whom the server runs as. PostgreSQL refuses root, so root's server runs as somebody else.</summary>
internal sealed record RunUser(string Name, bool IsAnother)
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    /// <summary>The owner of the cluster when there is one; else ourselves, or for root <c>postgres</c> or <c>nobody</c>.</summary>
    public static async Task<RunUser> ChooseAsync(ClusterLayout layout, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            return new RunUser(Environment.UserName, false);

        var owner = Directory.Exists(layout.Cluster) ? await OwnerAsync(layout.Cluster, ct) : null;
        if (!Environment.IsPrivilegedProcess)
        {
            var self = Environment.UserName;
            if (owner is not null && !string.Equals(owner, self, StringComparison.Ordinal))
                throw new EmbeddedPostgresException(
                    $"The data directory {layout.Cluster} belongs to user {owner}, not to {self}. "
                    + $"Run as {owner}, or choose another with --data.");
            return new RunUser(self, false);
        }

        if (owner is not null and not "root")
            return new RunUser(owner, true);

        foreach (var name in Preferred)
        {
            if ((await ToolProcess.RunAsync(ToolProcess.OfSystem("id"), ["-u", name], null, ct)).Succeeded)
                return new RunUser(name, true);
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL will not run as root, and there is neither a user postgres nor a user nobody. "
            + "Run palimpsest as an ordinary user.");
    }

    /// <summary>Who owns a path; null when the system cannot tell.</summary>
    public static async Task<string?> OwnerAsync(string path, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            return null;
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
        var result = await ToolProcess.RunAsync(ToolProcess.OfSystem("stat"), [.. format, path], null, ct);
        return result.Succeeded ? result.Output.Trim() : null;
    }

    /// <summary>Gives paths to this user. The links themselves are given, never what they point to.</summary>
    public async Task OwnAsync(IEnumerable<string> paths, CancellationToken ct)
    {
        if (!IsAnother)
            return;
        var result = await ToolProcess.RunAsync(ToolProcess.OfSystem("chown"), ["-h", Name, .. paths], null, ct);
        if (!result.Succeeded)
            throw new EmbeddedPostgresException($"The data directory cannot be given to user {Name}: {result.Tail}");
    }

    /// <summary>Makes sure that this user can get into a directory, or as far towards it as it exists.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot; the message names the directory that bars the way.</exception>
    public async Task RequireReachAsync(string directory, CancellationToken ct)
    {
        if (!IsAnother)
            return;
        var existing = directory;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
            existing = above;
        var entered = await ToolProcess.RunAsync("/bin/sh", ["-c", "cd \"$1\"", "sh", existing], this, ct);
        if (entered.Succeeded)
            return;

        throw new EmbeddedPostgresException(
            $"The data directory {directory} is out of reach: PostgreSQL will not run as root, so it runs as user {Name}, "
            + $"and {ClosedAncestor(existing)} is closed to that user. "
            + $"Choose another directory, for example: --data {KnownPlaces.DefaultHome()}");
    }

    private static string ClosedAncestor(string directory)
    {
        var closed = directory;
        for (var at = directory; at is not null && !OperatingSystem.IsWindows(); at = Path.GetDirectoryName(at))
        {
            if (!File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute))
                closed = at;
        }

        return closed;
    }
}
