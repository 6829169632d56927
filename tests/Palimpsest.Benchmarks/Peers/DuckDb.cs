using System.Data.Common;
using DuckDB.NET.Data;
using Palimpsest.Benchmarks.Data;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>DuckDB in this process: what a columnar engine needs for the same rows.</summary>
internal sealed class DuckDb : WorldPeer
{
    private const string World = $"select {WorldColumns} from belief b where b.x_from <= $x and $x < b.x_to and b.y_from <= $y and $y < b.y_to";
    private static readonly string InSeries = Series(
        alias => $"belief {alias}", alias => $"{alias}.x_from <= $x and $x < {alias}.x_to and {alias}.y_from <= $y and $y < {alias}.y_to", "$country", "bigint");

    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    private DuckDb()
    {
    }

    public override string Name => "DuckDB";

    public static async Task<DuckDb> LoadAsync(BeliefFile file, CancellationToken ct)
    {
        var duck = new DuckDb();
        await duck._connection.OpenAsync(ct);
        await using var command = duck._connection.CreateCommand();
        command.CommandText =
            $$"""
            create table belief as select * from read_csv('{{file.Path.Replace("'", "''", StringComparison.Ordinal)}}', delim='\t', header=false, nullstr='\N', quote='', escape='',
              columns={'incident': 'varchar', 'x_from': 'timestamp', 'x_to': 'timestamp', 'y_from_at': 'timestamp', 'y_to_at': 'timestamp', 'y_from': 'bigint', 'y_to': 'bigint',
                       'kind': 'varchar', 'country': 'varchar', 'day': 'date', 'part_of': 'varchar', 'low': 'bigint', 'best': 'bigint', 'high': 'bigint', 'claims': 'varchar'})
            """;
        await command.ExecuteNonQueryAsync(ct);
        return duck;
    }

    public override async Task<List<BeliefRow>> WorldAsync(At at, CancellationToken ct)
    {
        await using var command = Command(World, at);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, ct);
    }

    public override async Task<List<SeriesRow>> SeriesAsync(string country, At at, CancellationToken ct)
    {
        await using var command = Command(InSeries, at);
        command.Parameters.Add(new DuckDBParameter("country", country));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await PointsAsync(reader, ct);
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private DbCommand Command(string sql, At at)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new DuckDBParameter("x", DateTime.SpecifyKind(at.XAt, DateTimeKind.Unspecified)));
        command.Parameters.Add(new DuckDBParameter("y", at.Y.Number));
        return command;
    }
}
