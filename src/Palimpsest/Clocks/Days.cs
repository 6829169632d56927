using NodaTime;
using NodaTime.Text;

namespace Palimpsest.Clocks;

/// <summary>UTC days as spans of instants.</summary>
public static class Days
{
    /// <summary>The last instant of a UTC day, inclusive: one nanosecond before the next midnight.</summary>
    public static Instant EndOf(LocalDate day) => day.At(LocalTime.MaxValue).InUtc().ToInstant();

    /// <summary>The UTC day of an instant.</summary>
    public static LocalDate Of(Instant instant) => instant.InUtc().Date;

    /// <summary>The day, if its year is one that the record can hold: 0001 to 9999.</summary>
    /// <exception cref="FormatException">It is not; the message quotes the text.</exception>
    public static LocalDate Check(LocalDate day, string text) => day.Year is >= 1 and <= 9999
        ? day
        : throw new FormatException($"'{text}': years run from 0001 to 9999");

    /// <summary>An instant in UTC such as <c>2013-04-12T10:00:00Z</c>.</summary>
    /// <exception cref="FormatException">Not one, or beyond the years that the record can hold.</exception>
    public static Instant ParseInstant(string text)
    {
        var instant = InstantPattern.ExtendedIso.Parse(text);
        if (!instant.Success)
        {
            throw new FormatException($"'{text}' is no instant: expected such as 2013-04-12T10:00:00Z");
        }

        Check(Of(instant.Value), text);
        return instant.Value;
    }

    /// <summary>ISO 8601, whatever the reader's culture: <c>2013-04-05</c>.</summary>
    public static string Iso(LocalDate day) => day.Year is < 0 or > 9999
        ? LocalDatePattern.Iso.Format(day)
        : string.Create(10, day, static (text, day) =>
        {
            (text[4], text[7]) = ('-', '-');
            Write(text[..4], day.Year);
            Write(text[5..7], day.Month);
            Write(text[8..], day.Day);
        });

    private static void Write(Span<char> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--, number /= 10)
        {
            text[i] = (char)('0' + (number % 10));
        }
    }
}
