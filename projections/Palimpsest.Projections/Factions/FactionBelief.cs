using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Factions;

/// <summary>What is believed of one faction. A key that nobody spoke of by then is an empty belief.</summary>
public sealed record FactionBelief
{
    /// <summary>The key that it is shown under.</summary>
    public required SubjectKey Key { get; init; }

    /// <summary>Something shown as current is contested, or holders of a sole role overlap.</summary>
    public required bool Contested { get; init; }

    /// <summary>Names and aliases, each as somebody gives them.</summary>
    public required IReadOnlyList<FactionNameShown> Names { get; init; }

    /// <summary>By role and scope.</summary>
    public required IReadOnlyList<LeaderShown> Leaders { get; init; }

    /// <summary>Of the faction, and to it.</summary>
    public required IReadOnlyList<AllegianceShown> Allegiances { get; init; }

    /// <summary>By the set of parties.</summary>
    public required IReadOnlyList<MergerShown> Mergers { get; init; }

    /// <summary>Splits off it, and itself off others.</summary>
    public required IReadOnlyList<SplitShown> Splits { get; init; }

    /// <summary>Where it is present.</summary>
    public required IReadOnlyList<PresenceShown> Presence { get; init; }

    /// <summary>How strong it is, the latest first.</summary>
    public required IReadOnlyList<StrengthShown> Strength { get; init; }

    /// <summary>Its statements.</summary>
    public required IReadOnlyList<StatementShown> Statements { get; init; }

    /// <summary>Incidents that it claimed, conceded or denied, or that others lay at its door.</summary>
    public required IReadOnlyList<InvolvementShown> Incidents { get; init; }
}

/// <summary>A faction's name.</summary>
public sealed record FactionNameShown(string Name, IReadOnlyList<string> Aliases, string? Description, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A holder of a role, with the life status at the same horizon. A death does not end a role.</summary>
public sealed record LeaderShown(
    SubjectKey Person, string Role, string? Scope, bool Sole, Edtf? Since, Edtf? Until, bool Departed, LifeStatus LifeStatus, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>
/// A merger: <c>claimed</c> if not all parties announced it, <c>agreed</c> if all did, <c>denied</c> if only denials stand, <c>contested</c> if somebody denies what is announced.
/// </summary>
public sealed record MergerShown(
    IReadOnlyList<SubjectKey> Parties, string? Name, string Status, IReadOnlyList<SubjectKey> AnnouncedBy, IReadOnlyList<SubjectKey> DeniedBy, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A split.</summary>
public sealed record SplitShown(SubjectKey From, SubjectKey NewFaction, SubjectKey? Leader, Edtf? Occurred, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A place of presence.</summary>
public sealed record PresenceShown(Place Place, string? Description, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A strength.</summary>
public sealed record StrengthShown(Count Count, long Low, long? Best, long? High, bool Open, string? Of, Edtf? Occurred, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>A faction's part in an incident.</summary>
public sealed record InvolvementShown(SubjectKey Incident, string How, bool Contested, IReadOnlyList<Evidence> Assertions);
