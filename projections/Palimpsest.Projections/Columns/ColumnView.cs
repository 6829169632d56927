using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// What was believed at a horizon, by numbers: the rules of <see cref="WorldView"/>, over columns. Most events are touched by nothing, and are seen at a glance;
/// for the others the rules are followed as they are written, and what they come to is kept.
/// </summary>
internal sealed partial class ColumnView
{
    private readonly ColumnStore _store;
    private Instant _x;
    private int _events;
    private readonly Dictionary<int, int>? _shown;
    private readonly HashSet<int>? _outlets;
    private readonly int _leastReliability = int.MaxValue;
    private readonly int? _party;
    private readonly Dictionary<int, Instant?> _seen = [];

    /// <summary>The columns at a horizon.</summary>
    /// <param name="store">The columns.</param>
    /// <param name="number">Y.</param>
    /// <param name="x">X.</param>
    /// <param name="perspective">Who is heard.</param>
    /// <param name="sameness">Which keys are one at Y; null: none are.</param>
    public ColumnView(ColumnStore store, long number, Instant x, Perspective perspective, Dictionary<int, int>? sameness)
    {
        _store = store;
        _x = x;
        Number = number;
        _events = store.CountUpTo(number);
        _shown = sameness;
        if (perspective.Outlets.Count > 0)
        {
            _outlets = [.. perspective.Outlets.Select(Numbered)];
        }

        if (perspective.MinReliability is { } least)
        {
            _leastReliability = Grades.Rank(least);
        }

        _party = perspective.Party is { } party ? Numbered(party) : null;
        IsWhole = _outlets is null && _party is null && perspective.MinReliability is null;

        // A key that nobody ever named is no one's.
        int Numbered(SubjectKey key) => store.Subjects.Find(key, out var found) ? Canonical(found) : -2;
    }

    /// <summary>Y.</summary>
    public long Number { get; private set; }

    /// <summary>Everybody is heard.</summary>
    public bool IsWhole { get; }

    /// <summary>Goes to another horizon at which the same keys are one.</summary>
    /// <param name="events">How many events are recorded at it, at least one.</param>
    /// <param name="x">X.</param>
    public void MoveTo(int events, Instant x)
    {
        (_events, _x, Number) = (events, x, _store.Events[events - 1].Number);
        _seen.Clear();
    }

    /// <summary>Whether an event that nothing touches is visible, everybody heard.</summary>
    public bool IsPlainlyVisible(in SubjectRow row) => row.Event < _events && row.First <= _x;

    /// <summary>The number of the key that a subject is shown under.</summary>
    public int Canonical(int subject) => _shown is not null && _shown.TryGetValue(subject, out var shown) ? shown : subject;

    /// <summary>The numbers of the keys that subjects are shown under, each once.</summary>
    public IEnumerable<int> Shown(HashSet<int> subjects)
    {
        if (_shown is null)
        {
            return subjects;
        }

        var merged = _store.EverMerged;
        return subjects.Where(s => !merged.Contains(s)).Concat(subjects.Where(merged.Contains).Select(Canonical).Distinct());
    }

    /// <summary>Whether an event reads so at Y.</summary>
    public bool IsInForce(int reading)
    {
        var @event = _store.Readings[reading].Event;
        return @event < _events && (IsUnedited(@event) ? _store.Events[@event].Reading == reading : StateOf(@event).Reading == reading);
    }

    /// <summary>How an event reads at Y, with its grades.</summary>
    public State StateOf(int @event)
    {
        var reading = _store.Events[@event].Reading;
        ref var cell = ref _store.Readings[reading];
        var state = new State(reading, false, cell.Reliability, cell.Credibility);
        if (IsUnedited(@event))
        {
            return state;
        }

        foreach (var edit in _store.EditsOf(@event))
        {
            if (edit.Number > Number)
            {
                break;
            }

            state = edit.Kind switch
            {
                EditKind.Correct => state with { Reading = edit.Reading },
                EditKind.Regrade => state with { Reliability = edit.Reliability, Credibility = edit.Credibility },
                _ => state with { IsWithdrawn = edit.Kind == EditKind.Withdraw },
            };
        }

        return state;
    }

