namespace Palimpsest.Projections.Rebuilding;

/// <summary>Record numbers after <paramref name="After"/>, exclusive, up to <paramref name="UpTo"/>, inclusive.</summary>
/// <param name="After">Exclusive.</param>
/// <param name="UpTo">Inclusive.</param>
public readonly record struct Stretch(long After, long UpTo);

/// <summary>Which stretches of the record are still to be read.</summary>
public static class Stretches
{
    /// <summary>What of the record up to a number is in none of the stretches done, cut at the multiples of a length; ascending.</summary>
    /// <param name="done">In any order, without overlaps.</param>
    /// <param name="last">Inclusive.</param>
    /// <param name="length">At least 1.</param>
    public static IEnumerable<Stretch> Missing(IEnumerable<Stretch> done, long last, long length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var at = 0L;
        foreach (var next in done.OrderBy(d => d.After).Append(new Stretch(last, last)))
        {
            for (var end = Math.Min(next.After, last); at < end;)
            {
                var to = Math.Min(end, ((at / length) + 1) * length);
                yield return new Stretch(at, to);
                at = to;
            }

            at = Math.Max(at, next.UpTo);
        }
    }
}
