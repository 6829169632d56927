using Palimpsest.Beliefs;

namespace Palimpsest.Projections.Columns;

/// <summary>Which keys are one at Y, by numbers.</summary>
internal sealed class ColumnMerges
{
    /// <summary>No key is one with another.</summary>
    public static readonly ColumnMerges None = new(new ColumnStore(), 0);

    private readonly Dictionary<int, int[]> _members = [];
    private readonly NumberSet _joined = new();

    private ColumnMerges(ColumnStore store, int acts)
    {
        Acts = acts;
        if (acts == 0)
        {
            return;
        }

        var sameness = new Sameness(store.SubjectActs.Take(acts));
        var shown = new Dictionary<int, int>();
        foreach (var key in sameness.Standing.SelectMany(m => m.Keys).Distinct())
        {
            var canonical = sameness.Canonical(key);
            shown[store.Subjects.Of(key)] = store.Subjects.Of(canonical);
            if (key == canonical)
            {
                _members[store.Subjects.Of(key)] = [.. sameness.Of(key).Select(store.Subjects.Of)];
                _joined.Add(store.Subjects.Of(key));
            }
        }

        Shown = shown;
    }

    /// <summary>How many merges and separations count.</summary>
    public int Acts { get; }

    /// <summary>The key that each is shown under, of those that any merge names; null if there is none.</summary>
    public Dictionary<int, int>? Shown { get; }

    /// <summary>The merges at a number; the same as before if nothing has changed since.</summary>
    public static ColumnMerges At(ColumnStore store, long number, ColumnMerges? before)
    {
        var acts = store.SubjectActs.Count;
        while (acts > 0 && store.SubjectActs[acts - 1].Number > number)
        {
            acts--;
        }

        return before?.Acts == acts ? before : new ColumnMerges(store, acts);
    }

    /// <summary>All keys that are shown under a key; null if it is alone.</summary>
    public int[]? Of(int canonical) => _joined.Contains(canonical) ? _members[canonical] : null;
}
