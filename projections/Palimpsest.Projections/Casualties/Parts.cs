namespace Palimpsest.Projections.Casualties;

/// <summary>Incidents that are parts of greater ones.</summary>
internal static class Parts
{
    /// <summary>What a part is a part of, the nearest first. A link within a circle is no link: the chain ends where it enters one.</summary>
    /// <param name="part">The part.</param>
    /// <param name="wholeOf">What one is said to be a part of; null: of nothing.</param>
    public static IEnumerable<T> Wholes<T>(T part, Func<T, T?> wholeOf)
        where T : struct
    {
        var chain = new List<T> { part };
        var seen = new HashSet<T> { part };
        T? back;
        while ((back = wholeOf(chain[^1])) is { } whole && seen.Add(whole))
        {
            chain.Add(whole);
        }

        var end = back is { } entry ? chain.IndexOf(entry) : chain.Count;
        return chain.Skip(1).Take(end);
    }
}
