using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>Who is heard.</summary>
internal static class RandomPerspectives
{
    public static OraclePerspective Perspective(Dice dice) => dice.Chance(60) ? OraclePerspective.None : dice.Weighted((45, 0), (25, 1), (15, 2), (15, 3)) switch
    {
        0 => new(Outlets: Outlets(dice)),
        1 => new(AtLeast: dice.Of(Enum.GetValues<Reports.Reliability>())),
        2 => new(Party: dice.Of(Cast.Speakers)),
        _ => new(
            dice.Chance(50) ? Outlets(dice) : null,
            dice.Chance(70) ? dice.Of(Enum.GetValues<Reports.Reliability>()) : null,
            dice.Chance(30) ? dice.Of(Cast.Speakers) : null),
    };

    private static IReadOnlyList<Subjects.SubjectKey> Outlets(Dice dice) =>
        [.. Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => dice.Of(dice.Chance(90) ? Cast.Outlets : Cast.Sources)).Distinct()];
}
