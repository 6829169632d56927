using NodaTime;
using NodaTime.Text;

namespace Palimpsest.Clocks;

/// <summary>
/// X, the belief axis: an instant, or a UTC day that stands for its end.
/// Everything published at or before <see cref="At"/> could be known.
/// </summary>
public sealed record BelievedOn
{
    private BelievedOn(string text, Instant at)
    {
        Text = text;
        At = at;
    }

    /// <summary>The text as given: <c>2013-04-12</c> or <c>2013-04-12T10:00:00Z</c>.</summary>
    public string Text { get; }

    /// <summary>The last instant that is known, inclusive.</summary>
    public Instant At { get; }

    /// <summary>The end of a UTC day.</summary>
    public static BelievedOn EndOf(LocalDate day) => new(Days.Iso(day), Days.EndOf(day));

    /// <summary>An instant.</summary>
    public static BelievedOn From(Instant at) => new(InstantPattern.ExtendedIso.Format(at), at);

    /// <summary>Reads a day or an instant.</summary>
    /// <exception cref="FormatException">Neither; the message says what was expected.</exception>
    public static BelievedOn Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 40)
        {
            throw new FormatException("a date has at most 40 characters");
        }

        if (text.Contains('T', StringComparison.Ordinal))
        {
            return new BelievedOn(text, Days.ParseInstant(text));
        }

        var day = LocalDatePattern.Iso.Parse(text);
        return day.Success
            ? EndOf(Days.Check(day.Value, text))
            : throw new FormatException($"'{text}' is no day of the calendar: expected such as 2013-04-12 or 2013-04-12T10:00:00Z");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
