using System.Text.Json;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Factions;

/// <summary>From assertions to what is believed of a faction.</summary>
public static class FactionResolver
{
    /// <summary>What is believed of the faction.</summary>
    public static FactionBelief Resolve(WorldView world, SubjectKey key)
    {
        ArgumentNullException.ThrowIfNull(world);
        var canonical = world.Record.Canonical(key);
        var current = TieOrder.Sort(world, world.Record.Bearing(canonical).Where(world.IsCurrent));
        var own = current.Where(a => world.Record.Canonical(a.Subject) == canonical).ToList();
        var leaders = Leaders.Of(world, own);
        return new FactionBelief
        {
            Key = canonical,
            Contested = current.Any(world.IsContested) || leaders.Any(l => l.Contested),
            Names = [.. own.OfType<FactionDescribed>().Select(n => new FactionNameShown(n.Name, n.Aliases, n.Description, world.IsContested(n), [Evidence.Of(world, n)]))],
            Leaders = leaders,
            Allegiances = Allegiances.Of(world, current),
            Mergers = Factions.Mergers.Of(world, current),
            Splits = [.. current.OfType<SplitReported>().Select(s => new SplitShown(
                world.Record.Canonical(s.Subject), world.Record.Canonical(s.NewFaction), s.Leader is { } l ? world.Record.Canonical(l) : null,
                s.Occurred, world.IsContested(s), [Evidence.Of(world, s)]))],
            Presence = [.. own.OfType<PresenceReported>().GroupBy(p => p.Place)
                .Select(g => new PresenceShown(g.Key, g.First().Description, g.Any(world.IsContested), Evidence.Of(world, g)))],
            Strength = [.. own.OfType<StrengthReported>().Select(s => new StrengthShown(
                s.Count, s.Count.Figure.Low, s.Count.Figure.Best, s.Count.Figure.High, s.Count.Figure.IsOpen, s.Of, s.Occurred, world.IsContested(s), [Evidence.Of(world, s)]))],
            Statements = Statements.Of(world, current),
            Incidents = Involvement(world, current, canonical),
        };
    }

    private static List<InvolvementShown> Involvement(WorldView world, IEnumerable<Assertion> current, SubjectKey faction) =>
        [.. current.Where(a => a is ParticipantReported || (a is ResponsibilityReport r && world.Record.Canonical(r.By) == faction))
            .GroupBy(a => (Incident: world.Record.Canonical(a.Subject), How: How(a)))
            .OrderBy(g => g.Key.Incident).ThenBy(g => g.Key.How, StringComparer.Ordinal)
            .Select(g => new InvolvementShown(g.Key.Incident, g.Key.How, g.Any(world.IsContested), Evidence.Of(world, g)))];

    /// <summary>A part in an incident, or what is said of the responsibility for it: claimed, attributed, denied, conceded.</summary>
    internal static string How(Assertion a) => a is ParticipantReported p
        ? p.Part
        : JsonNamingPolicy.CamelCase.ConvertName(EventCatalogue.Of(a).Name["Responsibility".Length..]);
}
