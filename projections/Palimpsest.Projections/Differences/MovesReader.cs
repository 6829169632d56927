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
        // A merge can matter to whatever cites or quotes what is merged: nothing less than the record will do.
        if (entries.Any(e => e.Event is SubjectAct))
        {
            return Moves.Between(With(await record.AllAsync(first - 1, cancellation).ToListAsync(cancellation), entries), first - 1, entries[^1].Number);
        }

        // What is named is followed to the end, and whatever could be affected is gathered whole, until neither grows.
        var subjects = new HashSet<SubjectKey>();
        var named = entries.SelectMany(e => Names(e.Event)).ToHashSet(StringComparer.Ordinal);
        while (true)
        {
            var size = subjects.Count + named.Count;
            var about = await record.AboutAsync(subjects, first - 1, cancellation, entries: entries);
            var events = With(about.Concat(await record.EventsAsync(GatheringSql.Of(GatheringSql.Ids), cancellation, named.ToArray(), first - 1, Array.Empty<long>()).ToListAsync(cancellation)), entries);
            named.UnionWith(events.Where(e => named.Contains(e.Event.Id) || (e.Event is EntryAct act && named.Contains(act.Target))).SelectMany(e => Names(e.Event)));
            subjects.UnionWith(Affected.By(new RecordAsOf(events, first - 1), new RecordAsOf(events, entries[^1].Number), entries));
            if (subjects.Count + named.Count == size)
            {
                return Moves.Between(events, first - 1, entries[^1].Number);
            }
        }
    }

    private static List<Recorded> With(IEnumerable<Recorded> found, IReadOnlyList<Recorded> entries) =>
        [.. found.Where(f => entries.All(e => e.Event.Id != f.Event.Id)).DistinctBy(f => f.Number), .. entries];

    private static IEnumerable<string> Names(RecordEvent @event) => @event switch
    {
        AssertionCorrected correction => Names(correction.Content).Append(correction.Target),
        Assertion a => a.Revises.Concat(a.Disputes),
        SourceAct act => [act.Target],
        EntryAct act => [act.Target],
        _ => [],
    };
}
