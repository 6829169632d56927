using Npgsql;
using Palimpsest.Benchmarks.Data;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>PostgreSQL with the extension <c>periods</c>: an application period and system versioning.</summary>
internal sealed class PeriodsPostgres : WorldPeer
{
    public const string Install = "apt-get install -y postgresql-15-periods";

    private const string World = $"select {WorldColumns} from belief__as_of($2) b where b.x_from <= $1 and $1 < b.x_to";
    private static readonly string InSeries = Series(alias => $"belief__as_of($2) {alias}", alias => $"{alias}.x_from <= $1 and $1 < {alias}.x_to", "$3", "bigint");
    private readonly NpgsqlDataSource _source;

    private PeriodsPostgres(NpgsqlDataSource source) => _source = source;

    public override string Name => "PostgreSQL with periods";

    public override Func<At, CancellationToken, Task<long>> WorldBuffers => (at, ct) => Sql.BuffersAsync(_source, World, ct, at.XAt, at.YAt);

    public override Func<string, At, CancellationToken, Task<long>> SeriesBuffers => (country, at, ct) => Sql.BuffersAsync(_source, InSeries, ct, at.XAt, at.YAt, country);

    /// <summary>Null if the server does not have the extension.</summary>
    public static async Task<PeriodsPostgres?> LoadAsync(Server server, BeliefFile file, CancellationToken ct)
    {
        var source = await server.NewDatabaseAsync("periods", ct);
        if ((await Sql.ReadAsync(source, "select 1 from pg_available_extensions where name = 'periods'", r => r.GetInt32(0), ct)).Count == 0)
        {
            return null;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await Staging.LoadAsync(connection, file, ct);

        // What the extension's triggers would have written, had the rows come one by one: the standing rows, and those that ended.
        await Sql.RunAsync(
            connection,
            """
            create extension periods cascade;
            create table belief (
              incident text not null, x_from timestamptz not null, x_to timestamptz not null,
              kind text, country text, day date, part_of text, low bigint, best bigint, high bigint, claims text);
            select periods.add_period('belief', 'valid', 'x_from', 'x_to');
            select periods.add_unique_key('belief', array['incident'], 'valid');
            select periods.add_system_time_period('belief');
            select periods.add_system_versioning('belief');
            alter table belief disable trigger user;
            insert into belief (incident, x_from, x_to, kind, country, day, part_of, low, best, high, claims, system_time_start, system_time_end)
              select incident, x_from, x_to, kind, country, day, part_of, low, best, high, claims, y_from_at, 'infinity' from staging where y_to = 9223372036854775807;
            insert into belief_history (incident, x_from, x_to, kind, country, day, part_of, low, best, high, claims, system_time_start, system_time_end)
              select incident, x_from, x_to, kind, country, day, part_of, low, best, high, claims, y_from_at, y_to_at from staging where y_to <> 9223372036854775807;
            alter table belief enable trigger user;
            create index on belief (country);
            create index on belief_history (country);
            create index on belief_history using gist (tstzrange(system_time_start, system_time_end));
            create index on belief_history (incident);
            drop table staging;
            """,
            ct);
        await Sql.RunAsync(connection, "vacuum analyze", ct);
        return new PeriodsPostgres(source);
    }

    public override async Task<List<BeliefRow>> WorldAsync(At at, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(World);
        command.Parameters.AddWithValue(at.XAt);
        command.Parameters.AddWithValue(at.YAt);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, ct);
    }

    public override async Task<List<SeriesRow>> SeriesAsync(string country, At at, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(InSeries);
        command.Parameters.AddWithValue(at.XAt);
        command.Parameters.AddWithValue(at.YAt);
        command.Parameters.AddWithValue(country);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await PointsAsync(reader, ct);
    }
}
