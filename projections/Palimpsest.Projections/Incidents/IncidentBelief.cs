using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Incidents;

/// <summary>What is believed of one incident. A key that nobody spoke of by then is an empty belief.</summary>
public sealed record IncidentBelief
{
    /// <summary>The key that it is shown under.</summary>
    public required SubjectKey Key { get; init; }

    /// <summary>Something shown as current is contested, or claims compete.</summary>
    public required bool Contested { get; init; }

    /// <summary>Kind, place and date as chosen; null if nobody reported the incident as such.</summary>
    public required IncidentShown? Incident { get; init; }

    /// <summary>Current reports of the incident that were not chosen.</summary>
    public required IReadOnlyList<IncidentShown> Others { get; init; }

    /// <summary>Revised reports of the incident.</summary>
    public required IReadOnlyList<IncidentShown> Earlier { get; init; }

    /// <summary>By aspect.</summary>
    public required IReadOnlyList<CircumstanceShown> Circumstances { get; init; }

    /// <summary>By outcome: killed, wounded, abducted, missing, released.</summary>
    public required IReadOnlyDictionary<string, OutcomeTally> Casualties { get; init; }

    /// <summary>Who is said to be responsible.</summary>
    public required ClaimsBelief Claims { get; init; }

    /// <summary>Who took part.</summary>
    public required IReadOnlyList<ParticipantShown> Participants { get; init; }

    /// <summary>Incidents that are parts of it.</summary>
    public required IReadOnlyList<SubjectKey> Parts { get; init; }
}

/// <summary>An incident's kind, place and date.</summary>
public sealed record IncidentShown(
    string Kind, Place Place, Edtf? Occurred, string? OccurredVerbatim, SubjectKey? PartOf, bool Tied, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>One aspect of an incident: what is chosen, what it was before, and what else is current.</summary>
public sealed record CircumstanceShown(
    string Aspect, string? Value, bool Tied, bool Contested, IReadOnlyList<Evidence> Assertions, IReadOnlyList<ValueShown> Earlier, IReadOnlyList<ValueShown> Others);

/// <summary>One value of an aspect.</summary>
public sealed record ValueShown(string Value, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>Who took part, and in what part; for a person with the life status at the same horizon, null for a faction.</summary>
public sealed record ParticipantShown(SubjectKey Participant, string Part, string? Description, LifeStatus? LifeStatus, bool Contested, IReadOnlyList<Evidence> Assertions);
