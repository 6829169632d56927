using Palimpsest.Reports;

namespace Palimpsest.Tests.Oracle;

public sealed partial class OracleWorld
{
    /// <summary>All editor acts on entries that count and do not aim at nothing, in record order.</summary>
    public IEnumerable<EntryAct> EntryActs => Entries.SelectMany(ActsOn).OrderBy(a => a.Number).Select(a => (EntryAct)a.Event);

    private IEnumerable<OracleEvent> Entries => _recorded.Where(e => e.Event is Assertion or SourceAct);

    /// <summary>As it was entered, whatever editors did since; null if it does not count.</summary>
    public RecordEvent? AsRecorded(string id) => _recorded.FirstOrDefault(e => e.Event.Id == id)?.Event;

    // "withdrawn(a) if the latest counting withdraw or reinstate says so";
    // (18) "the one with the greatest number is a withdrawal. A withdrawn assertion or act is not visible."
    public bool Withdrawn(RecordEvent e) => Entries
        .Where(entry => entry.Event.Id == e.Id)
        .SelectMany(ActsOn)
        .Where(act => act.Event is AssertionWithdrawn or AssertionReinstated)
        .MaxBy(act => act.Number)?.Event is AssertionWithdrawn;

    // "content(a) is what its latest counting correction gives (a correction carries the whole new content, never a patch), else as recorded";
    // (17) "its reliability and credibility are those of the counting AssertionRegraded with the greatest number,
    // else those as originally recorded (whatever a correction's content says)"; events of other kinds read as recorded
    private RecordEvent Content(OracleEvent e)
    {
        var corrected = ActsOn(e).Where(act => act.Event is AssertionCorrected).MaxBy(act => act.Number)?.Event as AssertionCorrected;
        var regraded = ActsOn(e).Where(act => act.Event is AssertionRegraded).MaxBy(act => act.Number)?.Event as AssertionRegraded;
        return (e.Event, corrected?.Content ?? e.Event) switch
        {
            (Assertion recorded, Assertion content) => content with
            {
                Reliability = regraded?.Reliability ?? recorded.Reliability,
                Credibility = regraded?.Credibility ?? recorded.Credibility,
            },
            (SourceAct recorded, SourceAct content) => content with
            {
                Reliability = regraded?.Reliability ?? recorded.Reliability,
                Credibility = regraded?.Credibility ?? recorded.Credibility,
            },
            _ => e.Event,
        };
    }

    // (16) "an editor act counts if number <= Y; an EntryAct whose target is not an assertion or source act with a smaller number is ignored altogether"
    private IEnumerable<OracleEvent> ActsOn(OracleEvent e) => e.Event is Assertion or SourceAct
        ? _recorded.Where(act => act.Event is EntryAct on && on.Target == e.Event.Id && act.Number > e.Number)
        : [];
}
