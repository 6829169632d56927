using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.People;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Factions;

/// <summary>Allegiances between factions and persons.</summary>
internal static class Allegiances
{
    public static IReadOnlyList<AllegianceShown> Of(WorldView world, IEnumerable<Assertion> current) =>
        [.. current.OfType<AllegianceReport>()
            .GroupBy(a => (From: world.Record.Canonical(a.Subject), To: world.Record.Canonical(a.To)))
            .OrderBy(g => g.Key.From).ThenBy(g => g.Key.To)
            .Select(g =>
            {
                var pledged = g.Any(a => a is AllegiancePledged);
                var denied = g.Any(a => a is AllegianceDenied);
                return new AllegianceShown(
                    g.Key.From, g.Key.To, pledged && denied ? "contested" : pledged ? "pledged" : "denied", g.Any(world.IsContested), Evidence.Of(world, g));
            })];
}
