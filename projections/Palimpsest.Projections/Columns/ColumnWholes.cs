using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// Whether a figure is part of a greater incident's that is itself added: one in the selection, no campaign, of which an account speaks of the outcome.
/// A circle of parts is no part of itself.
/// </summary>
internal sealed class ColumnWholes(ColumnStore store, ColumnIncidents told, ColumnSelection selection)
{
    private readonly Dictionary<int, Whole> _wholes = [];

    /// <summary>Whether any of the incidents that it is a part of speaks of the outcome.</summary>
    public bool IsWithin(int incident, Outcome outcome)
    {
        foreach (var ancestor in Ancestors(incident))
        {
            if (Tell(ancestor).Speaks.Contains(outcome))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<int> Ancestors(int incident)
    {
        var chain = new List<int> { incident };
        var seen = new HashSet<int> { incident };
        while (Tell(chain[^1]).PartOf is var parent and >= 0 && seen.Add(parent))
        {
            chain.Add(parent);
        }

        // A link within a circle is no link: the chain ends where it enters one.
        var entry = Tell(chain[^1]).PartOf is var back and >= 0 ? chain.IndexOf(back) : chain.Count;
        return chain.Skip(1).Take(entry);
    }

    private Whole Tell(int incident)
    {
        if (!_wholes.TryGetValue(incident, out var whole))
        {
            var isTold = told.Tell(incident);
            var isAdded = isTold && selection.Takes(told) == true && (told.Report < 0 || store.Incidents[told.Report].Kind != "campaign");
            whole = new Whole(isTold ? told.PartOf : -1, isAdded ? [.. Enum.GetValues<Outcome>().Where(o => told.Tally(o, out _))] : []);
            _wholes.Add(incident, whole);
        }

        return whole;
    }

    private readonly record struct Whole(int PartOf, IReadOnlyList<Outcome> Speaks);
}
