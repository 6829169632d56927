using System.Globalization;
using Npgsql;

namespace Palimpsest.Store.Importing;

/// <summary>What every import does in its one transaction, under the record's lock.</summary>
internal static class RecordStep
{
    /// <summary>Takes the record's lock until the transaction ends.</summary>
    public static Task BeginAsync(NpgsqlConnection connection, CancellationToken ct) => RunAsync(connection, "select palimpsest.begin_append()", ct);

    /// <summary>Hands out the next numbers, one after the other; only under the lock.</summary>
    /// <returns>The first of them.</returns>
    public static async Task<long> NumbersAsync(NpgsqlConnection connection, long count, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand("select setval('palimpsest.mt_events_sequence', nextval('palimpsest.mt_events_sequence') + $1 - 1)", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = count } },
        };
        return (long)(await query.ExecuteScalarAsync(ct))! - count + 1;
    }

    /// <summary>Writes the commit's row of the record clock, once its events are there.</summary>
    public static Task ClockAsync(NpgsqlConnection connection, CancellationToken ct) => RunAsync(connection, RecordClockListener.ClockRow, ct);

    /// <summary>The number of the latest commit; 0 if there is none.</summary>
    public static async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand("select coalesce(max(seq), 0) from palimpsest.record_clock", connection);
        return (long)(await query.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Writes rows into a table.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="into">The table and its columns.</param>
    /// <param name="rows">The rows as text; nothing is done if there are none.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task CopyAsync(NpgsqlConnection connection, string into, ReadOnlyMemory<byte> rows, CancellationToken ct)
    {
        if (rows.Length > 0)
        {
            // The stream beneath: the rows are bytes already.
            await using var copy = (StreamWriter)await connection.BeginTextImportAsync($"copy {into} from stdin", ct);
            await copy.BaseStream.WriteAsync(rows, ct);
        }
    }

    /// <summary>Runs statements, however long they take.</summary>
    public static async Task<long> RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params IReadOnlyList<long> numbers)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var number in numbers)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>An instant as PostgreSQL reads it, whatever the settings of the session.</summary>
    public static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
