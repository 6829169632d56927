using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Beliefs;

/// <summary>One thing that contests an assertion.</summary>
/// <param name="How">dispute, report, retraction or denial.</param>
/// <param name="Id">The act or report that does.</param>
public sealed record Contest(string How, string Id);

/// <summary>What contests what: design section 3, and section 4 for deaths.</summary>
internal static class Contesting
{
    public static IEnumerable<Contest> Of(WorldView world, Assertion assertion)
    {
        if (!world.IsVisible(assertion))
        {
            yield break;
        }

        foreach (var act in world.Record.ActsOn(assertion.Id))
        {
            if (!world.IsVisible(act))
            {
                continue;
            }

            if (act is AssertionDisputed)
            {
                yield return new Contest("dispute", act.Id);
            }
            else if (act is AssertionRetracted retraction && world.KindOf(retraction, assertion) == RetractionKind.Stranger)
            {
                yield return new Contest("retraction", act.Id);
            }
        }

        foreach (var disputer in world.Record.DisputersOf(assertion.Id))
        {
            if ((disputer is not DeathDisputed || assertion is not DeathReport) && world.IsCurrent(disputer))
            {
                yield return new Contest("report", disputer.Id);
            }
        }

        foreach (var denial in world.Record.DenialsOf(assertion))
        {
            if (world.IsCurrent(denial) && Denies(world, denial, assertion))
            {
                yield return new Contest("denial", denial.Id);
            }
        }
    }

    /// <summary>Whether it can deny what has its proposition: all leaders of a faction share one, and none of them denies another.</summary>
    public static bool IsDenial(Assertion report) => report is ResponsibilityDenied or AllegianceDenied or MergerDenied or DeathDisputed;

    private static bool Denies(WorldView world, Assertion denial, Assertion assertion) => (denial, assertion) switch
    {
        (ResponsibilityDenied, ResponsibilityReport and not ResponsibilityDenied) => true,
        (AllegianceDenied, AllegiancePledged) => true,
        (MergerDenied, MergerAnnounced) => true,
        (DeathDisputed dispute, DeathConfirmed confirmation) => world.VisibleFrom(dispute) > world.VisibleFrom(confirmation) && Meets(world, dispute, confirmation),
        (DeathDisputed dispute, DeathReported report) => Meets(world, dispute, report),
        _ => false,
    };

    private static bool Meets(WorldView world, DeathDisputed dispute, DeathReport report) => dispute.Disputes.Count > 0
        ? dispute.Disputes.Contains(report.Id)
        : LatestDay(world, report) <= LatestDay(world, dispute);

    // No death and no sign of life is later than its own publication, however vague its date.
    private static LocalDate LatestDay(WorldView world, Assertion assertion)
    {
        var published = Days.Of(world.VisibleFrom(assertion)!.Value);
        return assertion.Occurred?.Latest is { } latest ? LocalDate.Min(latest, published) : published;
    }
}
