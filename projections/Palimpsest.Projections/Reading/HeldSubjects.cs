using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// What was gathered about one subject. Nothing recorded ever changes, so it serves every horizon up to its number, and later ones as long as nothing that was recorded since concerns it.
/// </summary>
/// <param name="Key">The subject.</param>
/// <param name="WithInstants">Whether it is known when each event was recorded.</param>
/// <param name="UpTo">Up to which number nothing is missing.</param>
/// <param name="Events">The events, immutable; some may be later.</param>
/// <param name="Watched">The subjects whose facts belong to it, and the ids of its events: whatever bears on or names one of them later could belong to it too.</param>
/// <param name="Bytes">About how much memory it takes.</param>
internal sealed record HeldSubject(SubjectKey Key, bool WithInstants, long UpTo, IReadOnlyList<Recorded> Events, IReadOnlySet<string> Watched, long Bytes)
{
    private const int MostSince = 1000;

    // Made when first asked for; any number of questions may read it at once.
    private Chronicle? _chronicle;

    /// <summary>
    /// After the number $1 and up to $2, the subjects that facts bear on or mention, and what links name; null for a merge or separation. No more than are looked through.
    /// </summary>
    public static readonly string Since = $"""
        (select f.subject from {Rows.RowTable.Schema}.fact f where f.seq > $1 and f.seq <= $2 order by f.seq limit {MostSince + 1})
        union all
        (select case when l.relation <> 'joins' then l.target end from {Rows.RowTable.Schema}.fact_link l where l.seq > $1 and l.seq <= $2 order by l.seq limit {MostSince + 1})
        """;

    /// <summary>Whether nothing recorded since concerns it: a merge could concern anything, and too much could too.</summary>
    public bool IsUntouchedBy(IReadOnlyCollection<string?> since) => since.Count <= MostSince && !since.Any(name => name is null || Watched.Contains(name));

    /// <summary>It as of a number, for one question: what that looks up it keeps to itself.</summary>
    public RecordAsOf AsOf(long number) => new(_chronicle ??= new Chronicle(Events), number);

    /// <summary>What of it was recorded up to a number.</summary>
    public IReadOnlyList<Recorded> Until(long number) => Events.All(e => e.Number <= number) ? Events : [.. Events.Where(e => e.Number <= number)];
}

/// <summary>The subjects that a process has read last, so that moving along either clock, or asking for another view, need not read them again. Bounded by their memory.</summary>
/// <param name="most">In bytes.</param>
internal sealed class HeldSubjects(long most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(SubjectKey, bool), LinkedListNode<HeldSubject>> _byKey = [];
    private readonly LinkedList<HeldSubject> _byUse = [];
    private long _bytes;

    /// <summary>About how much memory all of them take: never more than the bound, whoever asks and when.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>What is held of a subject.</summary>
    public HeldSubject? Find(SubjectKey key, bool withInstants)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue((key, withInstants), out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Holds a subject in place of what was held of it, unless that reaches further; those that were not asked for longest go.</summary>
    public void Keep(HeldSubject subject)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue((subject.Key, subject.WithInstants), out var held))
            {
                if (held.Value.UpTo > subject.UpTo)
                {
                    return;
                }

                Remove(held);
            }

            if (subject.Bytes > most)
            {
                return;
            }

            while (_bytes + subject.Bytes > most)
            {
                Remove(_byUse.Last!);
            }

            _byKey[(subject.Key, subject.WithInstants)] = _byUse.AddFirst(subject);
            _bytes += subject.Bytes;
        }
    }

    /// <summary>Lets all of them go.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _byKey.Clear();
            _byUse.Clear();
            _bytes = 0;
        }
    }

    private void Remove(LinkedListNode<HeldSubject> node)
    {
        _byUse.Remove(node);
        _byKey.Remove((node.Value.Key, node.Value.WithInstants));
        _bytes -= node.Value.Bytes;
    }
}
