using Palimpsest.Beliefs;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>Asks the record what an entry moved, or would move.</summary>
public sealed class MovesReader(RecordReader record)
{
    /// <summary>The beliefs that a recorded entry moved when it was recorded.</summary>
    public Task<IReadOnlyList<Move>> OfAsync(Recorded entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return OfAsync([entry], entry.Number, cancellation);
    }

    /// <summary>The beliefs that entries would move that are decided and not recorded; their numbers follow the record's.</summary>
    public async Task<IReadOnlyList<Move>> OfDecidedAsync(IReadOnlyList<Recorded> decided, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(decided);
        return decided.Count == 0 ? [] : await OfAsync(decided, (await record.PointAsync(null, cancellation)).Number + 1, cancellation);
    }

    // The entries, and the first number that is theirs.
    private async Task<IReadOnlyList<Move>> OfAsync(IReadOnlyList<Recorded> entries, long first, CancellationToken cancellation)
    {
        var last = entries[^1].Number;
        var events = await new Reached(new Gathering(record, first - 1, cancellation)).ByAsync(
            entries, _ => Task.FromResult(Enumerable.Empty<string>()),
            found =>
            {
                var chronicle = new Chronicle(With(found, entries), last);
                return Affected.By(new RecordAsOf(chronicle, first - 1), new RecordAsOf(chronicle, last), entries).Keys;
            });

        // An outlet was merged, and anything may cite it: nothing less than the record will do.
        events ??= await record.AllAsync(first - 1, cancellation).ToListAsync(cancellation);
        return Moves.Between(With(events, entries), first - 1, last);
    }

    private static List<Recorded> With(IEnumerable<Recorded> found, IReadOnlyList<Recorded> entries) =>
        [.. found.Where(f => entries.All(e => e.Event.Id != f.Event.Id)).DistinctBy(f => f.Number), .. entries];
}
