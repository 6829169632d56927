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
            : await RecordedAsync(reached, question.SinceNumber, number);
        return events ?? await record.AllAsync(number, cancellation).ToListAsync(cancellation);
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
            events => Affected.By(new RecordAsOf(events, to.Recorded.Number), events.Select(e => e.Event).Where(e => arriving.Contains(e.Id))).Keys);
    }

    private static Task<IReadOnlyList<Recorded>?> RecordedAsync(Reached reached, long since, long number) => reached.ByAsync(
        [],
        gathering => gathering.SinceAsync(since),
        events =>
        {
            // Which keys are one may change on the way, and back: what any merge ever joined counts as one as well.
            var arrived = events.Where(e => e.Number > since).Select(e => e.Event).ToList();
            var chronicle = new Chronicle(events, number);
            return new[] { new RecordAsOf(chronicle, since), new RecordAsOf(chronicle, number), RecordAsOf.NeverSeparated(chronicle, number) }
                .SelectMany(record => Affected.By(record, arrived).Keys);
        });
}
