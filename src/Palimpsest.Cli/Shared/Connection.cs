using System.CommandLine;
using Npgsql;
using Palimpsest.Store.Embedded;
using Palimpsest.Store.Schema;

namespace Palimpsest.Cli.Shared;

/// <summary>Which record a verb works on: a PostgreSQL that was named, or the embedded one.</summary>
internal static class Connection
{
    public const string DatabaseVariable = "PALIMPSEST_DB";

    public static readonly Option<string?> Database = new("--db")
    {
        Description = $"Connection string of a PostgreSQL of your own; else ${DatabaseVariable}; else the embedded PostgreSQL is started.",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = $"Folder of the embedded PostgreSQL; else ${EmbeddedPostgresOptions.DataVariable}; else the user's data folder.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    public static IReadOnlyList<Option> Options => [Database, Data];

    /// <summary>Where the record is; nothing is started yet.</summary>
    public static ConnectionSource Source(ParseResult parsed)
    {
        var given = parsed.GetValue(Database);
        if (given is not null && string.IsNullOrWhiteSpace(given))
        {
            throw new RefusedException("--db is empty: expected a connection string; leave --db out for the embedded PostgreSQL", Exit.Usage);
        }

        return ConnectionSource.From(
            string.IsNullOrWhiteSpace(given) ? Environment.GetEnvironmentVariable(DatabaseVariable) : given,
            EmbeddedPostgresOptions.FromEnvironment(parsed.GetValue(Data)));
    }

    /// <summary>
    /// A pool on the record to read from it, the embedded database started if need be. A database that somebody named is left as it is:
    /// one without a record is refused, for a name mistyped should not read as an empty record.
    /// </summary>
    public static Task<NpgsqlDataSource> OpenAsync(ParseResult parsed, CancellationToken cancellation) =>
        OpenAsync(parsed, mayMake: Source(parsed) is ConnectionSource.Embedded, cancellation);

    /// <summary>A pool on the record to look after it: one that an earlier program made is brought up to date, and none is made in a database that somebody named.</summary>
    public static Task<NpgsqlDataSource> OpenToMaintainAsync(ParseResult parsed, CancellationToken cancellation) =>
        OpenAsync(parsed, mayMake: Source(parsed) is ConnectionSource.Embedded, cancellation, mayUpgrade: true);

    /// <summary>A pool on the record to write to it, which is made if there is none.</summary>
    public static Task<NpgsqlDataSource> OpenToWriteAsync(ParseResult parsed, CancellationToken cancellation) => OpenAsync(parsed, mayMake: true, cancellation);

    private static async Task<NpgsqlDataSource> OpenAsync(ParseResult parsed, bool mayMake, CancellationToken cancellation, bool mayUpgrade = false)
    {
        var pool = await PoolAsync(parsed, cancellation);
        try
        {
            var record = mayMake ? await RecordSchema.EnsureAsync(pool, cancellation)
                : mayUpgrade ? await RecordSchema.UpgradeAsync(pool, cancellation)
                : await RecordSchema.FindAsync(pool, cancellation);
            return record is not null ? pool : throw new RefusedException("That database holds no Palimpsest record. The first import or report makes one; until then there is nothing to ask.");
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the record, were it there, would be in an embedded database that was never made: then nothing need be started to say that it is not.</summary>
    public static async Task<bool> IsNowhereAsync(ParseResult parsed, CancellationToken cancellation) =>
        Source(parsed) is ConnectionSource.Embedded embedded && !(await EmbeddedPostgres.StatusAsync(embedded.Options, cancellation)).Initialised;

    /// <summary>A pool on the database, started if need be; whether it holds a record is not looked at.</summary>
    public static async Task<NpgsqlDataSource> PoolAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var text = await Source(parsed).ConnectionStringAsync(Told, cancellation);
        try
        {
            return NpgsqlDataSource.Create(text);
        }
        catch (ArgumentException)
        {
            // The message of the exception may quote what was given, and with it a password.
            throw new RefusedException($"--db or ${DatabaseVariable} is no connection string: expected such as \"Host=localhost;Database=palimpsest;Username=me\"", Exit.Usage);
        }
    }

    /// <summary>Tells what is done for the database, on the error stream.</summary>
    public static IProgress<string> Told { get; } = new Progress();

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
