using NodaTime;

namespace Palimpsest.Clocks;

/// <summary>
/// When a publication could first be read: an EDTF date (a UTC day, a month, a closed interval) or an instant in UTC.
/// It counts from its latest bound: the end of the last possible day, or the instant itself.
/// An open end is refused, since nothing could ever be said to have been known from then.
/// </summary>
public sealed record PublicationDate
{
    private PublicationDate(string text, LocalDate earliest, Instant countsFrom)
    {
        Text = text;
        EarliestDay = earliest;
        CountsFrom = countsFrom;
    }

    /// <summary>The text as given.</summary>
    public string Text { get; }

    /// <summary>The earliest possible UTC day of publication, inclusive.</summary>
    public LocalDate EarliestDay { get; }

    /// <summary>From this instant on, inclusive, a reader could have known it.</summary>
    public Instant CountsFrom { get; }

    /// <summary>Reads <c>2013-04-05</c>, <c>2013-04</c>, <c>2013-05-16/2013-05-31</c> or <c>2013-04-05T10:30:00Z</c>.</summary>
    /// <exception cref="FormatException">Not such a date, or one with an open end.</exception>
    public static PublicationDate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 40)
        {
            throw new FormatException("a date has at most 40 characters");
        }

        if (text.Contains('T', StringComparison.Ordinal))
        {
            var instant = Days.ParseInstant(text);
            return new PublicationDate(text, Days.Of(instant), instant);
        }

        var edtf = Edtf.Parse(text);
        if (edtf.Earliest is not { } earliest || edtf.Latest is not { } latest)
        {
            throw new FormatException($"'{text}' has an open end: a publication date needs both bounds");
        }

        return new PublicationDate(text, earliest, Days.EndOf(latest));
    }

    /// <inheritdoc/>
    public bool Equals(PublicationDate? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
