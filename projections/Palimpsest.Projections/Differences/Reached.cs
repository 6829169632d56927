using Palimpsest.Beliefs;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// Reads whatever some events could change and whatever tells how: what they name is followed to the end, and each subject that they could affect is gathered whole,
/// until neither grows. What it costs grows with what changed, not with the record.
/// </summary>
internal sealed class Reached(Gathering gathering)
{
    /// <summary>
    /// Of events that are given or that a query finds: those of some ids, or all after a number. Null if nothing less than the whole record will do, for an outlet was merged
    /// and everything may cite it.
    /// </summary>
    /// <param name="entries">Entries that the record does not hold as of that number.</param>
    /// <param name="find">Finds the others, and gives their ids.</param>
    /// <param name="affected">The subjects that they could affect, from what was read so far.</param>
    public async Task<IReadOnlyList<Recorded>?> ByAsync(
        IReadOnlyList<Recorded> entries, Func<Gathering, Task<IEnumerable<string>>> find, Func<IReadOnlyList<Recorded>, IEnumerable<SubjectKey>> affected)
    {
        var seeds = (await find(gathering)).ToHashSet(StringComparer.Ordinal);
        var named = entries.SelectMany(e => Names(e.Event)).Concat(seeds).ToHashSet(StringComparer.Ordinal);
        var given = entries.ToHashSet<Recorded>(ReferenceEqualityComparer.Instance);
        var subjects = new HashSet<SubjectKey>();
        var spoken = new HashSet<SubjectKey>();
        var known = 0;
        while (true)
        {
            var size = Size();
            await gathering.NamedAsync(named);
            var events = await gathering.AboutAsync(subjects, withMentions: false, entries);
            var merged = events.Where(e => seeds.Contains(e.Event.Id) || given.Contains(e)).Select(e => e.Event).OfType<SubjectAct>().SelectMany(a => a.Keys).ToList();
            if (merged.Exists(k => k.Kind == SubjectKind.Source))
            {
                return null;
            }

            // A merge can matter to whatever bears on either key, and to all that is told in either's name.
            var together = await gathering.TogetherAsync(merged);
            subjects.UnionWith(together);
            named.UnionWith(await gathering.SpokenAsync([.. together.Where(spoken.Add)]));
            named.UnionWith(events.Where(e => named.Contains(e.Event.Id) || (e.Event is EntryAct act && named.Contains(act.Target))).SelectMany(e => Names(e.Event)));
            if (Size() == size && events.Count > known)
            {
                // What they could affect takes longest to find: only once the rest has come to an end.
                subjects.UnionWith(affected(events));
                known = events.Count;
            }

            if (Size() == size)
            {
                return events;
            }
        }

        int Size() => subjects.Count + named.Count + spoken.Count;
    }

    private static IEnumerable<string> Names(RecordEvent @event) => @event switch
    {
        AssertionCorrected correction => Names(correction.Content).Append(correction.Target),
        Assertion a => a.Revises.Concat(a.Disputes),
        SourceAct act => [act.Target],
        EntryAct act => [act.Target],
        _ => [],
    };
}
