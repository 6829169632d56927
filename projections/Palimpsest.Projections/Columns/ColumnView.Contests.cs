using Palimpsest.Beliefs;

namespace Palimpsest.Projections.Columns;

/// <content>What contests what.</content>
internal sealed partial class ColumnView
{
    /// <summary>Whether acts or reports contest a visible assertion. What denials meet it, its incident tells.</summary>
    public bool IsContested(int @event)
    {
        var marks = _store.Marks[@event];
        return (marks.HasFlag(EventMarks.Targeted) && IsContestedByActs(@event)) || (marks.HasFlag(EventMarks.Disputed) && IsContestedByReports(@event));
    }

    private bool IsContestedByActs(int @event)
    {
        var target = StateOf(@event).Reading;
        foreach (var act in _store.ActsOn(@event))
        {
            if (IsVisible(act, out _))
            {
                var reading = StateOf(act).Reading;
                if (_store.Readings[reading].Type == ColumnTypes.Disputed || KindOf(reading, target) == RetractionKind.Stranger)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsContestedByReports(int @event)
    {
        var type = _store.Readings[StateOf(@event).Reading].Type;
        foreach (var reading in _store.DisputersOf(@event))
        {
            if (IsInForce(reading)
                && !(_store.Readings[reading].Type == ColumnTypes.DeathDisputed && (type == ColumnTypes.DeathReported || type == ColumnTypes.DeathConfirmed))
                && IsCurrent(_store.Readings[reading].Event))
            {
                return true;
            }
        }

        return false;
    }

    private RetractionKind KindOf(int retraction, int target)
    {
        var by = Canonical(_store.Readings[retraction].Party);
        ref var told = ref _store.Readings[target];
        if (by == Canonical(told.Party))
        {
            return RetractionKind.OwnWord;
        }

        for (var at = told.Citation; at < told.Citation + told.Citations; at++)
        {
            if (Canonical(_store.Citations[at].Outlet) == by)
            {
                return RetractionKind.OwnCitation;
            }
        }

        return RetractionKind.Stranger;
    }
}
