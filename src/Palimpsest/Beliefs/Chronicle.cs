using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>
/// Some events of the record, to be read as of any Y: every entry in every reading that editors ever gave it, found by whatever any of these readings could be looked up by.
/// It is made once and does not change; a <see cref="RecordAsOf"/> of it costs next to nothing and looks up what it is asked for.
/// </summary>
public sealed class Chronicle
{
    private static readonly List<EntryReadings> None = [];

    private readonly Dictionary<string, EntryReadings> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EntryReadings>> _actsOn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EntryReadings>> _revisersOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EntryReadings>> _disputersOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EntryReadings>> _byProposition = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EntryReadings>> _denials = new(StringComparer.Ordinal);
    private readonly Dictionary<SubjectKey, List<EntryReadings>> _bearing = [];
    private readonly Dictionary<SubjectKey, List<EntryReadings>> _speaking = [];
    private readonly List<Recorded> _subjectActs = [];
    private readonly HashSet<SubjectKey> _everMerged = [];
    private readonly List<Proposition> _movable = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Merged> _merged = [];

    /// <summary>Takes in the events.</summary>
    /// <param name="events">In any order; what is there twice counts once, from its first number.</param>
    /// <param name="number">What has a greater number is left out.</param>
    public Chronicle(IEnumerable<Recorded> events, long number = long.MaxValue)
    {
        var entries = new Entries();
        foreach (var recorded in events.Where(e => e.Number <= number).OrderBy(e => e.Number))
        {
            entries.Add(recorded);
            if (!_byId.TryAdd(recorded.Event.Id, new EntryReadings(recorded)))
            {
                continue;
            }

            if (recorded.Event is EntryAct act && entries.Find(act.Target) is { } target && ReferenceEquals(target.LastAct, recorded))
            {
                _byId[act.Target].Add(target);
            }
            else if (recorded.Event is SubjectAct joins)
            {
                _subjectActs.Add(recorded);
                _everMerged.UnionWith(joins.Keys);
            }
        }

        var propositions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _byId.Values)
        {
            foreach (var reading in entry.Contents)
            {
                Index(entry, reading, propositions);
            }
        }
    }

    /// <summary>All entries, in record order.</summary>
    internal IReadOnlyCollection<EntryReadings> Entries => _byId.Values;

    internal EntryReadings? Find(string id) => _byId.GetValueOrDefault(id);

    internal List<EntryReadings> ActsOn(string id) => _actsOn.GetValueOrDefault(id, None);

    internal List<EntryReadings> RevisersOf(string id) => _revisersOf.GetValueOrDefault(id, None);

    internal List<EntryReadings> DisputersOf(string id) => _disputersOf.GetValueOrDefault(id, None);

    /// <summary>What bears on a key, as it was entered, in any reading.</summary>
    internal List<EntryReadings> Bearing(SubjectKey key) => _bearing.GetValueOrDefault(key, None);

    /// <summary>What is told in the name of a key, or, of an outlet, cites it; in any reading.</summary>
    internal List<EntryReadings> Speaking(SubjectKey key) => _speaking.GetValueOrDefault(key, None);

    /// <summary>What has a proposition, its keys as they were entered.</summary>
    internal List<EntryReadings> OfProposition(string proposition) => _byProposition.GetValueOrDefault(proposition, None);

    /// <summary>What has a proposition and denies it, its keys as they were entered.</summary>
    internal List<EntryReadings> DenialsOf(string proposition) => _denials.GetValueOrDefault(proposition, None);

    /// <summary>Whether anything denies anything.</summary>
    internal bool HasDenials => _denials.Count > 0;

    /// <summary>Which keys are one at a number.</summary>
    internal Merged MergedAt(long number)
    {
        var count = _subjectActs.Count;
        while (count > 0 && _subjectActs[count - 1].Number > number)
        {
            count--;
        }

        lock (_lock)
        {
            if (!_merged.TryGetValue(count, out var merged))
            {
                merged = new Merged(new Sameness(_subjectActs.Take(count)), _movable);
                _merged.Add(count, merged);
            }

            return merged;
        }
    }

    /// <summary>Which keys any merge up to a number joined, separated since or not.</summary>
    internal Merged EverMergedAt(long number) => new(new Sameness(_subjectActs.Where(a => a.Number <= number && a.Event is SubjectsMerged)), _movable);

    /// <summary>The text of a proposition with its keys as they were entered.</summary>
    internal static string AsEntered(Proposition proposition) => proposition.Canonical(key => key);

    private void Index(EntryReadings entry, RecordEvent reading, HashSet<string> propositions)
    {
        if (reading is not ITold told)
        {
            return;
        }

        // What is told by a name of its own, or cites an outlet.
        foreach (var key in told.Citations.Select(c => c.Outlet).Concat(told.AttributedTo?.Key is { } speaker ? [speaker] : []))
        {
            Add(_speaking, key, entry);
        }

        if (reading is SourceAct act)
        {
            Add(_actsOn, act.Target, entry);
        }
        else if (reading is Assertion a)
        {
            foreach (var key in a.BearsOn)
            {
                Add(_bearing, key, entry);
            }

            foreach (var id in a.Revises)
            {
                Add(_revisersOf, id, entry);
            }

            foreach (var id in a.Disputes)
            {
                Add(_disputersOf, id, entry);
            }

            if (a.Proposition is { } proposition)
            {
                var text = AsEntered(proposition);
                Add(_byProposition, text, entry);
                if (Contesting.IsDenial(a))
                {
                    Add(_denials, text, entry);
                }

                if (proposition.Keys.Any(_everMerged.Contains) && propositions.Add(text))
                {
                    _movable.Add(proposition);
                }
            }
        }
    }

    // An entry is indexed once for all its readings, one after the other.
    private static void Add<TKey>(Dictionary<TKey, List<EntryReadings>> index, TKey key, EntryReadings entry)
        where TKey : notnull
    {
        ref var found = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        found ??= [];
        if (found.Count == 0 || !ReferenceEquals(found[^1], entry))
        {
            found.Add(entry);
        }
    }

    /// <summary>Which keys are one, and which propositions are one because of it.</summary>
    internal sealed class Merged
    {
        private readonly Dictionary<string, List<string>> _together = new(StringComparer.Ordinal);

        public Merged(Sameness sameness, List<Proposition> movable)
        {
            Sameness = sameness;
            foreach (var proposition in movable)
            {
                var shown = proposition.Canonical(sameness.Canonical);
                ref var texts = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_together, shown, out _);
                (texts ??= []).Add(AsEntered(proposition));
            }
        }

        public Sameness Sameness { get; }

        /// <summary>The texts, as entered, of a proposition given as it is shown; null: that very text.</summary>
        public List<string>? AsEnteredOf(string shown) => _together.GetValueOrDefault(shown);
    }
}

/// <summary>One entry in every reading that editors ever gave it.</summary>
internal sealed class EntryReadings(Recorded recorded)
{
    private readonly Entry _first = new(recorded, recorded.Event, false, []);
    private List<Entry>? _later;

    /// <summary>The event as it was recorded.</summary>
    public Recorded Recorded => _first.AsRecorded;

    /// <summary>What it ever read like; an act that only withdraws gives no other reading.</summary>
    public IEnumerable<RecordEvent> Contents => _later is null ? [_first.Content] : _later.Select(e => e.Content).Prepend(_first.Content).Distinct(ReferenceEqualityComparer.Instance).Cast<RecordEvent>();

    /// <summary>It read the same at every number.</summary>
    public bool IsPlain => _later is null;

    public void Add(Entry later) => (_later ??= []).Add(later);

    /// <summary>As editors had left it at a number; null before it was recorded.</summary>
    public Entry? At(long number)
    {
        if (Recorded.Number > number)
        {
            return null;
        }

        for (var i = (_later?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (_later![i].LastAct!.Number <= number)
            {
                return _later[i];
            }
        }

        return _first;
    }
}
