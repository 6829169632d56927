using Palimpsest.Clocks;
using Palimpsest.Projections.Claims;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Worlds;

/// <summary>The incidents of a selection in short, a row each; those whose vague date makes them merely possible apart.</summary>
public sealed record WorldBelief(bool Contested, IReadOnlyList<WorldRow> Incidents, IReadOnlyList<WorldRow> Possible);

/// <summary>One incident in short.</summary>
/// <param name="Key">The incident.</param>
/// <param name="Kind">Its kind; null if nobody reported it as such.</param>
/// <param name="Place">Its place.</param>
/// <param name="Occurred">Its date.</param>
/// <param name="PartOf">The incident that it is a part of.</param>
/// <param name="Contested">Something current about it is contested, or claims compete.</param>
/// <param name="Claims">Who is said to be responsible.</param>
/// <param name="Casualties">By outcome; only those of which somebody speaks.</param>
public sealed record WorldRow(
    SubjectKey Key, string? Kind, Place? Place, Edtf? Occurred, SubjectKey? PartOf, bool Contested, ClaimStatus Claims, IReadOnlyDictionary<string, FigureRow> Casualties);

/// <summary>A figure in short: persons, ends inclusive; best null is none, high null is open.</summary>
public readonly record struct FigureRow(long Low, long? Best, long? High, bool Tied, bool NoMajority, bool AttackersUnknown, bool Contested)
{
    /// <summary>The high end is open.</summary>
    public bool Open => High is null;
}
