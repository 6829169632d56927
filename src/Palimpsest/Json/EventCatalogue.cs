using Palimpsest.Reports;

namespace Palimpsest.Json;

/// <summary>
/// Every kind of event that the record can hold: its name in the native format, its name in storage, its type.
/// Names are for ever: a renamed type keeps its names, or gets an upcaster.
/// </summary>
public static class EventCatalogue
{
    /// <summary>All kinds, in the order of the documentation.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
    [
        // Incidents
        new("IncidentReported", "incident_reported", typeof(IncidentReported)),
        new("CircumstanceReported", "circumstance_reported", typeof(CircumstanceReported)),
        new("CasualtiesReported", "casualties_reported", typeof(CasualtiesReported)),
        new("ResponsibilityClaimed", "responsibility_claimed", typeof(ResponsibilityClaimed)),
        new("ResponsibilityAttributed", "responsibility_attributed", typeof(ResponsibilityAttributed)),
        new("ResponsibilityDenied", "responsibility_denied", typeof(ResponsibilityDenied)),
        new("ResponsibilityConceded", "responsibility_conceded", typeof(ResponsibilityConceded)),
        new("NoClaimKnown", "no_claim_known", typeof(NoClaimKnown)),
        new("ParticipantReported", "participant_reported", typeof(ParticipantReported)),

        // People
        new("PersonDescribed", "person_described", typeof(PersonDescribed)),
        new("DeathReported", "death_reported", typeof(DeathReported)),
        new("DeathDisputed", "death_disputed", typeof(DeathDisputed)),
        new("DeathConfirmed", "death_confirmed", typeof(DeathConfirmed)),
        new("ConfirmationWithheld", "confirmation_withheld", typeof(ConfirmationWithheld)),
        new("CustodyReported", "custody_reported", typeof(CustodyReported)),
        new("SentenceReported", "sentence_reported", typeof(SentenceReported)),

        // Factions
        new("FactionDescribed", "faction_described", typeof(FactionDescribed)),
        new("LeaderNamed", "leader_named", typeof(LeaderNamed)),
        new("LeaderDeparted", "leader_departed", typeof(LeaderDeparted)),
        new("AllegiancePledged", "allegiance_pledged", typeof(AllegiancePledged)),
        new("AllegianceDenied", "allegiance_denied", typeof(AllegianceDenied)),
        new("MergerAnnounced", "merger_announced", typeof(MergerAnnounced)),
        new("MergerDenied", "merger_denied", typeof(MergerDenied)),
        new("SplitReported", "split_reported", typeof(SplitReported)),
        new("StrengthReported", "strength_reported", typeof(StrengthReported)),
        new("PresenceReported", "presence_reported", typeof(PresenceReported)),
        new("StatementIssued", "statement_issued", typeof(StatementIssued)),

        // Sources
        new("SourceDescribed", "source_described", typeof(SourceDescribed)),

        // Source acts
        new("AssertionDisputed", "assertion_disputed", typeof(AssertionDisputed)),
        new("AssertionRetracted", "assertion_retracted", typeof(AssertionRetracted)),

        // Editor acts
        new("AssertionCorrected", "assertion_corrected", typeof(AssertionCorrected)),
        new("AssertionWithdrawn", "assertion_withdrawn", typeof(AssertionWithdrawn)),
        new("AssertionReinstated", "assertion_reinstated", typeof(AssertionReinstated)),
        new("AssertionRegraded", "assertion_regraded", typeof(AssertionRegraded)),
        new("SubjectsMerged", "subjects_merged", typeof(SubjectsMerged)),
        new("SubjectsSeparated", "subjects_separated", typeof(SubjectsSeparated)),
    ];

    private static readonly Dictionary<string, EventKind> ByStorageName = All.ToDictionary(k => k.StorageName, StringComparer.Ordinal);
    private static readonly Dictionary<string, EventKind> ByName = All.ToDictionary(k => k.Name, StringComparer.Ordinal);
    private static readonly Dictionary<Type, EventKind> ByType = All.ToDictionary(k => k.Type);

    /// <summary>The kind stored under a name.</summary>
    /// <exception cref="KeyNotFoundException">No such name.</exception>
    public static EventKind Stored(string storageName) => ByStorageName[storageName];

    /// <summary>The kind of a name in the native format; null if there is none.</summary>
    public static EventKind? Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The kind of an event.</summary>
    public static EventKind Of(RecordEvent @event) => ByType[@event.GetType()];
}

/// <summary>One kind of event.</summary>
/// <param name="Name">In the native format, the CLI and the API.</param>
/// <param name="StorageName">In storage.</param>
/// <param name="Type">The record.</param>
public sealed record EventKind(string Name, string StorageName, Type Type);
