namespace Palimpsest.Synthetic;

/// <summary>Rolls of SplitMix64: the same seed gives the same on every machine, and a seed made of a place gives that place its own rolls.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The rolls of one thing of a kind, whatever was rolled before.</summary>
    public static Dice Of(ulong seed, uint kind, long index) => new(Mix(seed ^ Mix(((ulong)kind << 48) ^ (ulong)index)));

    /// <summary>0 to below <paramref name="below"/>.</summary>
    public int Next(int below) => (int)(Roll() % (ulong)below);

    /// <summary>0 to below <paramref name="below"/>.</summary>
    public long Next(long below) => (long)(Roll() % (ulong)below);

    /// <summary>0 to below 1.</summary>
    public double Fraction() => (Roll() >> 11) * (1.0 / (1UL << 53));

    /// <summary>So many in a thousand.</summary>
    public bool PerMille(int share) => Next(1000) < share;

    /// <summary>One of them, all alike.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong Roll()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }
}
