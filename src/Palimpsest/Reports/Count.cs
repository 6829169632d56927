using System.Globalization;
using System.Text.RegularExpressions;

namespace Palimpsest.Reports;

/// <summary>
/// A number as a source gives it, and the low, best and high that follow from it. All in persons (or what is counted), 0 to 100,000,000, ends inclusive;
/// a best of null is none, a high of null is open. The rules are those of design section 2 (after the UCDP GED low/best/high convention):
/// exactly n = n/n/n · at least n = n/n/open · more than n = n+1/none/open · at most n = 0/n/n · about n = n/n/n and flagged ·
/// m to n = m/none/n · dozens = at least 24 · figures of the source's own override.
/// </summary>
public sealed partial record Count
{
    /// <summary>The greatest number that a count may hold.</summary>
    public const int Greatest = 100_000_000;

    private Count(string text, Figure figure, bool about = false, bool own = false)
    {
        Text = text;
        Figure = figure;
        IsAbout = about;
        IsOwnFigures = own;
    }

    /// <summary>As it is said: <c>3</c>, <c>at least 7</c>, <c>4 to 6</c>.</summary>
    public string Text { get; }

    /// <summary>The numbers.</summary>
    public Figure Figure { get; }

    /// <summary>The source said "about".</summary>
    public bool IsAbout { get; }

    /// <summary>The source gave low, best and high itself.</summary>
    public bool IsOwnFigures { get; }

    /// <summary>Exactly n.</summary>
    /// <exception cref="FormatException">Negative, or greater than <see cref="Greatest"/>.</exception>
    public static Count Exactly(long n)
    {
        var checkedN = Check(n);
        return new Count(checkedN.ToString(CultureInfo.InvariantCulture), new Figure(checkedN, checkedN, checkedN));
    }

    /// <summary>The source's own low, best and high, which stand as given even where low exceeds best.</summary>
    /// <exception cref="FormatException">A number is negative or too great.</exception>
    public static Count Own(long low, long? best, long? high)
    {
        var figure = new Figure(Check(low), best is { } b ? Check(b) : null, high is { } h ? Check(h) : null);
        return new Count(figure.ToString(), figure, own: true);
    }

    /// <summary>Reads "3", "at least 7", "more than 200", "at most 5", "about 12", "4 to 6" or "dozens".</summary>
    /// <exception cref="FormatException">None of these; the message says what was expected.</exception>
    public static Count Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "dozens")
        {
            return new Count(text, new Figure(24, 24, null));
        }

        var match = text.Length <= 40 ? Form().Match(text) : Match.Empty;
        if (!match.Success)
        {
            throw new FormatException(
                $"'{(text.Length > 40 ? text[..40] + "…" : text)}' is no count: expected 3, \"at least 7\", \"more than 200\", \"at most 5\", \"about 12\", \"4 to 6\", \"dozens\" or {{\"low\":1,\"best\":2,\"high\":3}}");
        }

        var n = Check(long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture));
        if (match.Groups["m"].Success)
        {
            var m = Check(long.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture));
            return m < n ? throw new FormatException($"'{text}' runs backwards") : new Count(text, new Figure(n, null, m));
        }

        return match.Groups["form"].Value switch
        {
            "at least" => new Count(text, new Figure(n, n, null)),
            "more than" => new Count(text, new Figure(n + 1, null, null)),
            "at most" => new Count(text, new Figure(0, n, n)),
            "about" => new Count(text, new Figure(n, n, n), about: true),
            _ => Exactly(n),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int Check(long n) => n is >= 0 and <= Greatest
        ? (int)n
        : throw new FormatException($"{n.ToString(CultureInfo.InvariantCulture)} is no count: expected 0 to 100,000,000");

    [GeneratedRegex(@"^(?:(?<form>at least|more than|at most|about) (?<n>[0-9]{1,12})|(?<n>-?[0-9]{1,12})(?: to (?<m>[0-9]{1,12}))?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
