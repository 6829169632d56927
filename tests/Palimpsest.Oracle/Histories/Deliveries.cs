using Palimpsest.Reports;

namespace Palimpsest.Tests.Histories;

/// <summary>The same events in another order. Only what the design says binds the order: record order matters for editor acts and for a target.</summary>
internal static class Deliveries
{
    /// <summary>Each act after its target still, and editor acts as they came; an editor act that came before its target stays before it.</summary>
    public static List<RecordEvent> InAnyOrder(IEnumerable<RecordEvent> events, Dice dice) => InAnyOrder(events, IsBound, dice);

    /// <summary>What names a report after that report too, so that all can be entered.</summary>
    public static List<RecordEvent> InEnterableOrder(IEnumerable<RecordEvent> events, Dice dice) =>
        InAnyOrder(events, (earlier, later) => IsBound(earlier, later) || Names(later).Contains(earlier.Id) || Copies(later, earlier) || Copies(earlier, later), dice);

    private static List<RecordEvent> InAnyOrder(IEnumerable<RecordEvent> events, Func<RecordEvent, RecordEvent, bool> isBound, Dice dice)
    {
        var all = events.ToList();
        var waiting = all.Select((e, i) => (Event: e, After: all.Take(i).Where(earlier => isBound(earlier, e)).ToList()))
            .OrderBy(_ => dice.Next(1000))
            .ToList();
        var delivered = new List<RecordEvent>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(w => w.After.TrueForAll(delivered.Contains));
            waiting.Remove(next);
            delivered.Add(next.Event);
        }

        return delivered;
    }

    private static bool IsBound(RecordEvent earlier, RecordEvent later) => (earlier, later) switch
    {
        (EditorAct, EditorAct) => true,
        (_, EntryAct act) when act.Target == earlier.Id => true,
        (EntryAct act, _) when act.Target == later.Id => true,
        (_, SourceAct act) when act.Target == earlier.Id => true,
        _ => false,
    };

    private static IEnumerable<string> Names(RecordEvent e) => e switch
    {
        Assertion a => [.. a.Revises, .. a.Affirms, .. a.Disputes],
        AssertionCorrected correction => Names(correction.Content),
        _ => [],
    };

    // An affirmation copies what its target says when it is entered.
    private static bool Copies(RecordEvent one, RecordEvent other) =>
        one is Assertion affirmation && other is AssertionCorrected correction && affirmation.Affirms.Contains(correction.Target);
}
