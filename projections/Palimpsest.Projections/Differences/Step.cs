using System.Globalization;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Differences;

/// <summary>One step along an axis: the world before and after, and what arrived.</summary>
/// <param name="When">X, or the record number.</param>
/// <param name="Before">What was believed.</param>
/// <param name="After">What is believed.</param>
/// <param name="Arrived">The events that began to count.</param>
internal sealed record Step(string When, WorldView Before, WorldView After, IReadOnlyList<Recorded> Arrived)
{
    /// <summary>The citations of an event through which it arrived here; none on the record axis, where all of them did.</summary>
    public required Func<ITold, IEnumerable<Citation>> Arriving { get; init; }

    /// <summary>
    /// The steps after one point of an axis up to another. On the published axis one for each instant from which some citation is known, on the record axis one for each commit:
    /// between them nothing changes.
    /// </summary>
    /// <param name="events">Whatever bears on the question.</param>
    /// <param name="question">The axis and the perspective.</param>
    /// <param name="to">The horizon at the end.</param>
    /// <param name="commits">The last numbers of the commits of those events, ascending; null if the events are all there are.</param>
    public static IEnumerable<Step> Along(IReadOnlyList<Recorded> events, Question question, Horizon to, IReadOnlyList<long>? commits) =>
        question.Axis == Axis.Published ? AlongPublished(events, question, to) : AlongRecord(events, question, to, commits);

    /// <summary>What was recorded after one number and up to another, commit by commit: every commit has an instant of its own.</summary>
    public static IEnumerable<IReadOnlyList<Recorded>> Commits(IReadOnlyList<Recorded> events, long since, long upTo) =>
        events.Where(e => e.Number > since && e.Number <= upTo).GroupBy(e => e.At).OrderBy(c => c.Key).Select(c => c.OrderBy(e => e.Number).ToList());

    /// <summary>The instants from which its citations are known. One kept for reference only dates nothing, but it is shown from then on.</summary>
    public static IEnumerable<Instant> Instants(ITold told) => told.Citations.Select(c => c.CountsFrom).OfType<Instant>();

    private static IEnumerable<Step> AlongPublished(IReadOnlyList<Recorded> events, Question question, Horizon to)
    {
        var record = new RecordAsOf(events, to.Recorded.Number);
        var since = question.Since is { } text ? BelievedOn.Parse(text).At : Instant.MinValue;
        var arrivals = events.Where(e => e.Number <= to.Recorded.Number).DistinctBy(e => e.Event.Id, StringComparer.Ordinal)
            .Select(e => (Event: e, Told: record.Find(e.Event.Id)?.Content as ITold)).Where(e => e.Told is not null)
            .SelectMany(e => Instants(e.Told!).Distinct(), (e, at) => (e.Event, At: at))
            .Where(a => a.At > since && a.At <= to.BelievedOn.At)
            .ToLookup(a => a.At, a => a.Event);
        var before = new WorldView(record, BelievedOn.From(since), question.Perspective);
        foreach (var arrival in arrivals.OrderBy(a => a.Key))
        {
            var after = new WorldView(record, BelievedOn.From(arrival.Key), question.Perspective);
            yield return new Step(Answers.When.Show(arrival.Key), before, after, [.. arrival.OrderBy(e => e.Number)])
            {
                Arriving = told => told.Citations.Where(c => c.CountsFrom == arrival.Key),
            };
            before = after;
        }
    }

    private static IEnumerable<Step> AlongRecord(IReadOnlyList<Recorded> events, Question question, Horizon to, IReadOnlyList<long>? commits)
    {
        var since = question.Since is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        var chronicle = new Chronicle(events, to.Recorded.Number);
        var before = World(since);
        var next = 0;
        foreach (var commit in Commits(events, since, to.Recorded.Number))
        {
            var last = commit[^1].Number;
            while (commits is not null && commits[next] < last)
            {
                next++;
            }

            last = commits?[next] ?? last;
            var after = World(last);
            yield return new Step(last.ToString(CultureInfo.InvariantCulture), before, after, commit) { Arriving = told => told.Carrying() };
            before = after;
        }

        WorldView World(long number) => new(new RecordAsOf(chronicle, number), to.BelievedOn, question.Perspective);
    }
}
