namespace Palimpsest.Tests.Histories;

/// <summary>The rolls from which one event is told: SplitMix64, so the same seed tells the same on every machine.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>0 to below <paramref name="below"/>.</summary>
    public int Next(int below)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }

    public bool Chance(int percent) => Next(100) < percent;

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
