using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Incidents;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Casualties;

/// <summary>
/// Sums a selection. Parts of an incident that is itself added are shown and not added; campaigns and possible incidents are listed apart.
/// </summary>
public static class CasualtiesResolver
{
    /// <summary>The tally of a selection.</summary>
    /// <param name="world">What is believed.</param>
    /// <param name="selection">Which incidents.</param>
    /// <param name="outcome">Only this outcome; null for all.</param>
    /// <param name="rule">Policy, attackers, class.</param>
    public static CasualtiesBelief Resolve(WorldView world, Selection selection, Outcome? outcome, TallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(rule);
        var all = Selector.All(world);
        var (certain, possible) = Selector.Select(world, all, selection);
        var outcomes = outcome is { } one ? [Words.Of(one)] : Words.All<Outcome>();
        var tallies = certain.ToDictionary(i => i.Key, i => Tallies(world, i, outcomes, rule));
        var added = new Adding(certain.Where(i => !i.IsCampaign).ToDictionary(i => i.Key, i => tallies[i.Key]), Parents(world, all));

        var shown = certain.Where(i => tallies[i.Key].Count > 0).Select(i => Show(world, i, tallies[i.Key], added)).ToList();
        var campaigns = certain.Where(i => i.IsCampaign).Select(i => i.Key).ToHashSet();
        var maybe = possible.Select(i => Show(world, i, Tallies(world, i, outcomes, rule), added: null)).Where(i => i.Casualties.Count > 0).ToList();
        return new CasualtiesBelief
        {
            Contested = shown.Any(i => i.Casualties.Values.Any(t => t.Contested)),
            Policy = rule.Policy,
            WithAttackers = rule.WithAttackers,
            Total = outcomes.Where(o => outcome is not null || shown.Any(i => i.Casualties.ContainsKey(o)))
                .ToDictionary(o => o, o => Sum(shown.Where(i => i.Added.Contains(o)).Select(i => i.Casualties[o])), StringComparer.Ordinal),
            Incidents = [.. shown.Where(i => !campaigns.Contains(i.Key))],
            Campaigns = [.. shown.Where(i => campaigns.Contains(i.Key))],
            Possible = maybe,
        };
    }

    /// <summary>What is added, figure by figure: of which a tally is the sum.</summary>
    internal static IEnumerable<(Selected Incident, Outcome Outcome, OutcomeTally Tally)> Added(WorldView world, Selection selection, Outcome? outcome, TallyRule rule)
    {
        var all = Selector.All(world);
        var outcomes = outcome is { } one ? [one] : Enum.GetValues<Outcome>();
        var summed = Selector.Select(world, all, selection).Certain.Where(i => !i.IsCampaign).ToList();
        var tallies = summed.ToDictionary(i => i.Key, i => Tallies(world, i, [.. outcomes.Select(Words.Of)], rule));
        var added = new Adding(tallies, Parents(world, all));
        return
            from incident in summed
            from o in outcomes
            where added.IsAdded(incident.Key, Words.Of(o))
            select (incident, o, tallies[incident.Key][Words.Of(o)]);
    }

    private static Dictionary<SubjectKey, SubjectKey> Parents(WorldView world, IReadOnlyList<Selected> all) =>
        all.Where(i => i.Report?.PartOf is not null).ToDictionary(i => i.Key, i => world.Record.Canonical(i.Report!.PartOf!.Value));

    private static Dictionary<string, OutcomeTally> Tallies(WorldView world, Selected incident, IReadOnlyList<string> outcomes, TallyRule rule) =>
        IncidentResolver.Outcomes(world, world.Record.OfSubject(incident.Key), rule)
            .Where(t => outcomes.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private static IncidentTally Show(WorldView world, Selected incident, Dictionary<string, OutcomeTally> casualties, Adding? added) => new(
        incident.Key, incident.Report?.Kind, incident.Report?.Place, incident.Report?.Occurred,
        incident.Report?.PartOf is { } whole ? world.Record.Canonical(whole) : null, casualties,
        [.. casualties.Keys.Where(o => added?.IsAdded(incident.Key, o) == true)],
        casualties.Keys.Where(o => added?.Whole(incident.Key, o) is not null).ToDictionary(o => o, o => added!.Whole(incident.Key, o)!.Value, StringComparer.Ordinal));

    private static TotalShown Sum(IEnumerable<OutcomeTally> tallies)
    {
        var all = tallies.ToList();
        var sum = all.Aggregate(Figure.Zero, (total, tally) => total + tally.Figure);
        return new TotalShown(sum.Low, sum.Best, sum.High, sum.IsOpen, all.Count, all.Count(t => t.AttackersUnknown), all.Count(t => t.Contested));
    }

    /// <summary>Which figures are added: those of which no whole is added. A circle of parts is no part of itself.</summary>
    private sealed class Adding(Dictionary<SubjectKey, Dictionary<string, OutcomeTally>> selected, Dictionary<SubjectKey, SubjectKey> parents)
    {
        public bool IsAdded(SubjectKey incident, string outcome) => Speaks(incident, outcome) && Whole(incident, outcome) is null;

        /// <summary>
        /// The incident that it is a part of and whose own figure is added: the topmost of those that speak of the outcome, since every other is a part of that; null if none.
        /// </summary>
        public SubjectKey? Whole(SubjectKey incident, string outcome) =>
            Parts.Wholes(incident, i => parents.TryGetValue(i, out var whole) ? whole : null).Where(a => Speaks(a, outcome)).Select(a => (SubjectKey?)a).LastOrDefault();

        private bool Speaks(SubjectKey incident, string outcome) => selected.TryGetValue(incident, out var tallies) && tallies.ContainsKey(outcome);
    }
}
