using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Factions;

/// <summary>Mergers, with who announced and who denied them.</summary>
internal static class Mergers
{
    public static IReadOnlyList<MergerShown> Of(WorldView world, IEnumerable<Assertion> current) =>
        [.. current.OfType<MergerReport>().GroupBy(m => m.Proposition!.Canonical(world.Record.Canonical), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
            {
                var parties = g.First().Parties.Select(world.Record.Canonical).Distinct().Order().ToList();
                var announcedBy = Speakers(world, g.OfType<MergerAnnounced>());
                var deniedBy = Speakers(world, g.OfType<MergerDenied>());
                var status = announcedBy.Count == 0 ? "denied" : deniedBy.Count > 0 ? "contested" : parties.All(announcedBy.Contains) ? "agreed" : "claimed";
                return new MergerShown(
                    parties, g.Select(m => m.Name).FirstOrDefault(n => n is not null), status, announcedBy, deniedBy, g.Any(world.IsContested), Evidence.Of(world, g));
            })];

    private static List<SubjectKey> Speakers(WorldView world, IEnumerable<MergerReport> reports) =>
        [.. reports.Select(world.Record.Party).Distinct().Order()];
}
