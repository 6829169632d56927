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
    private readonly Step _step;
    private readonly SubjectKey _subject;
    private readonly TopicState _before;
    private readonly TopicState _after;
    private readonly Lazy<HashSet<string>> _contesting;

    private Causes(Step step, SubjectKey subject, TopicState before, TopicState after)
    {
        (_step, _subject, _before, _after) = (step, subject, before, after);
        _contesting = new(() => before.Reports.Values.Concat(after.Reports.Values).SelectMany(r => r.ContestedBy).ToHashSet(StringComparer.Ordinal));
    }

    public static IReadOnlyList<Cause> Of(Step step, SubjectKey subject, TopicState before, TopicState after)
    {
        if (step.Arrived.Count == 1)
        {
            return [Caused(step, step.Arrived[0])];
        }

        var causes = new Causes(step, subject, before, after);
        var related = causes.Among(causes.IsOfTopic, causes.OfTopic);
        if (related.Count == 0)
        {
            related = causes.Among(e => step.Leading.IsAbout(e, subject, throughReports: true), causes.OfSubject);
        }
        else if (related.Exists(e => e.Event is SubjectAct))
        {
            // Where keys became one, or two, the topic was, or is, that of another key as well: an act that arrived may have decided what of it came over.
            related = [.. step.Arrived.Where(e => related.Contains(e) || (e.Event is SourceAct or EntryAct && step.Leading.IsAbout(e.Event, subject, throughReports: false)))];
        }

        return [.. (related.Count > 0 ? related : step.Arrived).Select(e => Caused(step, e))];
    }

    private static Cause Caused(Step step, Recorded arrived) => Cause.Of(step.After.Record, arrived, arrived.Event is ITold ? Arriving(step, arrived) : []);

    private static IEnumerable<Citation> Arriving(Step step, Recorded recorded) =>
        step.After.Record.Find(recorded.Event.Id)?.Content is ITold told ? step.Arriving(told) : [];

    private List<Recorded> Among(Func<RecordEvent, bool> isBehind, Func<RecordAsOf, IEnumerable<string>> behind)
    {
        HashSet<SubjectKey>? keys = null;
        return [.. _step.Arrived.Where(e => e.Event is SubjectAct act ? Joins(act, keys ??= Keys(behind)) : isBehind(e.Event))];
    }

    // It leads to what is behind the topic: its reports and what contests them.
    private bool IsOfTopic(RecordEvent arrived)
    {
        var reports = _step.Leading.Reports(arrived);
        return Meets(_before) || Meets(_after) || reports.Any(_contesting.Value.Contains);

        bool Meets(TopicState topic) => topic.Reports.Count < reports.Count ? topic.Reports.Keys.Any(reports.Contains) : reports.Any(topic.Reports.ContainsKey);
    }

    private IEnumerable<string> OfTopic(RecordAsOf record)
    {
        var topic = _before.Reports.Keys.Concat(_after.Reports.Keys).Concat(_contesting.Value).ToHashSet(StringComparer.Ordinal);
        var reports = topic.Select(record.Assertion).OfType<Assertion>().ToList();
        var shared = reports.Where(a => a.Proposition is not null).DistinctBy(a => a.Proposition!.Canonical(record.Canonical), StringComparer.Ordinal).SelectMany(record.OfProposition);
        var life = reports.OfType<LeaderNamed>().Select(l => record.Canonical(l.Person)).Distinct()
            .SelectMany(record.OfSubject).Where(a => a.Proposition?.Matter == Matter.Death);
        return topic.Concat(shared.Concat(life).Select(a => a.Id));
    }

    private IEnumerable<string> OfSubject(RecordAsOf record) => record.Bearing(record.Canonical(_subject)).Select(a => a.Id);

    private bool Joins(SubjectAct act, HashSet<SubjectKey> keys) => _step.Records.Any(record =>
    {
        var shown = keys.Select(record.Canonical).ToHashSet();
        return act.Keys.Any(key => shown.Contains(record.Canonical(key)));
    });

    // The keys that are named by what is behind the topic, or aims at it, revises or disputes it, to the end.
    private HashSet<SubjectKey> Keys(Func<RecordAsOf, IEnumerable<string>> behind)
    {
        var keys = new HashSet<SubjectKey> { _subject };
        foreach (var record in _step.Records)
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
