using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;

namespace Palimpsest.Benchmarks.Data;

/// <summary>What was believed of an incident from X to X, exclusive, according to the record from Y to Y, exclusive.</summary>
internal sealed record BeliefSpan(BeliefRow Row, string? PartOf, DateTime XFrom, DateTime XTo, long YFrom, long YTo, DateTime YFromAt, DateTime YToAt);

/// <summary>From the events of some incidents to every row that was ever believed of them.</summary>
internal static class BeliefHistory
{
    /// <summary>Until then: all the databases can hold it.</summary>
    public static readonly DateTime Ever = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Not ended yet, on the record axis: the last instant that a TIMESTAMP of MariaDB holds.</summary>
    public static readonly DateTime Standing = new DateTime(2038, 1, 19, 3, 14, 7, DateTimeKind.Utc).AddTicks(9_999_990);

    private static readonly Question World = new() { View = View.World };

    /// <summary>
    /// All spans. Commit by commit, what is believed over X is laid out anew, from the first X that the commit can touch; what reads as before goes on.
    /// </summary>
    public static IEnumerable<BeliefSpan> Of(List<Recorded> events)
    {
        var open = new Dictionary<Stretch, (long From, DateTime At)>();
        var steps = new SortedDictionary<Instant, List<(BeliefRow Row, string? PartOf)>>();
        var before = new RecordAsOf([], 0);
        foreach (var commit in events.GroupBy(e => e.At).OrderBy(c => c.Key))
        {
            var (first, at) = (commit.Min(e => e.Number), commit.Key.ToDateTimeUtc());
            var record = new RecordAsOf(events, commit.Max(e => e.Number));
            LayOut(steps, record, commit.Min(e => Instant.Min(Touches(e.Event, before), Touches(e.Event, record))));
            before = record;
            var now = Stretches(steps).Where(s => s.From < s.To).ToHashSet();
            foreach (var (stretch, from) in open.Where(o => !now.Contains(o.Key)).ToList())
            {
                open.Remove(stretch);
                yield return Span(stretch, from, first, at);
            }

            foreach (var stretch in now)
            {
                open.TryAdd(stretch, (first, at));
            }
        }

        foreach (var (stretch, from) in open)
        {
            yield return Span(stretch, from, long.MaxValue, Standing);
        }
    }

    // From its first publication, as it reads; an editor act from that of the entry, before and after; a merge from ever.
    private static Instant Touches(RecordEvent @event, RecordAsOf record) => @event switch
    {
        ITold told => record.Find(told.Id)?.Content is ITold reads ? Instant.Min(told.FirstPublished(), reads.FirstPublished()) : told.FirstPublished(),
        EntryAct act => record.Find(act.Target)?.Content is ITold target ? target.FirstPublished() : Instant.MaxValue,
        _ => Instant.MinValue,
    };

    private static void LayOut(SortedDictionary<Instant, List<(BeliefRow Row, string? PartOf)>> steps, RecordAsOf record, Instant since)
    {
        foreach (var x in steps.Keys.Where(x => x >= since).ToList())
        {
            steps.Remove(x);
        }

        var told = record.Assertions.Cast<ITold>().Concat(record.SourceActs);
        foreach (var x in told.SelectMany(t => t.Carrying()).Select(c => c.CountsFrom!.Value).Where(x => x >= since).Distinct())
        {
            steps[x] = [.. WorldResolver.Resolve(new WorldView(record, BelievedOn.From(x)), World).Incidents.Select(row => (Row(row), row.PartOf?.Value))];
        }
    }

    private static BeliefSpan Span(Stretch stretch, (long From, DateTime At) from, long to, DateTime at) =>
        new(stretch.Row, stretch.PartOf, stretch.From, stretch.To, from.From, to, from.At, at);

    private static IEnumerable<Stretch> Stretches(SortedDictionary<Instant, List<(BeliefRow Row, string? PartOf)>> steps)
    {
        var open = new Dictionary<string, Stretch>(StringComparer.Ordinal);
        foreach (var (x, rows) in steps)
        {
            var from = At.Microsecond(x);
            var there = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (row, partOf) in rows)
            {
                var stretch = new Stretch(row, partOf, from, Ever);
                there.Add(row.Incident);
                if (open.TryGetValue(row.Incident, out var before))
                {
                    if (before with { From = from } == stretch)
                    {
                        continue;
                    }

                    yield return before with { To = from };
                }

                open[row.Incident] = stretch;
            }

            foreach (var gone in open.Keys.Where(k => !there.Contains(k)).ToList())
            {
                yield return open[gone] with { To = from };
                open.Remove(gone);
            }
        }

        foreach (var stretch in open.Values)
        {
            yield return stretch;
        }
    }

    /// <summary>What is compared of a row of ours.</summary>
    public static BeliefRow Row(WorldRow row)
    {
        var killed = row.Casualties.TryGetValue("killed", out var figure) ? figure : (FigureRow?)null;
        return new BeliefRow(
            row.Key.Value,
            row.Kind,
            row.Place?.Country,
            row.Occurred?.Earliest is { } day && day == row.Occurred.Latest ? new DateOnly(day.Year, day.Month, day.Day) : null,
            killed?.Low,
            killed?.Best,
            killed?.High,
            Words.Of(row.Claims));
    }

    private sealed record Stretch(BeliefRow Row, string? PartOf, DateTime From, DateTime To);
}
