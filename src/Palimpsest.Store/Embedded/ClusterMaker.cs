using System.Security.Cryptography;

namespace Palimpsest.Store.Embedded;

/// <summary>
/// Makes a cluster beside its place and renames it in: what a killed initdb leaves behind is never taken for a cluster,
/// and is swept by the next one.
/// </summary>
internal static class ClusterMaker
{
    private const string DraftPrefix = "cluster.new-";

    public static async Task MakeAsync(ClusterLayout layout, PostgresBinaries binaries, RunUser user, bool throwaway, CancellationToken ct)
    {
        SweepDrafts(layout);
        if (Directory.Exists(layout.Cluster))
        {
            if (Directory.EnumerateFileSystemEntries(layout.Cluster).Any())
                throw new EmbeddedPostgresException(
                    $"{layout.Cluster} is not a PostgreSQL data directory, and it is not empty. "
                    + "Move it away, or choose another data directory with --data.");
            Directory.Delete(layout.Cluster);
        }

        var draft = Path.Combine(layout.Home, DraftPrefix + Path.GetRandomFileName());
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(draft);
            else
                UnixModes.CreateDirectory(draft, UnixModes.PrivateDirectory);
            await user.OwnAsync([draft], ct);

            List<string> arguments =
                ["-D", draft, "--locale=C", "--encoding=UTF8", "--username=" + ServerProbe.UserName, .. Authentication(layout)];
            if (throwaway)
                arguments.Add("--no-sync");
            var made = await ToolProcess.RunAsync(binaries.Program("initdb"), arguments, user, ct);
            if (!made.Succeeded)
                throw new EmbeddedPostgresException($"initdb could not make {layout.Cluster}: {made.Tail}");

            // Not in place yet, so a death between the two leaves nothing half done.
            var settings = Path.Combine(draft, "postgresql.conf");
            await File.AppendAllTextAsync(settings, $"\ninclude = '{Path.GetFileName(layout.Settings)}'\n", ct);
            Directory.Move(draft, layout.Cluster);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data directory {layout.Home} cannot be written: {e.Message}", e);
        }
        finally
        {
            SweepDrafts(layout);
        }
    }

    /// <summary>
    /// Trust, because the socket lies in a directory that only the server's user and root can enter. Windows has no such
    /// socket: there a password in a file of the user's own profile.
    /// </summary>
    private static string[] Authentication(ClusterLayout layout)
    {
        if (!OperatingSystem.IsWindows())
            return ["--auth-local=trust", "--auth-host=reject"];
        File.WriteAllText(layout.PasswordFile, RandomNumberGenerator.GetHexString(32));
        return ["--auth=scram-sha-256", "--pwfile=" + layout.PasswordFile];
    }

    private static void SweepDrafts(ClusterLayout layout)
    {
        foreach (var draft in Directory.GetDirectories(layout.Home, DraftPrefix + "*"))
        {
            try
            {
                Directory.Delete(draft, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // An orphaned initdb may still be writing into it; its name is used by nobody else, so it can wait.
            }
        }
    }
}
