using System.Globalization;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Differences;

/// <summary>Reads what a difference or a replay of the world needs: what arrived between the two horizons, and what that could change.</summary>
internal sealed class DifferenceReader(RecordReader record)
{
    /// <summary>The events: a replay of them is the replay of the whole record.</summary>
    public async Task<IReadOnlyList<Recorded>> EventsAsync(Question question, Horizon to, CancellationToken cancellation)
    {
        var number = to.Recorded.Number;
        if (question.Since is null)
        {
            return await record.AllAsync(number, cancellation).ToListAsync(cancellation);
        }

        var reached = new Reached(new Gathering(record, number, cancellation));
        var events = question.Axis == Axis.Published
            ? await PublishedAsync(reached, BelievedOn.Parse(question.Since), to)
            : await RecordedAsync(reached, long.Parse(question.Since, CultureInfo.InvariantCulture), number);
        return events ?? await record.AllAsync(number, cancellation).ToListAsync(cancellation);
    }

    /// <summary>
    /// For each commit of a difference along the record axis, by the last number of its events: what it could change and whatever tells how, out of what was read for all of them.
    /// A world is then made anew for the subjects that the commit touches, and not for all.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<Recorded>>> ByCommitAsync(IReadOnlyList<Recorded> events, Question question, Horizon to, CancellationToken cancellation)
    {
        var since = question.Since is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        var nearby = new Nearby(events);
        var before = since;
        var byCommit = new Dictionary<long, IReadOnlyList<Recorded>>();
        foreach (var commit in Step.Commits(events, since, to.Recorded.Number))
        {
            var (from, last) = (before, commit.Max(e => e.Number));
            var found = await new Reached(new GatheringNearby(record, nearby, last, cancellation)).ByAsync(
                [],
                _ => Task.FromResult(commit.Select(e => e.Event.Id)),
                near => Affected.By(new RecordAsOf(near, from), new RecordAsOf(near, last), commit));
            byCommit.Add(last, found ?? events);
            before = last;
        }

        return byCommit;
    }

    private static async Task<IReadOnlyList<Recorded>?> PublishedAsync(Reached reached, BelievedOn since, Horizon to)
    {
        var arriving = new HashSet<string>(StringComparer.Ordinal);
        return await reached.ByAsync(
            [],
            async gathering =>
            {
                arriving.UnionWith(await gathering.ArrivingAsync(since.At.ToDateTimeUtc(), Candidates.Ceiling(to)));
                return arriving;
            },
            events => Affected.By(new RecordAsOf(events, to.Recorded.Number), events.Select(e => e.Event).Where(e => arriving.Contains(e.Id))));
    }

    private static Task<IReadOnlyList<Recorded>?> RecordedAsync(Reached reached, long since, long number) => reached.ByAsync(
        [],
        gathering => gathering.SinceAsync(since),
        events =>
        {
            // Which keys are one may change on the way, and back.
            var arrived = events.Where(e => e.Number > since).ToList();
            var points = arrived.Where(e => e.Event is SubjectAct).Select(e => e.Number).Prepend(since).Append(number).Distinct();
            return points.SelectMany(at => Affected.By(new RecordAsOf(events, at), arrived.Select(e => e.Event)));
        });
}
