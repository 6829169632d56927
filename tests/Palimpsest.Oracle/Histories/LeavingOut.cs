using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>A history without one of its events, so that what could be entered still can be.</summary>
internal static class LeavingOut
{
    /// <summary>With the acts on it, and the acts on those; what is left no longer names it, and editors have seen what is left.</summary>
    public static History Event(History history, string id)
    {
        var left = history.Events.FirstOrDefault(e => e.Event.Id == id)?.Event;
        var gone = Gone(history, id);
        var kept = history.Events.Where(e => !gone.Contains(e.Event.Id)).ToList();
        if (left is SubjectsMerged merge)
        {
            kept = [.. WithoutItsSeparation(kept, merge, history.Events.First(e => e.Event.Id == id).Number)];
        }

        var uncopied = left is AssertionCorrected correction ? correction.Target : null;
        var events = kept.Select(e => Unnamed(e.Event, gone, uncopied)).ToList();
        if (left is AssertionRegraded regrade)
        {
            events = [.. events.Select((e, i) => e is AssertionCorrected c && c.Target == regrade.Target ? c with { Content = Graded(c, events.Take(i)) } : e)];
        }

        return new History([.. Versions.Renewed(events).Select((e, i) => kept[i] with { Event = e })]);
    }

    private static HashSet<string> Gone(History history, string id)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal) { id };
        while (history.Events.FirstOrDefault(e => gone.Contains(TargetOf(e.Event)) && !gone.Contains(e.Event.Id)) is { } act)
        {
            gone.Add(act.Event.Id);
        }

        return gone;
    }

    private static string TargetOf(RecordEvent e) => e switch
    {
        SourceAct act => act.Target,
        EntryAct act => act.Target,
        _ => "",
    };

    // Nothing is separated that was not merged.
    private static IEnumerable<OracleEvent> WithoutItsSeparation(IReadOnlyList<OracleEvent> events, SubjectsMerged merge, long number)
    {
        var next = events.FirstOrDefault(e => e.Number > number && e.Event is SubjectAct act && act.Keys.All(merge.Keys.Contains));
        return next?.Event is SubjectsSeparated ? events.Where(e => e != next) : events;
    }

    // What affirmed a corrected telling no longer says the same once the correction is gone.
    private static RecordEvent Unnamed(RecordEvent e, HashSet<string> gone, string? uncopied) => e switch
    {
        Assertion a => a with
        {
            Revises = [.. a.Revises.Where(other => !gone.Contains(other))],
            Affirms = [.. a.Affirms.Where(other => !gone.Contains(other) && other != uncopied)],
            Disputes = [.. a.Disputes.Where(other => !gone.Contains(other))],
        },
        AssertionCorrected correction => correction with { Content = Unnamed(correction.Content, gone, uncopied) },
        _ => e,
    };

    private static RecordEvent Graded(AssertionCorrected correction, IEnumerable<RecordEvent> before)
    {
        var now = RandomEdits.Now([.. before]).Find(correction.Target);
        return (correction.Content, now) switch
        {
            (Assertion content, Assertion a) => content with { Reliability = a.Reliability, Credibility = a.Credibility },
            (SourceAct content, SourceAct act) => content with { Reliability = act.Reliability, Credibility = act.Credibility },
            _ => correction.Content,
        };
    }
}
