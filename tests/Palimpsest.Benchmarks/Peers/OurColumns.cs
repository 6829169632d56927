using System.Diagnostics;
using System.Globalization;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Projections.Columns;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Worlds;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>Ours: the copy of the record in memory.</summary>
internal sealed class OurColumns : WorldPeer
{
    private static readonly Question World = new() { View = View.World };
    private readonly LiveColumns _columns;

    private OurColumns(LiveColumns columns) => _columns = columns;

    public override string Name => Running.Outcome.Ours;

    public static async Task<OurColumns> LoadAsync(DataSet data, Action<string> say, CancellationToken ct)
    {
        var ours = new OurColumns(new LiveColumns(data.Ours));
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true));
        await ours._columns.FollowAsync(data.Now.Number, ct);
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"columns up to number {ours._columns.Number:N0} filled in {watch.Elapsed.TotalSeconds:0.0} s, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / 1024:N0} MiB"));
        return ours;
    }

    public WorldBelief Believe(At at) => (WorldBelief)_columns.Believe(World, at.X, at.Y.Number);

    public SeriesBelief Series(string country, At at) => (SeriesBelief)_columns.Believe(
        new Question
        {
            View = View.Series,
            Country = country,
            Outcome = Palimpsest.Reports.Outcome.Killed,
            By = SeriesPeriod.Day,
        },
        at.X,
        at.Y.Number);

    public override Task<List<BeliefRow>> WorldAsync(At at, CancellationToken ct) => Task.FromResult(Believe(at).Incidents.Select(BeliefHistory.Row).ToList());

    public override Task<List<SeriesRow>> SeriesAsync(string country, At at, CancellationToken ct)
    {
        var rows = new List<SeriesRow>();
        foreach (var series in Series(country, at).Series)
        {
            rows.AddRange(series.Points.Select(p => new SeriesRow(DateOnly.ParseExact(p.Period, "yyyy-MM-dd", CultureInfo.InvariantCulture), p.Low, p.Best, p.High, p.Incidents)));
            if (series.Unplaced.Incidents > 0)
            {
                rows.Add(new SeriesRow(null, series.Unplaced.Low, series.Unplaced.Best, series.Unplaced.High, series.Unplaced.Incidents));
            }
        }

        return Task.FromResult(rows);
    }

    public override ValueTask DisposeAsync()
    {
        _columns.Dispose();
        return ValueTask.CompletedTask;
    }
}
