using System.Data;
using System.Globalization;
using JasperFx;
using Npgsql;
using Palimpsest.Projections;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Rebuilding;
using Palimpsest.Projections.Rows;
using Weasel.Postgresql;

namespace Palimpsest.Store.Schema;

/// <summary>
/// The record's tables and guards: made once, when a writer first meets an empty database. Two that meet it at once both find it made.
/// </summary>
public static class RecordSchema
{
    /// <summary>The version of the schema that this program reads and writes.</summary>
    public const int Version = 3;

    /// <summary>The oldest version that this program brings up to date.</summary>
    public const int OldestVersion = 1;

    private const int OldestServer = 14;

    private const long MakingLock = 5023712;

    /// <summary>The record in the database, or null if there is none yet. Changes nothing.</summary>
    /// <exception cref="RecordSchemaException">There is one that this program does not know.</exception>
    public static async Task<RecordIdentity?> FindAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, ct);
    }

    /// <summary>The record in the database, made now if there is none yet, and brought up to date if an earlier program made it.</summary>
    /// <exception cref="RecordSchemaException">There is one that this program does not know.</exception>
    public static async Task<RecordIdentity> EnsureAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CurrentAsync(connection, ct) ?? await AloneAsync(
            connection, async () => await UpgradeAsync(source, connection, ct) ?? await MakeAsync(source, connection, () => DrawAsync(connection, ct), ct), ct);
    }

    /// <summary>The record in the database, or null if there is none; brought up to date if an earlier program made it.</summary>
    /// <exception cref="RecordSchemaException">There is one that this program does not know.</exception>
    public static async Task<RecordIdentity?> UpgradeAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CurrentAsync(connection, ct) ?? await AloneAsync(connection, () => UpgradeAsync(source, connection, ct), ct);
    }

    /// <summary>The record that this connection sees, or null.</summary>
    /// <exception cref="RecordSchemaException">There is one that this program does not know.</exception>
    internal static async Task<RecordIdentity?> FindAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (record, version) = await ReadAsync(connection, ct);
        return record is null || version == Version ? record : throw new RecordSchemaException(string.Create(CultureInfo.InvariantCulture,
            $"The database '{connection.Database}' holds a record of schema version {version}, made by an earlier program; this program knows version {Version}. 'palimpsest rebuild' brings it up to date; nothing that was recorded changes."));
    }

    private static async Task<RecordIdentity?> CurrentAsync(NpgsqlConnection connection, CancellationToken ct) =>
        await ReadAsync(connection, ct) is (var record, Version) ? record : null;

    private static async Task<RecordIdentity?> UpgradeAsync(NpgsqlDataSource source, NpgsqlConnection connection, CancellationToken ct)
    {
        var (record, version) = await ReadAsync(connection, ct);
        if (record is not null && version < Version)
        {
            await RecordUpgrade.RunAsync(source, connection, version, await GuardAsync(ct), ct);
        }

        return record;
    }

    private static async Task<(RecordIdentity? Record, int Version)> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var query = new NpgsqlCommand("select id, created_at, schema_version from palimpsest.record", connection);
            await using var reader = await query.ExecuteReaderAsync(ct);
            if (!await reader.ReadAsync(ct))
            {
                return (null, 0);
            }

            var version = reader.GetInt32(2);
            return version is >= OldestVersion and <= Version
                ? (new RecordIdentity(reader.GetGuid(0), reader.GetFieldValue<DateTime>(1)), version)
                : throw new RecordSchemaException(string.Create(CultureInfo.InvariantCulture,
                    $"The database '{connection.Database}' holds a record of schema version {version}; this program knows version {Version}. Use the program that fits, or another database."));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return (null, 0);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn)
        {
            throw new RecordSchemaException($"The database '{connection.Database}' has a table palimpsest.record that is not of this program. Use another database.", e);
        }
    }

    /// <summary>Does what makes a record while nobody else makes one in this database.</summary>
    internal static async Task<T> AloneAsync<T>(NpgsqlConnection connection, Func<Task<T>> make, CancellationToken ct)
    {
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({MakingLock})"), ct);
        try
        {
            return await make();
        }
        finally
        {
            // A connection that broke has lost the lock, and what broke it is on its way up.
            if (connection.State == ConnectionState.Open)
            {
                await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_unlock({MakingLock})"), CancellationToken.None);
            }
        }
    }

    /// <summary>Makes a record where there is none, in one transaction: tables, guards, what fills them, and last the row that says that it is there.</summary>
    /// <param name="source">The database.</param>
    /// <param name="connection">The connection that makes it; it works <see cref="AloneAsync"/>.</param>
    /// <param name="fill">Fills the tables, and says which record it is.</param>
    /// <param name="ct">Cancels; then nothing is made.</param>
    internal static async Task<RecordIdentity> MakeAsync(NpgsqlDataSource source, NpgsqlConnection connection, Func<Task<RecordIdentity>> fill, CancellationToken ct)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new RecordSchemaException(string.Create(CultureInfo.InvariantCulture,
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; a record needs {OldestServer} or later."));
        }

        var tables = await TablesSqlAsync(source);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, tables, ct);
        await RunAsync(connection, await GuardAsync(ct), ct);
        await RunAsync(connection, SearchTerms.Sql + string.Concat(ProjectionCatalogue.InlineTables.Select(t => t.NoteSql(RowTable.Schema))), ct);

        // What is left of a rebuild of another record follows from that one's events.
        await RunAsync(connection, $"drop schema if exists {ViewsRebuild.Schema} cascade", ct);
        var record = await fill();
        await using (var row = new NpgsqlCommand("insert into palimpsest.record values ($1, $2, $3)", connection))
        {
            row.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Id });
            row.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = record.CreatedAt });
            row.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Version });
            await row.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return record;
    }

    /// <summary>The names of everything that a record has in its schema.</summary>
    internal static async Task<IReadOnlySet<string>> NamesAsync(NpgsqlDataSource source)
    {
        await using var store = RecordStore.Open(source);
        return store.Storage.AllObjects().Select(o => o.Identifier.Name).Concat(["record", "record_clock", SearchTerms.Bare]).ToHashSet(StringComparer.Ordinal);
    }

    // What the store is configured for, less what is there: nothing, or tables that an earlier making left halfway.
    private static async Task<string> TablesSqlAsync(NpgsqlDataSource source)
    {
        await using var store = RecordStore.Open(source);
        var lacking = await store.Storage.CreateMigrationAsync();
        await using var sql = new StringWriter(CultureInfo.InvariantCulture);
        await sql.WriteLineAsync($"create schema if not exists {RowTable.Schema};");
        lacking.WriteAllUpdates(sql, new PostgresqlMigrator(), AutoCreate.CreateOrUpdate);
        return sql.ToString();
    }

    private static async Task<RecordIdentity> DrawAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand("select gen_random_uuid(), now()", connection);
        await using var reader = await query.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new RecordIdentity(reader.GetGuid(0), reader.GetFieldValue<DateTime>(1));
    }

    private static async Task<string> GuardAsync(CancellationToken ct)
    {
        using var text = new StreamReader(typeof(RecordSchema).Assembly.GetManifestResourceStream("guard.sql")!);
        return await text.ReadToEndAsync(ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Which record a database holds.</summary>
/// <param name="Id">Its id, which every token carries.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
public sealed record RecordIdentity(Guid Id, DateTime CreatedAt);

/// <summary>The database holds something else than a record that this program knows; the message is for the person at the terminal.</summary>
public sealed class RecordSchemaException(string message, Exception? cause = null) : Exception(message, cause);
