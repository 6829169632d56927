using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Claims;

/// <summary>From the current assertions of an incident to its claims.</summary>
public static class ClaimsResolver
{
    /// <summary>The claims, from the current assertions of one incident.</summary>
    public static ClaimsBelief Resolve(WorldView world, IReadOnlyList<Assertion> current)
    {
        var reports = current.OfType<ResponsibilityReport>().ToList();
        var own = reports.Where(r => r is not ResponsibilityAttributed && !IsOthersDenial(world, r)).ToList();
        var claimants = ByWhom(world, own)
            .Select(said => new Claimant(said.Key, StanceOf(said.First()), said.Any(world.IsContested), Evidence.Of(world, said)))
            .ToList();
        var attributions = Others(world, reports.OfType<ResponsibilityAttributed>());
        var denials = Others(world, reports.Where(r => IsOthersDenial(world, r)));
        var unclaimed = Evidence.Of(world, TieOrder.Sort(world, current.OfType<NoClaimKnown>()));

        var claiming = claimants.Where(c => c.Stance != Stance.Denied).ToList();
        var deniedByOthers = denials.Select(d => d.By).ToHashSet();
        var status = claiming.Count(c => !deniedByOthers.Contains(c.By)) > 1 ? ClaimStatus.Competing
            : claiming.Count > 0 ? ClaimStatus.Claimed
            : attributions.Count > 0 ? ClaimStatus.Attributed
            : reports.Any(r => r is ResponsibilityDenied) ? ClaimStatus.Denied
            : unclaimed.Count > 0 ? ClaimStatus.Unclaimed
            : ClaimStatus.None;
        var contested = status == ClaimStatus.Competing || reports.Any(world.IsContested) || current.OfType<NoClaimKnown>().Any(world.IsContested);
        return new ClaimsBelief(status, contested, claimants, attributions, denials, unclaimed);
    }

    // The first of each group is the latest word.
    private static IEnumerable<IGrouping<SubjectKey, ResponsibilityReport>> ByWhom(WorldView world, IEnumerable<ResponsibilityReport> reports) =>
        TieOrder.Sort(world, reports).GroupBy(r => world.Record.Canonical(r.By)).OrderBy(g => g.Key);

    private static List<Attributed> Others(WorldView world, IEnumerable<ResponsibilityReport> reports) =>
        [.. ByWhom(world, reports).Select(said => new Attributed(said.Key, said.Any(world.IsContested), Evidence.Of(world, said)))];

    private static bool IsOthersDenial(WorldView world, ResponsibilityReport report) =>
        report is ResponsibilityDenied { AttributedTo.Key: { } speaker } && world.Record.Canonical(speaker) != world.Record.Canonical(report.By);

    private static Stance StanceOf(ResponsibilityReport report) => report switch
    {
        ResponsibilityDenied => Stance.Denied,
        ResponsibilityConceded => Stance.Conceded,
        _ => Stance.Claimed,
    };
}
