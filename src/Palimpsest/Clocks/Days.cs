using System.Globalization;
using NodaTime;

namespace Palimpsest.Clocks;

/// <summary>UTC days as spans of instants.</summary>
public static class Days
{
    /// <summary>The last instant of a UTC day, inclusive: one nanosecond before the next midnight.</summary>
    public static Instant EndOf(LocalDate day) => day.At(LocalTime.MaxValue).InUtc().ToInstant();

    /// <summary>The UTC day of an instant.</summary>
    public static LocalDate Of(Instant instant) => instant.InUtc().Date;

    /// <summary>ISO 8601, whatever the reader's culture: <c>2013-04-05</c>.</summary>
    public static string Iso(LocalDate day) => day.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);
}
