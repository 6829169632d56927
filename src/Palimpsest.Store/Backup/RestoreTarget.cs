using System.Globalization;
using Npgsql;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Backup;

/// <summary>Where a backup may be restored: a database without a record, and without anything else under its name.</summary>
internal static class RestoreTarget
{
    private const string Elsewhere = "Restore into an empty database: another one with --db, or another folder with --data.";

    /// <summary>Refuses a database that holds anything. What making a record or an earlier restore left halfway, empty tables of ours, is no reason to.</summary>
    public static async Task RequireEmptyAsync(NpgsqlDataSource source, NpgsqlConnection connection, CancellationToken ct)
    {
        if (await RecordSchema.FindAsync(connection, ct) is { } record)
        {
            var events = await AskAsync<long>(connection, $"select count(*) from {RowTable.Schema}.mt_events", ct);
            throw new BackupRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"The database '{connection.Database}' holds a record already: {record.Id}, made {record.CreatedAt:yyyy-MM-dd HH:mm} UTC, with {events:N0} events. Nothing was changed. {Elsewhere}"));
        }

        var found = await TablesAsync(connection, ct);
        var ours = found.Count > 0 ? await RecordSchema.NamesAsync(source) : null;
        foreach (var (table, quoted) in found)
        {
            var isOurs = ours!.Contains(table);
            if (!isOurs || await AskAsync<bool>(connection, $"select exists (select from {quoted})", ct))
            {
                throw new BackupRefusedException(
                    $"The database '{connection.Database}' holds no record, but {(isOurs ? "rows in" : "something else,")} {RowTable.Schema}.{table}. Nothing was changed. {Elsewhere}");
            }
        }
    }

    private static async Task<List<(string Name, string Quoted)>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand(
            """
            select c.relname, format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') order by c.relname
            """, connection);
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = RowTable.Schema });
        await using var reader = await query.ExecuteReaderAsync(ct);
        var tables = new List<(string, string)>();
        while (await reader.ReadAsync(ct))
        {
            tables.Add((reader.GetString(0), reader.GetString(1)));
        }

        return tables;
    }

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)(await query.ExecuteScalarAsync(ct))!;
    }
}