    /// <summary>Whether an event is visible, and from when it counts.</summary>
    public bool IsVisible(int @event, out Instant from)
    {
        from = default;
        if (@event >= _events)
        {
            return false;
        }

        var marks = _store.Marks[@event];
        if ((marks & (EventMarks.Targeted | EventMarks.Edited | EventMarks.Astray)) == EventMarks.None)
        {
            ref var cell = ref _store.Readings[_store.Events[@event].Reading];
            from = IsWhole ? cell.First : Counts(cell, cell.Reliability, takenBack: null) ?? Instant.MaxValue;
            return from <= _x && from != Instant.MaxValue;
        }

        var seen = Follow(@event);
        from = seen ?? default;
        return seen is not null;
    }

    /// <summary>Whether an assertion is visible and nothing visible replaces it; of an account, for one outcome.</summary>
    public bool IsCurrent(int @event, Outcome? outcome) =>
        IsVisible(@event, out _) && (!_store.Marks[@event].HasFlag(EventMarks.Revised) || !IsReplaced(@event, outcome));

    /// <summary>Whether an assertion is current; an account, for any outcome that it speaks of.</summary>
    public bool IsCurrent(int @event)
    {
        var reading = StateOf(@event).Reading;
        ref var cell = ref _store.Readings[reading];
        if (cell.Type != ColumnTypes.Casualties)
        {
            return IsCurrent(@event, null);
        }

        for (var at = cell.Payload; ; at++)
        {
            ref var told = ref _store.Outcomes[at];
            if (IsCurrent(@event, told.Outcome))
            {
                return true;
            }

            if (told.IsLast)
            {
                return false;
            }
        }
    }

    private bool IsUnedited(int @event) => !_store.Marks[@event].HasFlag(EventMarks.Edited);

    // The acts on it and on them, to the end, are seen first, from the last to the first: an act is recorded after its target, so no chain is ever descended.
    private Instant? Follow(int @event)
    {
        if (_seen.TryGetValue(@event, out var known))
        {
            return known;
        }

        var open = new List<int> { @event };
        for (var at = 0; at < open.Count; at++)
        {
            foreach (var act in _store.ActsOn(open[at]))
            {
                if (act < _events && !_seen.ContainsKey(act))
                {
                    open.Add(act);
                }
            }
        }

        open.Sort();
        for (var at = open.Count - 1; at >= 0; at--)
        {
            _seen[open[at]] = See(open[at]);
        }

        return _seen[@event];
    }

    private Instant? See(int @event)
    {
        var state = StateOf(@event);
        if (state.IsWithdrawn || _store.Marks[@event].HasFlag(EventMarks.Astray))
        {
            return null;
        }

        HashSet<int>? takenBack = null;
        foreach (var act in _store.ActsOn(@event))
        {
            if (act >= _events || _seen[act] is null)
            {
                continue;
            }

            var reading = StateOf(act).Reading;
            if (_store.Readings[reading].Type != ColumnTypes.Retracted)
            {
                continue;
            }

            switch (KindOf(reading, state.Reading))
            {
                case RetractionKind.OwnWord:
                    return null;
                case RetractionKind.OwnCitation:
                    (takenBack ??= []).Add(Canonical(_store.Readings[reading].Party));
                    break;
            }
        }

        return Counts(_store.Readings[state.Reading], state.Reliability, takenBack) is { } from && from <= _x ? from : null;
    }

    // The earliest citation that carries it, is heard, and was not taken back.
    private Instant? Counts(in ReadingCell told, byte reliability, HashSet<int>? takenBack)
    {
        if (reliability > _leastReliability || (_party is { } party && Canonical(told.Party) != party))
        {
            return null;
        }

        Instant? first = null;
        for (var at = told.Citation; at < told.Citation + told.Citations; at++)
        {
            ref var citation = ref _store.Citations[at];
            var outlet = Canonical(citation.Outlet);
            if (_outlets?.Contains(outlet) != false && takenBack?.Contains(outlet) != true && (first is null || citation.CountsFrom < first))
            {
                first = citation.CountsFrom;
            }
        }

        return first;
    }

    private bool HasCounted(int @event)
    {
        var state = StateOf(@event);
        return Counts(_store.Readings[state.Reading], state.Reliability, takenBack: null) <= _x;
    }

    /// <summary>How an event stands at Y.</summary>
    internal readonly record struct State(int Reading, bool IsWithdrawn, byte Reliability, byte Credibility);
}
