using System.Data.Common;
using Palimpsest.Benchmarks.Data;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>Who can be asked for the whole world and for a series.</summary>
internal abstract class WorldPeer : IAsyncDisposable
{
    /// <summary>How each is asked for.</summary>
    public static readonly IReadOnlyList<string> Names = ["postgres", "periods", "mariadb", "duckdb"];

    public abstract string Name { get; }

    /// <summary>The world at a horizon.</summary>
    public abstract Task<List<BeliefRow>> WorldAsync(At at, CancellationToken ct);

    /// <summary>The killed of a country, day by day.</summary>
    public abstract Task<List<SeriesRow>> SeriesAsync(string country, At at, CancellationToken ct);

    /// <summary>Buffers touched by the world, where it tells.</summary>
    public virtual Func<At, CancellationToken, Task<long>>? WorldBuffers => null;

    /// <summary>Buffers touched by the series, where it tells.</summary>
    public virtual Func<string, At, CancellationToken, Task<long>>? SeriesBuffers => null;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected static async Task<List<BeliefRow>> RowsAsync(DbDataReader reader, CancellationToken ct)
    {
        var rows = new List<BeliefRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new BeliefRow(
                reader.GetString(0),
                Text(reader, 1),
                Text(reader, 2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateOnly>(3),
                Number(reader, 4),
                Number(reader, 5),
                Number(reader, 6),
                reader.GetString(7)));
        }

        return rows;
    }

    protected static async Task<List<SeriesRow>> PointsAsync(DbDataReader reader, CancellationToken ct)
    {
        var rows = new List<SeriesRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new SeriesRow(reader.IsDBNull(0) ? null : reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), Number(reader, 2), Number(reader, 3), reader.GetInt64(4)));
        }

        return rows;
    }

    /// <summary>The columns of the world.</summary>
    protected const string WorldColumns = "incident, kind, country, day, low, best, high, claims";

    /// <summary>
    /// The series over a table: parts of what is itself added are not added, and tolls over a period are no incidents.
    /// </summary>
    /// <param name="table">The table, given its alias, as it was at Y if that is part of naming it.</param>
    /// <param name="holds">The condition that a row of that alias holds at the horizon.</param>
    /// <param name="country">The parameter that holds the country.</param>
    /// <param name="whole">The type of whole numbers.</param>
    protected static string Series(Func<string, string> table, Func<string, string> holds, string country, string whole) =>
        $"""
        select b.day, cast(sum(b.low) as {whole}), cast(case when count(b.best) = count(*) then sum(b.best) end as {whole}),
               cast(case when count(b.high) = count(*) then sum(b.high) end as {whole}), count(*)
        from {table("b")}
        where b.country = {country} and b.low is not null and b.kind <> 'campaign' and {holds("b")}
          and not exists (
            select 1 from {table("w")}
            where w.incident = b.part_of and w.country = b.country and w.low is not null and w.kind <> 'campaign' and {holds("w")})
        group by b.day
        """;

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
