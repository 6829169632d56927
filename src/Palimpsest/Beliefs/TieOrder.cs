using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Beliefs;

/// <summary>
/// The order in which one of several current assertions is chosen: later counting date, better credibility (1, 2, 3, 6, 4, 5),
/// better reliability (A, B, C, F, D, E), greater id ordinally.
/// </summary>
public static class TieOrder
{
    /// <summary>The first is chosen.</summary>
    public static IReadOnlyList<T> Sort<T>(WorldView world, IEnumerable<T> assertions)
        where T : Assertion =>
        [.. assertions
            .OrderByDescending(a => world.VisibleFrom(a) ?? Instant.MinValue)
            .ThenBy(a => Grades.Rank(a.Credibility))
            .ThenBy(a => Grades.Rank(a.Reliability))
            .ThenByDescending(a => a.Id, StringComparer.Ordinal)];

    /// <summary>Whether the choice among sorted assertions was made by grade or id, so that the others must be shown with it.</summary>
    public static bool IsTied<T>(WorldView world, IReadOnlyList<T> sorted)
        where T : Assertion =>
        sorted.Count > 1 && world.VisibleFrom(sorted[0]) == world.VisibleFrom(sorted[1]);
}
