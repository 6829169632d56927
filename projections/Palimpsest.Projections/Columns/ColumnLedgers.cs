namespace Palimpsest.Projections.Columns;

/// <summary>The ledgers of the ways to count that were asked for, within bounds; those that nobody asked for longest are let go.</summary>
internal sealed class ColumnLedgers(ColumnStore store, int mostRows)
{
    private readonly Lock _access = new();
    private readonly LinkedList<ColumnLedger> _ledgers = [];

    /// <summary>A ledger that knows what there is room for of these incidents. Any number of readers may ask.</summary>
    public ColumnLedger Of(LedgerKey key, IReadOnlyList<int> incidents)
    {
        lock (_access)
        {
            var ledger = _ledgers.FirstOrDefault(l => l.Key == key) ?? new ColumnLedger(store, key);
            _ledgers.Remove(ledger);
            _ledgers.AddFirst(ledger);
            while (_ledgers.Count > 1 && _ledgers.Sum(l => l.Count) > mostRows)
            {
                _ledgers.RemoveLast();
            }

            ledger.Learn(incidents, mostRows - _ledgers.Skip(1).Sum(l => l.Count));
            return ledger;
        }
    }

    /// <summary>Forgets the incidents on which any of these events bears. While nobody reads.</summary>
    public void Forget(List<int> events)
    {
        foreach (var ledger in _ledgers)
        {
            ledger.Forget(events);
        }
    }

    /// <summary>Forgets everything. While nobody reads.</summary>
    public void Clear() => _ledgers.Clear();
}
