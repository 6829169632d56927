using System.Globalization;
using NodaTime;

namespace Palimpsest.Clocks;

/// <summary>UTC days as spans of instants.</summary>
public static class Days
{
    /// <summary>The last instant of a UTC day, inclusive: one nanosecond before the next midnight.</summary>
    public static Instant EndOf(LocalDate day) => day.PlusDays(1).AtMidnight().InUtc().ToInstant() - Duration.Epsilon;

    /// <summary>The UTC day of an instant.</summary>
    public static LocalDate Of(Instant instant) => instant.InUtc().Date;

    /// <summary>ISO 8601, whatever the reader's culture: <c>2013-04-05</c>.</summary>
    public static string Iso(LocalDate day) => day.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);
}
