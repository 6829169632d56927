using System.Text.Json;
using Npgsql;

namespace Palimpsest.Benchmarks;

/// <summary>What is asked of PostgreSQL again and again.</summary>
internal static class Sql
{
    public static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await RunAsync(connection, sql, ct);
    }

    public static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The buffers that a query touches, found in the cache or read.</summary>
    public static async Task<long> BuffersAsync(NpgsqlDataSource source, string sql, CancellationToken ct, params object[] values)
    {
        var plan = await ReadAsync(source, $"explain (analyze, buffers, format json) {sql}", r => r.GetString(0), ct, values);
        using var json = JsonDocument.Parse(plan[0]);
        var root = json.RootElement[0].GetProperty("Plan");
        return root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
    }

    /// <summary>Copies what a query gives into a table of another database, as bytes.</summary>
    public static async Task CopyAsync(NpgsqlDataSource from, string query, NpgsqlConnection to, string table, CancellationToken ct)
    {
        await using var source = await from.OpenConnectionAsync(ct);
        await using var reading = await source.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", ct);
        await using var writing = await to.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", ct);
        await reading.CopyToAsync(writing, 256 * 1024, ct);
    }
}
