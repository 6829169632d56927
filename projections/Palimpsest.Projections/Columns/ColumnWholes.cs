using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// Whether a figure is part of a greater incident's that is itself added: one in the selection, no campaign, of which an account speaks of the outcome.
/// A circle of parts is no part of itself.
/// </summary>
internal sealed class ColumnWholes(ColumnIncidents told, ColumnSelection selection)
{
    private readonly Dictionary<int, Whole> _wholes = [];

    /// <summary>Whether any of the incidents that it is a part of speaks of the outcome.</summary>
    public bool IsWithin(int incident, Outcome outcome)
    {
        foreach (var whole in Parts.Wholes(incident, i => Tell(i).PartOf is var above and >= 0 ? above : null))
        {
            if (Tell(whole).Speaks.Contains(outcome))
            {
                return true;
            }
        }

        return false;
    }

    private Whole Tell(int incident)
    {
        if (!_wholes.TryGetValue(incident, out var whole))
        {
            var isTold = told.Tell(incident);
            var isAdded = isTold && selection.Adds(told);
            whole = new Whole(isTold ? told.PartOf : -1, isAdded ? [.. Enum.GetValues<Outcome>().Where(o => told.Tally(o, out _))] : []);
            _wholes.Add(incident, whole);
        }

        return whole;
    }

    private readonly record struct Whole(int PartOf, IReadOnlyList<Outcome> Speaks);
}
