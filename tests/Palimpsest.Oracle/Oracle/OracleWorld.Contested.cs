using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Tests.Oracle;

/// <summary>The five ways in which something visible is contested: points (8 i) to (8 v).</summary>
public enum ContestedBy
{
    Dispute,
    DisputingReport,
    StrangersRetraction,
    Denial,
    DeathDispute,
}

/// <summary>Why, and by what.</summary>
public sealed record Contest(ContestedBy Way, RecordEvent By);

public sealed partial class OracleWorld
{
    // "contested(a): visible, and a visible AssertionDisputed, a current report with disputes, or a retraction by neither its party
    // nor the outlet of a carrying citation names it, or a current denial report meets its proposition, in whichever subject"
    public bool Contested(RecordEvent e) => Contests(e).Any();

    public IEnumerable<Contest> Contests(RecordEvent e)
    {
        if (!Visible(e))
        {
            return [];
        }

        var acts = Acts.Where(act => act.Target == e.Id && Visible(act)).ToList();
        var contests = acts.OfType<AssertionDisputed>().Select(d => new Contest(ContestedBy.Dispute, d))
            .Concat(acts.OfType<AssertionRetracted>()
                .Where(r => EffectOf(r, e) == RetractionEffect.Contests)
                .Select(r => new Contest(ContestedBy.StrangersRetraction, r)));
        return e switch
        {
            // "deaths by section 4's rule alone": instead of disputes by a DeathDisputed and denials of a proposition
            DeathReport death => contests
                .Concat(DisputingReports(death).Where(d => d is not DeathDisputed).Select(d => new Contest(ContestedBy.DisputingReport, d)))
                .Concat(Reports.OfType<DeathDisputed>().Where(d => ContestsDeath(d, death)).Select(d => new Contest(ContestedBy.DeathDispute, d))),
            Assertion a => contests
                .Concat(DisputingReports(a).Select(d => new Contest(ContestedBy.DisputingReport, d)))
                .Concat(Reports.Where(d => IsDenialOf(d, a) && Current(d)).Select(d => new Contest(ContestedBy.Denial, d))),

            // Acts can be contested for display; it changes nothing else.
            _ => contests,
        };
    }

    // (8 iv) "DeathDisputed, ResponsibilityDenied, AllegianceDenied, MergerDenied are assertions with a proposition": deaths apart
    private bool IsDenialOf(Assertion denial, Assertion a) => (denial, a) switch
    {
        (ResponsibilityDenied, ResponsibilityClaimed or ResponsibilityAttributed or ResponsibilityConceded) => true,
        (AllegianceDenied, AllegiancePledged) => true,
        (MergerDenied, MergerAnnounced) => true,
        _ => false,
    } && SameProposition(denial.Proposition, a.Proposition);

    private IEnumerable<Assertion> DisputingReports(Assertion a) => Reports.Where(d => d.Disputes.Contains(a.Id) && Current(d));

    // "A DeathDisputed contests the reports it names, else every report whose latest possible day of death (its publication if none)
    // is not after the dispute's occurred date (its publication if none). A DeathConfirmed is contested by the same rule,
    // and only by a dispute published after it."
    private bool ContestsDeath(DeathDisputed dispute, DeathReport death) =>
        Same(dispute.Subject, death.Subject)
        && Current(dispute)
        && (dispute.Disputes.Count > 0 ? dispute.Disputes.Contains(death.Id) : LatestDay(death) <= LatestDay(dispute))
        && (death is not DeathConfirmed || CountingDate(dispute) > CountingDate(death));

    // No death and no sign of life is later than its own publication, however vague its date.
    private LocalDate LatestDay(Assertion a) => LocalDate.Min(a.Occurred?.Latest ?? CountingDay(a), CountingDay(a));

    /// <summary>The UTC day from which a visible report counts.</summary>
    private LocalDate CountingDay(Assertion a) => Days.Of(CountingDate(a)!.Value);
}
