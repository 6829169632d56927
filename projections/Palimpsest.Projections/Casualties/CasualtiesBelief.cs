using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Casualties;

/// <summary>The casualty tally of a selection.</summary>
public sealed record CasualtiesBelief
{
    /// <summary>An account behind it is contested.</summary>
    public required bool Contested { get; init; }

    /// <summary>Which account, of several.</summary>
    public required CasualtyPolicy Policy { get; init; }

    /// <summary>Whether attackers are counted.</summary>
    public required bool WithAttackers { get; init; }

    /// <summary>By outcome, over all that is added.</summary>
    public required IReadOnlyDictionary<string, TotalShown> Total { get; init; }

    /// <summary>The incidents of the selection of which any account speaks, with what of them is added.</summary>
    public required IReadOnlyList<IncidentTally> Incidents { get; init; }

    /// <summary>Tolls over a period: shown, never added.</summary>
    public required IReadOnlyList<IncidentTally> Campaigns { get; init; }

    /// <summary>Incidents whose vague date makes them possibly, not certainly, part of the selection: shown, never added.</summary>
    public required IReadOnlyList<IncidentTally> Possible { get; init; }
}

/// <summary>A sum: its best is none (null) if any best is, its high open if any is.</summary>
public sealed record TotalShown(long Low, long? Best, long? High, bool Open, int Incidents, int AttackersUnknown, int Contested);

/// <summary>One incident of a tally.</summary>
/// <param name="Key">The incident.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Place">Its place.</param>
/// <param name="Occurred">Its date.</param>
/// <param name="PartOf">The incident that it is a part of.</param>
/// <param name="Casualties">By outcome.</param>
/// <param name="Added">The outcomes that are added to the total.</param>
/// <param name="Within">For each outcome that is not added because a greater incident's figure includes it: that incident.</param>
public sealed record IncidentTally(
    SubjectKey Key, string? Kind, Place? Place, Edtf? Occurred, SubjectKey? PartOf,
    IReadOnlyDictionary<string, OutcomeTally> Casualties, IReadOnlyList<string> Added, IReadOnlyDictionary<string, SubjectKey> Within);
