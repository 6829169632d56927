using Palimpsest.Projections.Answers;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Claims;

/// <summary>Who is said to be responsible: the first that applies, from the top.</summary>
public enum ClaimStatus
{
    /// <summary>Two or more claimants whose claim nobody denies.</summary>
    Competing,

    /// <summary>Somebody claims or concedes it.</summary>
    Claimed,

    /// <summary>Only others lay it at somebody's door.</summary>
    Attributed,

    /// <summary>Only denials.</summary>
    Denied,

    /// <summary>Somebody said that nobody had claimed it.</summary>
    Unclaimed,

    /// <summary>Nothing is said.</summary>
    None,
}

/// <summary>A claimant's own latest word.</summary>
public enum Stance
{
    /// <summary>We did it.</summary>
    Claimed,

    /// <summary>We did not.</summary>
    Denied,

    /// <summary>We did, admitted against interest.</summary>
    Conceded,
}

/// <summary>One who spoke for himself.</summary>
public sealed record Claimant(SubjectKey By, Stance Stance, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>What others say of somebody's responsibility.</summary>
public sealed record Attributed(SubjectKey By, bool Contested, IReadOnlyList<Evidence> Assertions);

/// <summary>The claims of one incident.</summary>
public sealed record ClaimsBelief(
    ClaimStatus Status, bool Contested, IReadOnlyList<Claimant> Claimants, IReadOnlyList<Attributed> Attributions, IReadOnlyList<Attributed> DeniedByOthers, IReadOnlyList<Evidence> NoClaimKnown);
