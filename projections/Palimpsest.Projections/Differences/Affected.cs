using System.Runtime.InteropServices;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Explanations;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>The topics of a subject that something can change: some, or all that there are.</summary>
internal sealed class TouchedTopics
{
    /// <summary>All of them.</summary>
    public static readonly TouchedTopics All = new(null);

    private readonly HashSet<string>? _topics;

    private TouchedTopics(HashSet<string>? topics) => _topics = topics;

    public static TouchedTopics None => new(new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Their names; null: all that there are.</summary>
    public IReadOnlySet<string>? Names => _topics;

    /// <summary>Whether a topic is among them.</summary>
    public bool Has(string topic) => _topics is null || _topics.Contains(topic);

    public void Add(IEnumerable<string> topics) => _topics?.UnionWith(topics);

    public TouchedTopics With(TouchedTopics other) => _topics is null || other._topics is null ? All : new TouchedTopics(new HashSet<string>(_topics.Concat(other._topics), StringComparer.Ordinal));
}

/// <summary>
/// Which subjects some events can change the beliefs about, and in which topics: no fewer. An effect goes from an event to what it names (its target, what it revises or
/// disputes), to what shares a proposition with it, to the topics of the subjects that these bear on, and from a death to wherever that person leads. A merge reaches
/// whatever names either key.
/// </summary>
internal sealed class Affected
{
    private readonly RecordAsOf _record;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _propositions = new(StringComparer.Ordinal);
    private readonly HashSet<SubjectKey> _dead = [];
    private readonly Dictionary<SubjectKey, TouchedTopics> _subjects = [];
    private readonly Queue<RecordEvent> _open = new();

    private Affected(RecordAsOf record) => _record = record;

    /// <summary>The subjects that what arrived in a step can change the beliefs about, under the keys shown before it or after it.</summary>
    public static IReadOnlyDictionary<SubjectKey, TouchedTopics> By(Step step) => By(step.Before.Record, step.After.Record, step.Arrived);

    /// <summary>The subjects that events can change the beliefs about, under the keys shown before them or after them.</summary>
    public static IReadOnlyDictionary<SubjectKey, TouchedTopics> By(RecordAsOf before, RecordAsOf after, IEnumerable<Recorded> arrived)
    {
        var events = arrived.Select(e => e.Event).ToList();
        var affected = By(before, events);
        if (!ReferenceEquals(before, after))
        {
            foreach (var (key, topics) in By(after, events))
            {
                ref var touched = ref CollectionsMarshal.GetValueRefOrAddDefault(affected, key, out var there);
                touched = there ? touched!.With(topics) : topics;
            }
        }

        return affected;
    }

    /// <summary>The subjects, under the keys shown at Y.</summary>
    public static Dictionary<SubjectKey, TouchedTopics> By(RecordAsOf record, IEnumerable<RecordEvent> events)
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
        foreach (var key in act.Keys.SelectMany(_record.Sameness.Of).ToHashSet())
        {
            _subjects[_record.Canonical(key)] = TouchedTopics.All;
            foreach (var named in _record.Naming(key))
            {
                Reach(named);
            }
        }
    }

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
                    foreach (var key in a.BearsOn)
                    {
                        Touch(key, a);
                    }

                    foreach (var id in a.Revises.Concat(a.Disputes))
                    {
                        Reach(id);
                    }

                    Share(a);
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

    // Once is enough of each proposition, however many reports share it.
    private void Share(Assertion a)
    {
        if (a.Proposition is { } proposition && _propositions.Add(proposition.Canonical(_record.Canonical)))
        {
            foreach (var other in _record.OfProposition(a))
            {
                Reach(other.Id);
            }
        }
    }

    private IEnumerable<RecordEvent> Readings(RecordEvent @event) => _record.Find(@event.Id) is { } entry
        ? entry.Acts.Select(a => a.Event).OfType<AssertionCorrected>().Select(c => c.Content).Prepend(@event)
        : [@event];

    private void Touch(SubjectKey key, Assertion report)
    {
        var canonical = _record.Canonical(key);
        Topics(canonical).Add(Explanations.Topics.Of(_record, canonical, report));
        if (canonical.Kind == SubjectKind.Person && report.Proposition?.Matter == Matter.Death && _dead.Add(canonical))
        {
            // His life status is said beside his name, wherever he leads.
            foreach (var role in _record.Bearing(canonical).Where(a => a is LeaderNamed or LeaderDeparted))
            {
                foreach (var at in role.BearsOn.Select(_record.Canonical))
                {
                    Topics(at).Add(Explanations.Topics.Of(_record, at, role));
                }
            }
        }
    }

    private TouchedTopics Topics(SubjectKey canonical)
    {
        ref var topics = ref CollectionsMarshal.GetValueRefOrAddDefault(_subjects, canonical, out _);
        return topics ??= TouchedTopics.None;
    }
}
