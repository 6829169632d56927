using System.Globalization;
using NodaTime;

namespace Palimpsest.Clocks;

/// <summary>
/// A date as a source gives it: Extended Date/Time Format, level 1 (Library of Congress, 2019; ISO 8601-2),
/// without times of day. From the text follow the earliest and the latest day, both inclusive;
/// <see langword="null"/> is an open or unknown end. <c>~</c>, <c>?</c> and <c>%</c> qualify and do not move the bounds.
/// Seasons (<c>2013-21</c> to <c>2013-24</c>) are the northern meteorological ones. Equality is that of the text.
/// </summary>
public sealed record Edtf
{
    private Edtf(string text, LocalDate? earliest, LocalDate? latest)
    {
        Text = text;
        Earliest = earliest;
        Latest = latest;
    }

    /// <summary>The text as given, in canonical form: no surrounding blanks.</summary>
    public string Text { get; }

    /// <summary>The earliest possible day, inclusive; null if the start is open or unknown.</summary>
    public LocalDate? Earliest { get; }

    /// <summary>The latest possible day, inclusive; null if the end is open or unknown.</summary>
    public LocalDate? Latest { get; }

    /// <summary>Reads an EDTF level 1 date or interval.</summary>
    /// <exception cref="FormatException">The text is no such date; the message says what was expected.</exception>
    public static Edtf Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 40)
        {
            throw new FormatException("an EDTF date has at most 40 characters");
        }

        if (TryParseDay(text, out var exact))
        {
            return new Edtf(text, exact, exact);
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            var (earliest, latest) = ParseDate(text, text);
            return new Edtf(text, earliest, latest);
        }

        var (start, _) = ParseEnd(text[..slash], text);
        var (_, end) = ParseEnd(text[(slash + 1)..], text);
        if (start is null && end is null)
        {
            throw new FormatException($"'{text}' has no date at either end");
        }

        if (start > end)
        {
            throw new FormatException($"'{text}' ends before it starts");
        }

        return new Edtf(text, start, end);
    }

    /// <summary>One day, exactly.</summary>
    public static Edtf Day(LocalDate day) => Parse(day.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public bool Equals(Edtf? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    // What most dates are; whatever is no such day is looked at closely, and told what is wrong with it.
    private static bool TryParseDay(ReadOnlySpan<char> text, out LocalDate day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 1
            || !int.TryParse(text[5..7], NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12
            || !int.TryParse(text[8..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return false;
        }

        day = new LocalDate(year, month, number);
        return true;
    }

    private static (LocalDate? Earliest, LocalDate? Latest) ParseEnd(string part, string whole) =>
        part is "" or ".." ? (null, null) : Both(ParseDate(part, whole));

    private static (LocalDate?, LocalDate?) Both((LocalDate Earliest, LocalDate Latest) bounds) => bounds;

    private static (LocalDate Earliest, LocalDate Latest) ParseDate(string part, string whole)
    {
        var date = part.Length > 0 && part[^1] is '~' or '?' or '%' ? part[..^1] : part;
        var fields = date.Split('-');
        if (fields.Length is < 1 or > 3 || fields[0].Length != 4 || fields.Skip(1).Any(f => f.Length != 2))
        {
            throw Expected(whole);
        }

        var (fromYear, toYear) = ParseYear(fields[0], whole);
        if (fields.Length == 1)
        {
            return (new LocalDate(fromYear, 1, 1), new LocalDate(toYear, 12, 31));
        }

        if (fromYear != toYear)
        {
            throw new FormatException($"'{whole}': digits may be left unspecified (X) from the right only");
        }

        if (fields[1] == "XX")
        {
            return fields.Length == 2 || fields[2] == "XX"
                ? (new LocalDate(fromYear, 1, 1), new LocalDate(fromYear, 12, 31))
                : throw new FormatException($"'{whole}': digits may be left unspecified (X) from the right only");
        }

        var month = Digits(fields[1], whole);
        if (fields.Length == 2 && month is >= 21 and <= 24)
        {
            var first = new LocalDate(fromYear, 3 * (month - 20), 1);
            return (first, first.PlusMonths(3).PlusDays(-1));
        }

        if (month is < 1 or > 12)
        {
            throw new FormatException($"'{whole}': {fields[1]} is no month (01 to 12) and no season (21 to 24)");
        }

        var lastDay = CalendarSystem.Iso.GetDaysInMonth(fromYear, month);
        if (fields.Length == 2 || fields[2] == "XX")
        {
            return (new LocalDate(fromYear, month, 1), new LocalDate(fromYear, month, lastDay));
        }

        var day = Digits(fields[2], whole);
        if (day < 1 || day > lastDay)
        {
            throw new FormatException($"'{whole}' does not exist: {fields[0]}-{fields[1]} has {lastDay} days");
        }

        var exact = new LocalDate(fromYear, month, day);
        return (exact, exact);
    }

    private static (int From, int To) ParseYear(string year, string whole)
    {
        var specified = year.TrimEnd('X');
        if (specified.Length is < 2)
        {
            throw new FormatException($"'{whole}': at most the last two digits of a year may be unspecified (19XX, 201X)");
        }

        var from = Digits(specified.PadRight(4, '0'), whole);
        var to = Digits(specified.PadRight(4, '9'), whole);
        return from < 1 ? throw new FormatException($"'{whole}': years run from 0001 to 9999") : (from, to);
    }

    private static int Digits(string text, string whole) =>
        text.All(char.IsAsciiDigit) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : throw Expected(whole);

    private static FormatException Expected(string whole) => new(
        $"'{whole}' is no EDTF level 1 date: expected such as 2013-04-05, 2013-04, 2013, 2013-04-05~, 2013-04-05?, 2013-04-XX, ../2012-11 or 2013-04-05/2013-04-06");
}
