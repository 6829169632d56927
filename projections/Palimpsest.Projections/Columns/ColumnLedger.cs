namespace Palimpsest.Projections.Columns;

/// <summary>
/// What a series adds, kept: of each incident that was asked for the rectangles of (X, Y) over which its figures stay the same. Everybody is heard; no key is merged.
/// It only ever grows until something new comes to bear on an incident, which is then forgotten.
/// </summary>
internal sealed class ColumnLedger(ColumnStore store, LedgerKey key)
{
    private const int LeastPart = 1024;
    private const int LittleWaste = 1 << 16;

    private readonly Dictionary<int, List<int>> _bearing = [];
    private Column<Entry> _entries = new();
    private Column<LedgerRow> _rows = new();
    private int _wasted;

    /// <summary>How figures are counted, and the length of the periods.</summary>
    public LedgerKey Key => key;

    /// <summary>How many rows it has.</summary>
    public int Count => _rows.Count;

    /// <summary>Learns what it does not know of these incidents, if there is room. One thread at a time.</summary>
    /// <param name="incidents">The incidents, each once.</param>
    /// <param name="most">No more rows than about so many.</param>
    public void Learn(IReadOnlyList<int> incidents, int most)
    {
        while (_entries.Count < store.Subjects.Count)
        {
            _entries.Add(default);
        }

        var unknown = incidents.Where(i => !_entries[i].IsKnown).ToArray();
        foreach (var stretch in unknown.Chunk(LeastPart * Environment.ProcessorCount).TakeWhile(_ => _rows.Count < most))
        {
            foreach (var written in stretch.Chunk(LeastPart).AsParallel().AsOrdered().Select(Write))
            {
                Keep(written);
            }
        }
    }

    /// <summary>The rows of an incident; false if it must be told at each question.</summary>
    public bool Find(int incident, out ReadOnlySpan<LedgerRow> rows)
    {
        var entry = incident < _entries.Count ? Entry.Read(ref _entries[incident]) : default;
        rows = entry.IsKept ? _rows.Slice(entry.First, entry.Rows) : [];
        return entry.IsKept;
    }

    /// <summary>Forgets the incidents on which any of these events bears. While nobody reads.</summary>
    public void Forget(IEnumerable<int> events)
    {
        foreach (var @event in events)
        {
            Forget(store.Events[@event].Reading);
            foreach (var edit in store.EditsOf(@event))
            {
                Forget(edit.Reading);
            }

            if (_bearing.Remove(@event, out var incidents))
            {
                incidents.ForEach(ForgetIncident);
            }
        }

        if (_wasted > LittleWaste + (_rows.Count / 2))
        {
            (_entries, _rows, _wasted) = (new(), new(), 0);
            _bearing.Clear();
        }
    }

    private void Forget(int reading)
    {
        if (reading >= 0 && store.Readings[reading].Subject is var subject and >= 0)
        {
            ForgetIncident(subject);
        }
    }

    private void ForgetIncident(int incident)
    {
        if (incident < _entries.Count)
        {
            _wasted += _entries[incident].Rows;
            _entries[incident] = default;
        }
    }

    private List<Written> Write(int[] incidents)
    {
        var writer = new LedgerWriter(store, key);
        return [.. incidents.Select(i => writer.Write(i)
            ? new Written(i, [.. writer.Rows], store.Tangled.Contains(i) ? [.. writer.Events] : [])
            : new Written(i, null, []))];
    }

    private void Keep(List<Written> written)
    {
        foreach (var (incident, rows, events) in written)
        {
            var first = _rows.Count;
            foreach (var row in rows ?? [])
            {
                _rows.Add(row);
            }

            foreach (var @event in events)
            {
                if (!_bearing.TryGetValue(@event, out var incidents))
                {
                    _bearing.Add(@event, incidents = []);
                }

                incidents.Add(incident);
            }

            Entry.Write(ref _entries[incident], rows is null ? Entry.Told : Entry.Kept(first, rows.Length));
        }
    }

    // In one word: another may look at it while it is written.
    private struct Entry
    {
        public static readonly Entry Told = new() { _word = -1 };

        private long _word;

        public readonly bool IsKnown => _word != 0;

        public readonly bool IsKept => _word > 0;

        public readonly int First => (int)_word;

        public readonly int Rows => _word > 0 ? (int)(_word >> 32) - 1 : 0;

        public static Entry Kept(int first, int rows) => new() { _word = ((long)(rows + 1) << 32) | (uint)first };

        public static Entry Read(ref Entry entry) => new() { _word = Volatile.Read(ref entry._word) };

        public static void Write(ref Entry entry, Entry value) => Volatile.Write(ref entry._word, value._word);
    }

    private readonly record struct Written(int Incident, LedgerRow[]? Rows, int[] Events);
}
