using Npgsql;
using Palimpsest.Benchmarks.Data;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>A table with two ranges and GiST indexes, as PostgreSQL's documentation of range types advises; beside it the floor, a ready table.</summary>
internal sealed class PlainPostgres : WorldPeer
{
    private const string World = $"select {WorldColumns} from belief b where b.x @> $1 and b.y @> $2";
    private static readonly string InSeries = Series(alias => $"belief {alias}", alias => $"{alias}.x @> $1 and {alias}.y @> $2", "$3", "bigint");
    private readonly NpgsqlDataSource _source;

    private PlainPostgres(NpgsqlDataSource source) => _source = source;

    public override string Name => "PostgreSQL, ranges and GiST";

    public override Func<At, CancellationToken, Task<long>> WorldBuffers => (at, ct) => Sql.BuffersAsync(_source, World, ct, at.XAt, at.Y.Number);

    public override Func<string, At, CancellationToken, Task<long>> SeriesBuffers => (country, at, ct) => Sql.BuffersAsync(_source, InSeries, ct, at.XAt, at.Y.Number, country);

    public static async Task<PlainPostgres> LoadAsync(Server server, BeliefFile file, CancellationToken ct)
    {
        var source = await server.NewDatabaseAsync("plain", ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await Staging.LoadAsync(connection, file, ct);
        await Sql.RunAsync(
            connection,
            """
            create extension btree_gist;
            create table belief as
              select incident, tstzrange(x_from, x_to) as x, int8range(y_from, y_to) as y, kind, country, day, part_of, low, best, high, claims from staging;
            create index on belief using gist (x, y);
            create index on belief using gist (country, x, y);
            create index on belief (incident);
            drop table staging;
            """,
            ct);
        await Sql.RunAsync(connection, "vacuum analyze", ct);
        return new PlainPostgres(source);
    }

    public override async Task<List<BeliefRow>> WorldAsync(At at, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(World);
        command.Parameters.AddWithValue(at.XAt);
        command.Parameters.AddWithValue(at.Y.Number);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, ct);
    }

    public override async Task<List<SeriesRow>> SeriesAsync(string country, At at, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(InSeries);
        command.Parameters.AddWithValue(at.XAt);
        command.Parameters.AddWithValue(at.Y.Number);
        command.Parameters.AddWithValue(country);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await PointsAsync(reader, ct);
    }

    /// <summary>Makes a table that holds just the answer.</summary>
    public async Task MakeReadyAsync(At at, CancellationToken ct)
    {
        await Sql.RunAsync(_source, $"drop table if exists ready; create table ready as select {WorldColumns} from belief with no data", ct);
        await using var command = _source.CreateCommand($"insert into ready {World}");
        command.Parameters.AddWithValue(at.XAt);
        command.Parameters.AddWithValue(at.Y.Number);
        await command.ExecuteNonQueryAsync(ct);
        await Sql.RunAsync(_source, "vacuum analyze ready", ct);
    }

    /// <summary>The floor: all of the ready table.</summary>
    public async Task<List<BeliefRow>> ReadyAsync(CancellationToken ct)
    {
        await using var command = _source.CreateCommand($"select {WorldColumns} from ready");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, ct);
    }
}

/// <summary>The rows as they stand in the file.</summary>
internal static class Staging
{
    public static async Task LoadAsync(NpgsqlConnection connection, BeliefFile file, CancellationToken ct)
    {
        await Sql.RunAsync(
            connection,
            """
            set time zone 'UTC';
            create table staging (
              incident text, x_from timestamptz, x_to timestamptz, y_from_at timestamptz, y_to_at timestamptz, y_from bigint, y_to bigint,
              kind text, country text, day date, part_of text, low bigint, best bigint, high bigint, claims text)
            """,
            ct);
        using var text = File.OpenText(file.Path);
        await using var copy = await connection.BeginTextImportAsync("copy staging from stdin", ct);
        var block = new char[64 * 1024];
        for (int read; (read = await text.ReadAsync(block, ct)) > 0;)
        {
            await copy.WriteAsync(block.AsMemory(0, read), ct);
        }
    }
}
