using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// Which of the events that arrived in a step caused a change: those among what stands behind the topic or decides about it, before the step or after it; if none is (nothing
/// stands behind "no report"), those about the subject; and if none is even so, all that arrived. What merely arrived together is no cause.
/// </summary>
internal sealed class Causes
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<SubjectKey> _keys = [];

    private Causes(SubjectKey subject) => _keys.Add(subject);

    private static Causes OfTopic(Step step, SubjectKey subject, TopicState before, TopicState after)
    {
        var causes = new Causes(subject);
        var topic = before.Reports.Concat(after.Reports).SelectMany(r => r.Value.ContestedBy.Prepend(r.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (var record in new[] { step.Before.Record, step.After.Record }.Distinct())
        {
            var reports = topic.Select(record.Assertion).OfType<Assertion>().ToList();
            causes.Follow(record, topic.Concat(reports.SelectMany(record.OfProposition).Concat(reports.OfType<LeaderNamed>().SelectMany(l => Life(record, l.Person))).Select(a => a.Id)));
        }

        return causes;
    }

    private static Causes OfSubject(Step step, SubjectKey subject)
    {
        var causes = new Causes(subject);
        foreach (var record in new[] { step.Before.Record, step.After.Record }.Distinct())
        {
            causes.Follow(record, record.Bearing(record.Canonical(subject)).Select(a => a.Id));
        }

        return causes;
    }

    // What is about the subject, with the acts on it, and on those, and nothing else that it is linked with.
    private static Causes OnSubject(Step step, SubjectKey subject)
    {
        var causes = new Causes(subject);
        foreach (var record in new[] { step.Before.Record, step.After.Record }.Distinct())
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Queue<string>(record.Bearing(record.Canonical(subject)).Select(a => a.Id));
            while (open.TryDequeue(out var id))
            {
                causes._ids.Add(id);
                if (seen.Add(id))
                {
                    record.ActsOn(id).Select(a => a.Id).ToList().ForEach(open.Enqueue);
                }
            }
        }

        return causes;
    }

    public static IReadOnlyList<Cause> Of(Step step, SubjectKey subject, TopicState before, TopicState after)
    {
        if (step.Arrived.Count == 1)
        {
            return [Caused(step, step.Arrived[0])];
        }

        var related = OfTopic(step, subject, before, after).Among(step);
        if (related.Count == 0)
        {
            related = OfSubject(step, subject).Among(step);
        }
        else if (related.Exists(e => e.Event is SubjectAct))
        {
            // Where keys became one, or two, the topic was, or is, that of another key as well: an act that arrived may have decided what of it came over.
            var acts = OnSubject(step, subject);
            related = [.. step.Arrived.Where(e => related.Contains(e) || (e.Event is SourceAct or EntryAct && acts.Has(step, e.Event)))];
        }

        return [.. (related.Count > 0 ? related : step.Arrived).Select(e => Caused(step, e))];
    }

    private List<Recorded> Among(Step step) => [.. step.Arrived.Where(e => Has(step, e.Event))];

    private static Cause Caused(Step step, Recorded arrived) => Cause.Of(step.After.Record, arrived, arrived.Event is ITold ? Arriving(step, arrived) : []);

    private static IEnumerable<Citation> Arriving(Step step, Recorded recorded) =>
        step.After.Record.Find(recorded.Event.Id)?.Content is ITold told ? step.Arriving(told) : [];

    // Beside a leader's name stands whether he lives.
    private static IEnumerable<Assertion> Life(RecordAsOf record, SubjectKey person) =>
        record.OfSubject(record.Canonical(person)).Where(a => a.Proposition?.Matter == Matter.Death);

    private bool Has(Step step, RecordEvent arrived) => arrived switch
    {
        EntryAct act => _ids.Contains(act.Target),
        SubjectAct act => Joins(step.Before.Record, act) || Joins(step.After.Record, act),
        _ => _ids.Contains(arrived.Id),
    };

    private bool Joins(RecordAsOf record, SubjectAct act)
    {
        var shown = _keys.Select(record.Canonical).ToHashSet();
        return act.Keys.Any(key => shown.Contains(record.Canonical(key)));
    }

    // What aims at them, revises or disputes them, to the end.
    private void Follow(RecordAsOf record, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(ids);
        while (open.TryDequeue(out var id))
        {
            if (seen.Add(id) && record.Find(id) is { Content: ITold told })
            {
                _ids.Add(id);
                _keys.UnionWith(Keys(told));
                record.ActsOn(id).Select(a => a.Id).Concat(record.RevisersOf(id).Concat(record.DisputersOf(id)).Select(a => a.Id)).ToList().ForEach(open.Enqueue);
            }
        }
    }

    private static IEnumerable<SubjectKey> Keys(ITold told) =>
        told.Citations.Select(c => c.Outlet).Append(Told.PartyOf(told)).Concat(told is Assertion a ? a.BearsOn : []);
}
