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
    /// <param name="incident">The incident.</param>
    /// <param name="partOf">What it is a part of itself; -1 is nothing.</param>
    /// <param name="outcome">The outcome.</param>
    public bool IsWithin(int incident, int partOf, Outcome outcome)
    {
        foreach (var whole in Parts.Wholes(incident, i => (i == incident ? partOf : Tell(i).PartOf) is var above and >= 0 ? above : null))
        {
            if (Tell(whole).Speaks(outcome))
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
            var spoken = 0;
            var isTold = told.Tell(incident);
            if (isTold && selection.Adds(told))
            {
                foreach (var outcome in ColumnIncidents.Outcomes)
                {
                    spoken |= told.Tally(outcome, out _) ? 1 << (int)outcome : 0;
                }
            }

            whole = new Whole(isTold ? told.PartOf : -1, spoken);
            _wholes.Add(incident, whole);
        }

        return whole;
    }

    // Of which outcomes it speaks: a bit each.
    private readonly record struct Whole(int PartOf, int Spoken)
    {
        public bool Speaks(Outcome outcome) => (Spoken & (1 << (int)outcome)) != 0;
    }
}
