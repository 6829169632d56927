using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <content>What replaces what.</content>
internal sealed partial class ColumnView
{
    // Through links of what was retracted too, but of nothing that counts only after X.
    private bool IsReplaced(int older, Outcome? outcome)
    {
        // Most often what replaces it is itself revised by nothing, so that no link leads back.
        foreach (var reading in _store.RevisersOf(older))
        {
            var newer = _store.Readings[reading].Event;
            if (newer != older && !_store.Marks[newer].HasFlag(EventMarks.Revised) && IsLinked(reading, older) && IsVisible(newer, out _) && (outcome is not { } told || SpeaksOf(newer, told)))
            {
                return true;
            }
        }

        if (!_store.RevisersOf(older).Exists(r => _store.Marks[_store.Readings[r].Event].HasFlag(EventMarks.Revised)))
        {
            return false;
        }

        var seen = new HashSet<int> { older };
        var open = new Queue<int>(RevisersOf(older));
        while (open.TryDequeue(out var newer))
        {
            if (!seen.Add(newer))
            {
                continue;
            }

            if (IsVisible(newer, out _) && (outcome is not { } o || SpeaksOf(newer, o)) && !Reaches(older, newer))
            {
                return true;
            }

            if (HasCounted(newer))
            {
                RevisersOf(newer).ForEach(open.Enqueue);
            }
        }

        return false;
    }

    private bool Reaches(int from, int to)
    {
        var seen = new HashSet<int> { to };
        var open = new Queue<int>(RevisersOf(to));
        while (open.TryDequeue(out var at))
        {
            if (at == from)
            {
                return true;
            }

            if (seen.Add(at) && HasCounted(at))
            {
                RevisersOf(at).ForEach(open.Enqueue);
            }
        }

        return false;
    }

    private List<int> RevisersOf(int older)
    {
        var revisers = new List<int>();
        foreach (var reading in _store.RevisersOf(older))
        {
            var newer = _store.Readings[reading].Event;
            if (newer != older && IsLinked(reading, older))
            {
                revisers.Add(newer);
            }
        }

        return revisers;
    }

    private bool IsLinked(int reading, int older) => IsInForce(reading) && Matches(_store.Readings[reading], _store.Readings[StateOf(older).Reading]);

    private bool Matches(in ReadingCell newer, in ReadingCell older) =>
        newer.Type == older.Type
        && Canonical(newer.Subject) == Canonical(older.Subject)
        && newer.Aspect == older.Aspect
        && Same(newer.Proposition, older.Proposition);

    private bool Same(int one, int other)
    {
        if (one == other || one < 0 || other < 0)
        {
            return one == other;
        }

        ref var left = ref _store.Propositions[one];
        ref var right = ref _store.Propositions[other];
        return left.Matter == right.Matter && string.Equals(left.Qualifier, right.Qualifier, StringComparison.Ordinal) && (left.Matter == Matter.Merger
            ? left.Keys.Select(Canonical).ToHashSet().SetEquals(right.Keys.Select(Canonical))
            : left.Keys.Select(Canonical).SequenceEqual(right.Keys.Select(Canonical)));
    }

    private bool SpeaksOf(int account, Outcome outcome)
    {
        for (var at = _store.Readings[StateOf(account).Reading].Payload; ; at++)
        {
            if (_store.Outcomes[at].Outcome == outcome)
            {
                return true;
            }

            if (_store.Outcomes[at].IsLast)
            {
                return false;
            }
        }
    }
}
