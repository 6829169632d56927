using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// Which subjects some events can change the beliefs about: no fewer. An effect goes from an event to what it names (its target, what it revises or disputes), to what shares
/// a proposition with it, to the subjects that these bear on, and from a death to wherever that person leads or took part. A merge reaches whatever names either key.
/// </summary>
internal sealed class Affected
{
    private readonly RecordAsOf _record;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<SubjectKey> _subjects = [];
    private readonly Queue<RecordEvent> _open = new();

    private Affected(RecordAsOf record) => _record = record;

    /// <summary>The subjects that what arrived in a step can change the beliefs about, under the keys shown before it or after it.</summary>
    public static IEnumerable<SubjectKey> By(Step step) => By(step.Before.Record, step.After.Record, step.Arrived);

    /// <summary>The subjects that events can change the beliefs about, under the keys shown before them or after them.</summary>
    public static IEnumerable<SubjectKey> By(RecordAsOf before, RecordAsOf after, IEnumerable<Recorded> arrived)
    {
        var events = arrived.Select(e => e.Event).ToList();
        return ReferenceEquals(before, after) ? By(before, events) : By(before, events).Union(By(after, events));
    }

    /// <summary>The subjects, under the keys shown at Y.</summary>
    public static IReadOnlySet<SubjectKey> By(RecordAsOf record, IEnumerable<RecordEvent> events)
    {
        var affected = new Affected(record);
        foreach (var @event in events)
        {
            if (@event is SubjectAct act)
            {
                affected.Join(act);
            }
            else
            {
                affected.Reach(@event);
            }
        }

        while (affected._open.TryDequeue(out var next))
        {
            affected.Follow(next);
        }

        return affected._subjects;
    }

    // Whatever bears on either, and all that is told by either or carried by it.
    private void Join(SubjectAct act)
    {
        var keys = act.Keys.SelectMany(_record.Sameness.Of).ToHashSet();
        foreach (var key in keys)
        {
            Touch(key);
        }

        foreach (var entry in _record.Entries.Where(e => Readings(e.AsRecorded.Event).OfType<ITold>().Any(t => Names(t, keys))))
        {
            Reach(entry.AsRecorded.Event);
        }
    }

    private static bool Names(ITold told, HashSet<SubjectKey> keys) =>
        (told.AttributedTo?.Key is { } speaker && keys.Contains(speaker)) || told.Citations.Any(c => keys.Contains(c.Outlet))
        || (told is Assertion a && a.BearsOn.Any(keys.Contains));

    private void Reach(RecordEvent @event)
    {
        if (_seen.Add(@event.Id))
        {
            _open.Enqueue(@event);
        }
    }

    private void Reach(string id)
    {
        if (_record.Find(id) is { } entry)
        {
            Reach(entry.AsRecorded.Event);
        }
    }

    private void Follow(RecordEvent @event)
    {
        // As it was recorded, and as every correction ever made it read.
        foreach (var reading in Readings(@event))
        {
            switch (reading)
            {
                case Assertion a:
                    a.BearsOn.ToList().ForEach(Touch);
                    a.Revises.Concat(a.Disputes).ToList().ForEach(Reach);
                    _record.OfProposition(a).ToList().ForEach(Reach);
                    break;
                case SourceAct act:
                    Reach(act.Target);
                    break;
                case EntryAct act:
                    Reach(act.Target);
                    break;
            }
        }
    }

    private IEnumerable<RecordEvent> Readings(RecordEvent @event) => _record.Find(@event.Id) is { } entry
        ? entry.Acts.Select(a => a.Event).OfType<AssertionCorrected>().Select(c => c.Content).Prepend(@event)
        : [@event];

    private void Touch(SubjectKey key)
    {
        var canonical = _record.Canonical(key);
        if (_subjects.Add(canonical) && canonical.Kind == SubjectKind.Person)
        {
            // His life status is shown beside his role or part.
            foreach (var report in _record.Bearing(canonical).Where(a => a is LeaderNamed or LeaderDeparted or ParticipantReported))
            {
                _subjects.Add(_record.Canonical(report.Subject));
            }
        }
    }
}
