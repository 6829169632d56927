using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Differences;

/// <summary>Which of the events that arrived in a step caused a change: those that name, directly or through others, what stands behind the topic; if none does, all that arrived.</summary>
internal static class Causes
{
    public static IReadOnlyList<Cause> Of(Step step, TopicState before, TopicState after)
    {
        var topic = before.Reports.Concat(after.Reports).SelectMany(r => r.Value.ContestedBy.Prepend(r.Key)).ToHashSet(StringComparer.Ordinal);
        var related = step.Arrived.Where(e => e.Event is SubjectAct || Names(step.After.Record, e.Event).Any(topic.Contains)).ToList();
        return [.. (related.Count > 0 ? related : step.Arrived).Select(e => Cause.Of(step.After.Record, e, e.Event is ITold ? Arriving(step, e) : []))];
    }

    private static IEnumerable<Citation> Arriving(Step step, Recorded recorded) =>
        step.After.Record.Find(recorded.Event.Id)?.Content is ITold told ? step.Arriving(told) : [];

    // Itself, and what it aims at or names, to the end.
    private static HashSet<string> Names(RecordAsOf record, RecordEvent @event)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([@event.Id]);
        while (open.TryDequeue(out var id))
        {
            if (names.Add(id) && record.Find(id) is { } entry)
            {
                Named(entry).ToList().ForEach(open.Enqueue);
            }
        }

        return names;
    }

    private static IEnumerable<string> Named(Entry entry) => entry.Content switch
    {
        Assertion a => a.Revises.Concat(a.Disputes),
        SourceAct act => [act.Target],
        EntryAct act => [act.Target],
        _ => [],
    };
}
