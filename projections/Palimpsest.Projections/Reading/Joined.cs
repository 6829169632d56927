using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Which keys were ever merged or separated, as far as this process has read it: numbers and keys only, a few for every thousand subjects. It only grows, and a number once
/// seen has all lower ones before it, so a question asks for what is newer and is spared the search for every key that it meets.
/// </summary>
internal sealed class Joined
{
    /// <summary>Merges and separations after the number $1, a row for each key.</summary>
    public const string Sql = "select seq, target from palimpsest.fact_link where relation = 'joins' and seq > $1 order by seq";

    private readonly Lock _lock = new();
    private readonly Dictionary<SubjectKey, List<(long Number, SubjectKey Other)>> _edges = [];
    private long _last;

    /// <summary>The greatest number that is known.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Adds what was read by <see cref="Sql"/>; what is known already is left out.</summary>
    public void Add(IReadOnlyList<(long Number, SubjectKey Key)> rows)
    {
        lock (_lock)
        {
            foreach (var act in rows.GroupBy(r => r.Number).Where(a => a.Key > _last).ToList())
            {
                var keys = act.Select(a => a.Key).ToList();
                Add(keys[0], (act.Key, keys[^1]));
                Add(keys[^1], (act.Key, keys[0]));
                _last = act.Key;
            }
        }
    }

    /// <summary>The keys with all that they were ever merged with up to a number, and the numbers of the merges and separations among them.</summary>
    public (HashSet<SubjectKey> Keys, HashSet<long> Numbers) Of(IEnumerable<SubjectKey> keys, long number)
    {
        var together = new HashSet<SubjectKey>();
        var numbers = new HashSet<long>();
        var open = new Stack<SubjectKey>(keys);
        lock (_lock)
        {
            while (open.TryPop(out var key))
            {
                if (together.Add(key) && _edges.TryGetValue(key, out var edges))
                {
                    foreach (var (at, other) in edges.Where(e => e.Number <= number))
                    {
                        numbers.Add(at);
                        open.Push(other);
                    }
                }
            }
        }

        return (together, numbers);
    }

    private void Add(SubjectKey key, (long Number, SubjectKey Other) edge)
    {
        if (!_edges.TryGetValue(key, out var edges))
        {
            _edges[key] = edges = [];
        }

        edges.Add(edge);
    }
}
