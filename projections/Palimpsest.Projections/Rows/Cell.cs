using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Rows;

/// <summary>Values as PostgreSQL reads them from text, the same in an insert and in a COPY, whatever the settings of the session.</summary>
internal static class Cell
{
    /// <summary>Before every instant.</summary>
    public const string Always = "-infinity";

    /// <summary>Since when something holds; null: always.</summary>
    public static object Since(Instant? at) => at is { } published ? published : Always;

    // The pattern cuts what is finer than PostgreSQL holds, and does not round: what counts from the end of a day stays within it.
    private static readonly InstantPattern Microseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'ffffff'Z'");

    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        SubjectKey key => key.Value,
        LocalDate day => Days.Iso(day),
        Instant at => Microseconds.Format(at),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "no column holds it"),
    };
}
