namespace Palimpsest.Store.Embedded;

/// <summary>Whether this call made the server run, or found it running.</summary>
public enum ServerOrigin
{
    /// <summary>The server was running already.</summary>
    Attached,

    /// <summary>This call started it. It outlives this process until it is stopped.</summary>
    Started,
}

/// <summary>A running server over one data directory.</summary>
/// <param name="ConnectionString">To the database <c>palimpsest</c>, which exists. Holds a password on Windows only.</param>
/// <param name="DataDirectory">The cluster's own directory, <c>cluster</c> in the home.</param>
/// <param name="BinDirectory">The folder of the running <c>postgres</c>.</param>
/// <param name="Version">The server's version, for example 15.14 or 17.10.</param>
/// <param name="RunUser">The operating system's user that the server runs as: another one when we are root.</param>
/// <param name="Origin">Whether this call started the server.</param>
public sealed record PostgresServer(
    string ConnectionString, string DataDirectory, string BinDirectory, Version Version, string RunUser, ServerOrigin Origin)
{
    /// <summary>Without the connection string, so that a server can be logged.</summary>
    public override string ToString() => $"PostgreSQL {Version} over {DataDirectory}, run by {RunUser} ({Origin})";
}

/// <summary>What is known of a home without starting anything.</summary>
/// <param name="Running">Whether the server answers.</param>
/// <param name="Initialised">Whether there is a cluster at all.</param>
/// <param name="DataDirectory">The cluster's own directory, whether or not it exists yet.</param>
/// <param name="Major">The major version that made the cluster; null when there is none.</param>
/// <param name="ProcessId">The server's process; null when it does not run.</param>
/// <param name="BinDirectory">The folder of the programs last used; null when it never ran.</param>
/// <param name="RunUser">The user that owns the cluster; null when there is none.</param>
/// <param name="LogFile">The server's log, whether or not it exists yet.</param>
public sealed record PostgresStatus(
    bool Running, bool Initialised, string DataDirectory, int? Major, int? ProcessId, string? BinDirectory, string? RunUser,
    string LogFile);

/// <summary>A folder holding initdb, pg_ctl and postgres of one version.</summary>
/// <param name="BinDirectory">The folder, symbolic links resolved.</param>
/// <param name="Version">What <c>postgres --version</c> says.</param>
/// <param name="Source">How it was found, in words for a person: "on PATH", "fetched by npm".</param>
public sealed record PostgresBinaries(string BinDirectory, Version Version, string Source)
{
    internal string Program(string name) => ExecutableIn(BinDirectory, name);

    internal static string ExecutableIn(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
