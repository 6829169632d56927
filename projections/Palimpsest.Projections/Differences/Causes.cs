using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// Which of the events that arrived in a step caused a change: those among what stands behind the topic or decides about it, before the step or after it; if none is (nothing
/// stands behind "no report"), those about the subject; and if none is even so, all that arrived. What merely arrived together is no cause.
/// </summary>
/// <remarks>Few events arrive and many may stand behind a topic, so that the way is gone from what arrived to what it names, and not back.</remarks>
internal sealed class Causes
{
    private readonly RecordAsOf[] _records;
    private readonly SubjectKey _subject;
    private readonly TopicState _before;
    private readonly TopicState _after;
    private readonly HashSet<string> _contesting = new(StringComparer.Ordinal);

    private Causes(Step step, SubjectKey subject, TopicState before, TopicState after)
    {
        (_subject, _before, _after) = (subject, before, after);
        _records = ReferenceEquals(step.Before.Record, step.After.Record) ? [step.After.Record] : [step.Before.Record, step.After.Record];
        foreach (var report in before.Reports.Values.Concat(after.Reports.Values))
        {
            _contesting.UnionWith(report.ContestedBy);
        }
    }

    public static IReadOnlyList<Cause> Of(Step step, SubjectKey subject, TopicState before, TopicState after)
    {
        if (step.Arrived.Count == 1)
        {
            return [Caused(step, step.Arrived[0])];
        }

        var causes = new Causes(step, subject, before, after);
        var related = causes.Among(step.Arrived, causes.IsOfTopic, causes.OfTopic);
        if (related.Count == 0)
        {
            related = causes.Among(step.Arrived, causes.IsAboutSubject, causes.OfSubject);
        }
        else if (related.Exists(e => e.Event is SubjectAct))
        {
            // Where keys became one, or two, the topic was, or is, that of another key as well: an act that arrived may have decided what of it came over.
            related = [.. step.Arrived.Where(e => related.Contains(e) || (e.Event is SourceAct or EntryAct && causes.Leads(e.Event, causes.IsAboutSubject, throughReports: false)))];
        }

        return [.. (related.Count > 0 ? related : step.Arrived).Select(e => Caused(step, e))];
    }

    private static Cause Caused(Step step, Recorded arrived) => Cause.Of(step.After.Record, arrived, arrived.Event is ITold ? Arriving(step, arrived) : []);

    private static IEnumerable<Citation> Arriving(Step step, Recorded recorded) =>
        step.After.Record.Find(recorded.Event.Id)?.Content is ITold told ? step.Arriving(told) : [];

    private List<Recorded> Among(IReadOnlyList<Recorded> arrived, Func<RecordAsOf, string, bool> isBehind, Func<RecordAsOf, IEnumerable<string>> behind)
    {
        HashSet<SubjectKey>? keys = null;
        return [.. arrived.Where(e => e.Event is SubjectAct act ? Joins(act, keys ??= Keys(behind)) : Leads(e.Event, isBehind, throughReports: true))];
    }

    // Behind the topic: its reports and what contests them, whatever shares a proposition with them, and beside a leader's name whether he lives.
    private bool IsOfTopic(RecordAsOf record, string id) => IsReport(id)
        || (record.Assertion(id) is { } a && (record.OfProposition(a).Any(other => IsReport(other.Id))
            || (a.Proposition?.Matter == Matter.Death && record.Canonical(a.Subject) is var person
                && record.Bearing(person).OfType<LeaderNamed>().Any(l => record.Canonical(l.Person) == person && IsReport(l.Id)))));

    private bool IsReport(string id) => _before.Reports.ContainsKey(id) || _after.Reports.ContainsKey(id) || _contesting.Contains(id);

    private bool IsAboutSubject(RecordAsOf record, string id) =>
        record.Assertion(id) is { } a && record.Canonical(_subject) is var shown && a.BearsOn.Any(k => record.Canonical(k) == shown);

    private IEnumerable<string> OfTopic(RecordAsOf record)
    {
        var topic = _before.Reports.Keys.Concat(_after.Reports.Keys).Concat(_contesting).ToHashSet(StringComparer.Ordinal);
        var reports = topic.Select(record.Assertion).OfType<Assertion>().ToList();
        var shared = reports.Where(a => a.Proposition is not null).DistinctBy(a => a.Proposition!.Canonical(record.Canonical), StringComparer.Ordinal).SelectMany(record.OfProposition);
        var life = reports.OfType<LeaderNamed>().Select(l => record.Canonical(l.Person)).Distinct()
            .SelectMany(record.OfSubject).Where(a => a.Proposition?.Matter == Matter.Death);
        return topic.Concat(shared.Concat(life).Select(a => a.Id));
    }

    private IEnumerable<string> OfSubject(RecordAsOf record) => record.Bearing(record.Canonical(_subject)).Select(a => a.Id);

    // Whether an event, or for an editor act its target, is behind the topic, or aims at, revises or disputes what is, to the end.
    private bool Leads(RecordEvent arrived, Func<RecordAsOf, string, bool> isBehind, bool throughReports)
    {
        var from = arrived is EntryAct act ? act.Target : arrived.Id;
        return _records.Any(record => Leads(record, from, isBehind, throughReports));
    }

    private static bool Leads(RecordAsOf record, string from, Func<RecordAsOf, string, bool> isBehind, bool throughReports)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id) || record.Find(id) is not { Content: ITold told })
            {
                continue;
            }

            if (isBehind(record, id))
            {
                return true;
            }

            foreach (var next in told is SourceAct act ? Aims(record, act) : throughReports ? Links(record, (Assertion)told) : [])
            {
                open.Push(next);
            }
        }

        return false;
    }

    private static IEnumerable<string> Aims(RecordAsOf record, SourceAct act) => record.ActsOn(act.Target).Any(a => a.Id == act.Id) ? [act.Target] : [];

    private static IEnumerable<string> Links(RecordAsOf record, Assertion report) =>
        report.Revises.Where(id => record.RevisersOf(id).Any(r => r.Id == report.Id)).Concat(report.Disputes.Where(id => record.DisputersOf(id).Any(d => d.Id == report.Id)));

    private bool Joins(SubjectAct act, HashSet<SubjectKey> keys) => _records.Any(record =>
    {
        var shown = keys.Select(record.Canonical).ToHashSet();
        return act.Keys.Any(key => shown.Contains(record.Canonical(key)));
    });

    // The keys that are named by what is behind the topic, or aims at it, revises or disputes it, to the end.
    private HashSet<SubjectKey> Keys(Func<RecordAsOf, IEnumerable<string>> behind)
    {
        var keys = new HashSet<SubjectKey> { _subject };
        foreach (var record in _records)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Queue<string>(behind(record));
            while (open.TryDequeue(out var id))
            {
                if (seen.Add(id) && record.Find(id) is { Content: ITold told })
                {
                    keys.UnionWith(told.Citations.Select(c => c.Outlet).Append(Told.PartyOf(told)).Concat(told is Assertion a ? a.BearsOn : []));
                    foreach (var next in record.ActsOn(id).Select(a => a.Id).Concat(record.RevisersOf(id).Concat(record.DisputersOf(id)).Select(a => a.Id)))
                    {
                        open.Enqueue(next);
                    }
                }
            }
        }

        return keys;
    }
}
