using System.Runtime.InteropServices;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Series;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// Finds the rectangles of an incident: at which X and Y anything that bears on it becomes visible, and what is believed between. One thread, one of these.
/// Left to be told at each question are incidents on which too much bears, parts of others, and those whose keys, or whose reporters' keys where that matters, were ever merged.
/// </summary>
internal sealed class LedgerWriter(ColumnStore store, LedgerKey key)
{
    /// <summary>Of more events the rectangles are too many to be worth it.</summary>
    private const int MostEvents = 24;

    private readonly List<LedgerRow> _rows = [];
    private readonly List<LedgerRow> _now = [];
    private readonly List<int> _events = [];
    private readonly SortedSet<Instant> _xs = [];
    private readonly SortedSet<int> _counts = [];
    private readonly ColumnView _view = new(store, store.Number, default, Perspective.Whole, sameness: null);
    private ColumnIncidents? _told;

    /// <summary>The rows of the incident that was written last.</summary>
    public IReadOnlyList<LedgerRow> Rows => _rows;

    /// <summary>The events that bear on it.</summary>
    public IReadOnlyList<int> Events => _events;

    /// <summary>Finds the rows of an incident; false if it must be told at each question.</summary>
    public bool Write(int incident)
    {
        _rows.Clear();
        if (!Bears(incident))
        {
            return false;
        }

        _told ??= new ColumnIncidents(store, _view, ColumnMerges.None, key.Rule);
        var open = 0;
        foreach (var count in _counts)
        {
            if (!Tell(incident, count))
            {
                return false;
            }

            // What is believed as before goes on; else what was ends here.
            if (!IsSame(CollectionsMarshal.AsSpan(_rows)[open..], CollectionsMarshal.AsSpan(_now), (left, right) => left.IsSameButForY(right)))
            {
                for (var at = open; at < _rows.Count; at++)
                {
                    _rows[at] = _rows[at] with { EndCount = count };
                }

                open = _rows.Count;
                _rows.AddRange(_now);
            }
        }

        return true;
    }

    // Every event that has a say in its figures, and the horizons at which one may begin or cease to.
    private bool Bears(int incident)
    {
        _events.Clear();
        _xs.Clear();
        _counts.Clear();
        if (store.EverMerged.Contains(incident))
        {
            return false;
        }

        foreach (ref readonly var row in store.Rows.Laid(incident))
        {
            if (!Take(row.Type, row.Event))
            {
                return false;
            }
        }

        foreach (var reading in store.Rows.Chained(incident))
        {
            ref var cell = ref store.Readings[reading];
            if (!Take(cell.Type, cell.Event))
            {
                return false;
            }
        }

        var isTangled = store.Tangled.Contains(incident);
        for (var at = 0; at < _events.Count; at++)
        {
            if (!TakeHorizons(_events[at], isTangled))
            {
                return false;
            }
        }

        return true;
    }

    private bool Take(byte type, int @event) => (type != ColumnTypes.Casualties && type != ColumnTypes.Incident) || Take(@event);

    private bool Take(int @event)
    {
        if (!_events.Contains(@event))
        {
            _events.Add(@event);
        }

        return _events.Count <= MostEvents;
    }

    private bool TakeHorizons(int @event, bool isTangled)
    {
        _counts.Add(@event + 1);
        if (!isTangled)
        {
            _xs.Add(store.Readings[store.Events[@event].Reading].First);
            return true;
        }

        if (!TakeReading(store.Events[@event].Reading))
        {
            return false;
        }

        foreach (var edit in store.EditsOf(@event))
        {
            _counts.Add(store.CountUpTo(edit.Number));
            if (edit.Kind == EditKind.Correct && !TakeReading(edit.Reading))
            {
                return false;
            }
        }

        return store.ActsOn(@event).All(Take)
            && store.RevisersOf(@event).TrueForAll(reading => Take(store.Readings[reading].Event))
            && store.DisputersOf(@event).TrueForAll(reading => Take(store.Readings[reading].Event));
    }

    // False if a merge may decide what it does.
    private bool TakeReading(int reading)
    {
        ref var cell = ref store.Readings[reading];
        var merged = store.EverMerged;
        if (!merged.IsEmpty && (merged.Contains(cell.Subject) || merged.Contains(cell.Party) || (cell.Proposition >= 0 && store.Propositions[cell.Proposition].Keys.Any(merged.Contains))))
        {
            return false;
        }

        for (var at = cell.Citation; at < cell.Citation + cell.Citations; at++)
        {
            ref var citation = ref store.Citations[at];
            _xs.Add(citation.CountsFrom);
            if (merged.Contains(citation.Outlet))
            {
                return false;
            }
        }

        return true;
    }

    // What is believed at one Y, along X.
    private bool Tell(int incident, int count)
    {
        _now.Clear();
        var open = 0;
        foreach (var x in _xs)
        {
            var from = _now.Count;
            _view.MoveTo(count, x);
            if (_told!.Tell(incident))
            {
                if (_told.PartOf >= 0)
                {
                    return false;
                }

                TellAt(x, count);
            }

            var rows = CollectionsMarshal.AsSpan(_now);
            if (IsSame(rows[open..from], rows[from..], (left, right) => left.IsSameButForX(right)))
            {
                _now.RemoveRange(from, _now.Count - from);
                continue;
            }

            for (var at = open; at < from; at++)
            {
                _now[at] = _now[at] with { Until = x };
            }

            open = from;
        }

        return true;
    }

    private void TellAt(Instant x, int count)
    {
        if (store.IsCampaign(_told!.Report))
        {
            return;
        }

        foreach (var outcome in ColumnIncidents.Outcomes)
        {
            if (_told.Tally(outcome, out var tally))
            {
                var occurred = _told.Report >= 0 ? store.Incidents[_told.Report].Occurred : null;
                var place = SeriesFold.Place(key.By, occurred?.Earliest, occurred?.Latest);
                _now.Add(new LedgerRow(x, Instant.MaxValue, count, int.MaxValue, _told.Report, place, outcome, tally.AttackersUnknown, tally.IsContested, tally.Figure));
            }
        }
    }

    private static bool IsSame(ReadOnlySpan<LedgerRow> left, ReadOnlySpan<LedgerRow> right, Func<LedgerRow, LedgerRow, bool> same)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var at = 0; at < left.Length; at++)
        {
            if (!same(left[at], right[at]))
            {
                return false;
            }
        }

        return true;
    }
}
