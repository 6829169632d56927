using System.Globalization;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// The steps after one point of an axis up to another. On the published axis one for each instant from which some citation is known, on the record axis one for each commit:
/// between them nothing changes. All are views of one chronicle.
/// </summary>
internal sealed class Steps
{
    private readonly Chronicle _chronicle;
    private readonly Question _question;
    private readonly Horizon _to;
    private readonly (BelievedOn X, long Y) _since;
    private readonly List<Arrival> _arrivals;

    /// <summary>Finds the steps.</summary>
    /// <param name="events">Whatever bears on the question.</param>
    /// <param name="question">The axis, the start and the perspective.</param>
    /// <param name="to">The horizon at the end.</param>
    /// <param name="commits">The last numbers of the commits of those events that come after the start, ascending; null if the events are all there are.</param>
    public Steps(IReadOnlyList<Recorded> events, Question question, Horizon to, IReadOnlyList<long>? commits)
    {
        (_question, _to) = (question, to);
        _chronicle = new Chronicle(events, to.Recorded.Number);
        if (question.Axis == Axis.Published)
        {
            _since = (question.Since is { } text ? BelievedOn.Parse(text) : BelievedOn.From(Instant.MinValue), to.Recorded.Number);
            _arrivals = [.. AlongPublished(events)];
        }
        else
        {
            _since = (to.BelievedOn, question.SinceNumber);
            _arrivals = [.. AlongRecord(events, commits)];
        }
    }

    /// <summary>The instants from which its citations are known. One kept for reference only dates nothing, but it is shown from then on.</summary>
    public static IEnumerable<Instant> Instants(ITold told) => told.Citations.Select(c => c.CountsFrom).OfType<Instant>();

    /// <summary>Goes along them, in worlds of one's own.</summary>
    public IEnumerable<Step> Go()
    {
        var record = new RecordAsOf(_chronicle, _since.Y);
        var before = new WorldView(record, _since.X, _question.Perspective);
        foreach (var arrival in _arrivals)
        {
            record = arrival.Y == record.Number ? record : new RecordAsOf(_chronicle, arrival.Y);
            var after = before.Then(record, arrival.X, arrival.Reached.Value);
            yield return new Step(arrival.When, before, after, arrival.Arrived) { Arriving = arrival.Arriving, Reached = arrival.Reached.Value };
            before = after;
        }
    }

    private IEnumerable<Arrival> AlongPublished(IReadOnlyList<Recorded> events)
    {
        var number = _to.Recorded.Number;
        var record = new RecordAsOf(_chronicle, number);
        return events.Where(e => e.Number <= number).DistinctBy(e => e.Event.Id, StringComparer.Ordinal)
            .Select(e => (Event: e, Told: record.Find(e.Event.Id)?.Content as ITold)).Where(e => e.Told is not null)
            .SelectMany(e => Instants(e.Told!).Distinct(), (e, at) => (e.Event, At: at))
            .Where(a => a.At > _since.X.At && a.At <= _to.BelievedOn.At)
            .GroupBy(a => a.At, a => a.Event)
            .OrderBy(a => a.Key)
            .Select(a => new Arrival(
                Answers.When.Show(a.Key), BelievedOn.From(a.Key), number, [.. a.OrderBy(e => e.Number)], told => told.Citations.Where(c => c.CountsFrom == a.Key), Reached(number, a)));
    }

    private IEnumerable<Arrival> AlongRecord(IReadOnlyList<Recorded> events, IReadOnlyList<long>? commits)
    {
        var next = 0;

        // Every commit has an instant of its own.
        foreach (var commit in events.Where(e => e.Number > _since.Y && e.Number <= _to.Recorded.Number).GroupBy(e => e.At).OrderBy(c => c.Key))
        {
            var arrived = commit.OrderBy(e => e.Number).ToList();
            var last = arrived[^1].Number;
            while (commits is not null && commits[next] < last)
            {
                next++;
            }

            last = commits?[next] ?? last;
            yield return new Arrival(last.ToString(CultureInfo.InvariantCulture), _to.BelievedOn, last, arrived, told => told.Carrying(), Reached(last, arrived));
        }
    }

    // The same for all who go along the steps.
    private Lazy<IReadOnlySet<string>?> Reached(long number, IEnumerable<Recorded> arrived) => new(() => new RecordAsOf(_chronicle, number).ReachedBy([.. arrived.Select(e => e.Event)]));

    private sealed record Arrival(string When, BelievedOn X, long Y, IReadOnlyList<Recorded> Arrived, Func<ITold, IEnumerable<Citation>> Arriving, Lazy<IReadOnlySet<string>?> Reached);
}
