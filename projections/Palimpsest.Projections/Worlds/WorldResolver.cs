using Palimpsest.Beliefs;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Projections.Worlds;

/// <summary>From what is believed of each incident to a row each.</summary>
public static class WorldResolver
{
    /// <summary>The rows that a question asks for, in the order of their keys.</summary>
    public static WorldBelief Resolve(WorldView world, Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (certain, possible) = Selector.Select(world, Selector.All(world), question.Selection);
        var rows = certain.Select(i => Row(world, i, question.Rule)).ToList();
        return new WorldBelief(rows.Any(r => r.Contested), rows, [.. possible.Select(i => Row(world, i, question.Rule))]);
    }

    private static WorldRow Row(WorldView world, Selected selected, TallyRule rule)
    {
        var belief = IncidentResolver.Resolve(world, selected.Key, rule);
        return new WorldRow(
            selected.Key, selected.Report?.Kind, selected.Report?.Place, selected.Report?.Occurred, belief.Incident?.PartOf, belief.Contested, belief.Claims.Status,
            belief.Casualties.ToDictionary(c => c.Key, c => Row(c.Value), StringComparer.Ordinal));
    }

    private static FigureRow Row(OutcomeTally tally) =>
        new(tally.Low, tally.Best, tally.High, tally.Tied, tally.NoMajority, tally.AttackersUnknown, tally.Contested);
}
