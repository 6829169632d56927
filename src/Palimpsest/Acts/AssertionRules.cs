using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Acts;

/// <summary>What a report must be before it is recorded, whatever it says.</summary>
internal static class AssertionRules
{
    public static IEnumerable<Finding> Errors(Assertion a) => Rules.Id(a.Id)
        .Concat(Rules.Text("summary", a.Summary, 2000, required: true))
        .Concat(Rules.Text("occurredVerbatim", a.OccurredVerbatim, 200))
        .Concat(Rules.Text("note", a.Note, 2000))
        .Concat(Rules.Texts("verbatim", a.Verbatim, 200))
        .Concat(Rules.List("mentions", a.Mentions.Count, 100))
        .Concat(Rules.List("revises", a.Revises.Count, 100))
        .Concat(Rules.List("affirms", a.Affirms.Count, 100))
        .Concat(Rules.List("disputes", a.Disputes.Count, 100))
        .Concat(CitationRules.Errors(a.Citations))
        .Concat(Rules.Attribution(a.AttributedTo))
        .Concat(Rules.Kind("subject", a.Subject, SubjectKinds(a)))
        .Concat(PayloadRules.Errors(a));

    private static SubjectKind[] SubjectKinds(Assertion a) => a switch
    {
        IncidentReported or CircumstanceReported or CasualtiesReported or ResponsibilityReport or NoClaimKnown or ParticipantReported => [SubjectKind.Incident],
        PersonDescribed or DeathReport or DeathDisputed or ConfirmationWithheld or CustodyReported or SentenceReported => [SubjectKind.Person],
        AllegianceReport or StatementIssued => [SubjectKind.Faction, SubjectKind.Person],
        _ => [SubjectKind.Faction],
    };
}
