using System.Globalization;

namespace Palimpsest.Reports;

/// <summary>
/// Low, best and high, in persons, ends inclusive. <see cref="Best"/> null is none, <see cref="High"/> null is open.
/// Figures are added, never averaged: a sum's best is none if any best is, its high open if any is.
/// </summary>
public readonly record struct Figure(long Low, long? Best, long? High)
{
    /// <summary>Nobody.</summary>
    public static readonly Figure Zero = new(0, 0, 0);

    /// <summary>The high end is open.</summary>
    public bool IsOpen => High is null;

    /// <summary>Adds end by end; none and open carry over.</summary>
    public static Figure operator +(Figure left, Figure right) => new(left.Low + right.Low, left.Best + right.Best, left.High + right.High);

    /// <summary>
    /// What remains of the left when the right is taken out of it, never below nobody: the low loses the other's high (all of it, if that is open),
    /// the high loses the other's low.
    /// </summary>
    public static Figure operator -(Figure left, Figure right) => new(
        right.High is { } h ? Math.Max(0, left.Low - h) : 0,
        left.Best - right.Best is { } b ? Math.Max(0, b) : null,
        left.High is { } high ? Math.Max(0, high - right.Low) : null);

    /// <summary>Such as <c>8</c>, <c>7+</c> (open), <c>4-6</c>, <c>0-5, best 3</c>; a low above the best is shown as given.</summary>
    public override string ToString()
    {
        var low = Low.ToString(CultureInfo.InvariantCulture);
        if (Low == Best && Best == High)
        {
            return low;
        }

        var range = High is { } high ? string.Create(CultureInfo.InvariantCulture, $"{low}-{high}") : low + "+";
        return Best is { } best && best != Low ? string.Create(CultureInfo.InvariantCulture, $"{range}, best {best}") : range;
    }
}
