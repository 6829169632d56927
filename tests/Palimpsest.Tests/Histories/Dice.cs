namespace Palimpsest.Tests.Histories;

/// <summary>
/// A sequence of rolls from which one event is told. The rolls are what is generated and shrunk; a roll of 0 gives the simplest choice,
/// and so does every roll beyond the last.
/// </summary>
internal sealed class Dice(int[] rolls)
{
    public const int Sides = 10_000;

    private int _at;

    /// <summary>0 to below <paramref name="below"/>.</summary>
    public int Next(int below) => _at < rolls.Length ? rolls[_at++] % below : 0;

    public bool Chance(int percent) => Next(100) >= 100 - percent;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    /// <summary>The first of them half of the time, so that events meet on one subject.</summary>
    public T Skewed<T>(IReadOnlyList<T> choices) => Chance(50) ? Of(choices) : choices[0];

    /// <summary>Chooses by weight.</summary>
    public T Weighted<T>(params IReadOnlyList<(int Weight, T Value)> choices)
    {
        var roll = Next(choices.Sum(c => c.Weight));
        foreach (var (weight, value) in choices)
        {
            if ((roll -= weight) < 0)
            {
                return value;
            }
        }

        return choices[^1].Value;
    }
}
