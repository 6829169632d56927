using System.Data;
using System.Globalization;
using JasperFx;
using Npgsql;

namespace Palimpsest.Store.Schema;

/// <summary>
/// The record's tables and guards: made once, when a writer first meets an empty database. Two that meet it at once both find it made.
/// </summary>
public static class RecordSchema
{
    /// <summary>The version of the schema that this program reads and writes.</summary>
    public const int Version = 1;

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

    /// <summary>The record in the database, made now if there is none yet.</summary>
    /// <exception cref="RecordSchemaException">There is one that this program does not know.</exception>
    public static async Task<RecordIdentity> EnsureAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, ct) ?? await MakeAsync(source, connection, ct);
    }

    private static async Task<RecordIdentity?> FindAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var query = new NpgsqlCommand("select id, created_at, schema_version from palimpsest.record", connection);
            await using var reader = await query.ExecuteReaderAsync(ct);
            if (!await reader.ReadAsync(ct))
            {
                return null;
            }

            var version = reader.GetInt32(2);
            return version == Version
                ? new RecordIdentity(reader.GetGuid(0), reader.GetFieldValue<DateTime>(1))
                : throw new RecordSchemaException(string.Create(CultureInfo.InvariantCulture,
                    $"The database '{connection.Database}' holds a record of schema version {version}; this program knows version {Version}. Use the program that fits, or another database."));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn)
        {
            throw new RecordSchemaException($"The database '{connection.Database}' has a table palimpsest.record that is not of this program. Use another database.", e);
        }
    }

    private static async Task<RecordIdentity> MakeAsync(NpgsqlDataSource source, NpgsqlConnection connection, CancellationToken ct)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new RecordSchemaException(string.Create(CultureInfo.InvariantCulture,
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; a record needs {OldestServer} or later."));
        }

        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({MakingLock})"), ct);
        try
        {
            if (await FindAsync(connection, ct) is { } madeMeanwhile)
            {
                return madeMeanwhile;
            }

            await using var store = RecordStore.Open(source);
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);

            // The row is the last thing made: where it is, everything is.
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await RunAsync(connection, await GuardAsync(ct), ct);
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"insert into palimpsest.record values (gen_random_uuid(), now(), {Version})"), ct);
            await transaction.CommitAsync(ct);
            return (await FindAsync(connection, ct))!;
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
