using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.People;

/// <summary>What is believed of one person. A key that nobody spoke of by then is an empty belief.</summary>
public sealed record PersonBelief
{
    /// <summary>The key that it is shown under.</summary>
    public required SubjectKey Key { get; init; }

    /// <summary>Something shown as current is contested.</summary>
    public required bool Contested { get; init; }

    /// <summary>Whether the person is believed dead.</summary>
    public required LifeStatus LifeStatus { get; init; }

    /// <summary>Reports, confirmations and disputes of the death, and confirmations withheld.</summary>
    public required IReadOnlyList<DeathShown> Deaths { get; init; }

    /// <summary>Names, each as somebody gives it.</summary>
    public required IReadOnlyList<NameShown> Names { get; init; }

    /// <summary>Roles in factions.</summary>
    public required IReadOnlyList<RoleShown> Roles { get; init; }

    /// <summary>Allegiances of the person, and to it.</summary>
    public required IReadOnlyList<AllegianceShown> Allegiances { get; init; }

    /// <summary>Custody, the latest first.</summary>
    public required IReadOnlyList<CustodyShown> Custody { get; init; }

    /// <summary>Sentences.</summary>
    public required IReadOnlyList<SentenceShown> Sentences { get; init; }

    /// <summary>Statements of the person, or spoken by the person.</summary>
    public required IReadOnlyList<StatementShown> Statements { get; init; }

    /// <summary>Incidents in which the person took part, that the person claimed, conceded or denied, or that others lay at its door.</summary>
    public required IReadOnlyList<ParticipationShown> Incidents { get; init; }
}

/// <summary>One report about a death.</summary>
public sealed record DeathShown(string Type, Edtf? Occurred, string? Cause, Place? Place, SubjectKey? Incident, string? Basis, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A name, with what is said beside it.</summary>
public sealed record NameShown(string Name, IReadOnlyList<string> Aliases, string? Nationality, Edtf? Born, int? Age, string? Description, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A role in a faction.</summary>
public sealed record RoleShown(SubjectKey Faction, string Role, string? Scope, Edtf? Since, Edtf? Until, bool Departed, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>An allegiance: pledged, denied, or contested (both).</summary>
public sealed record AllegianceShown(SubjectKey From, SubjectKey To, string Status, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A report of custody.</summary>
public sealed record CustodyShown(CustodyStatus Status, string? Holder, Place? Place, Edtf? Occurred, SubjectKey? Incident, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A sentence.</summary>
public sealed record SentenceShown(string Sentence, string? Court, string? Charge, Edtf? Occurred, SubjectKey? Incident, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A statement.</summary>
public sealed record StatementShown(SubjectKey By, SubjectKey? Speaker, string? Medium, string? Topic, Edtf? Occurred, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A part in an incident, or <c>claimed</c>, <c>attributed</c>, <c>denied</c>, <c>conceded</c>.</summary>
public sealed record ParticipationShown(SubjectKey Incident, string Part, bool Contested, IReadOnlyList<Evidence> Assertions);
