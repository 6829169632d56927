using System.Buffers;
using System.Globalization;
using NodaTime;

namespace Palimpsest.Subjects;

/// <summary>What a key names.</summary>
public enum SubjectKind
{
    /// <summary>Something that happened, or was said to have.</summary>
    Incident,

    /// <summary>An armed group, party or organisation.</summary>
    Faction,

    /// <summary>A person.</summary>
    Person,

    /// <summary>Whoever speaks: an outlet, a government, an office.</summary>
    Source,
}

/// <summary>
/// The key of a subject and of its stream: kind, colon, lower-case ASCII slug of letters, digits and single hyphens, at most 120 characters:
/// <c>faction:aqap</c>. An incident's slug begins with its date: <c>incident:2013-04-06-qalat</c>. Ordinal equality and order.
/// </summary>
public readonly record struct SubjectKey : IComparable<SubjectKey>
{
    private readonly string? _value;

    private SubjectKey(string value, SubjectKind kind)
    {
        _value = value;
        Kind = kind;
    }

    /// <summary>The whole key.</summary>
    public string Value => _value ?? "";

    /// <summary>What it names.</summary>
    public SubjectKind Kind { get; }

    /// <summary>What stands after the colon.</summary>
    public string Slug => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">Not a key; the message says what was expected.</exception>
    public static SubjectKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.Length > 120)
        {
            throw Expected(text);
        }

        var kind = text.AsSpan(0, colon) switch
        {
            "incident" => SubjectKind.Incident,
            "faction" => SubjectKind.Faction,
            "person" => SubjectKind.Person,
            "source" => SubjectKind.Source,
            _ => throw Expected(text),
        };
        var slug = text.AsSpan(colon + 1);
        if (!Subjects.Slug.IsValid(slug))
        {
            throw Expected(text);
        }

        if (kind == SubjectKind.Incident && !BeginsWithDate(slug))
        {
            throw new FormatException($"'{text}' does not begin with a date that exists: expected such as incident:2013-04-06-qalat, incident:2013-04-… or incident:2013-…");
        }

        return new SubjectKey(text, kind);
    }

    /// <summary>Whether the text is a key at all.</summary>
    public static bool TryParse(string text, out SubjectKey key)
    {
        try
        {
            key = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            key = default;
            return false;
        }
    }

    /// <summary>Ordinal order.</summary>
    public static bool operator <(SubjectKey left, SubjectKey right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(SubjectKey left, SubjectKey right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(SubjectKey left, SubjectKey right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(SubjectKey left, SubjectKey right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(SubjectKey other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    // A year, a month if two digits follow, a day if two more do; and something to tell it by.
    private static bool BeginsWithDate(ReadOnlySpan<char> slug)
    {
        if (slug.Length < 6 || slug[4] != '-' || !int.TryParse(slug[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 1)
        {
            return false;
        }

        var rest = slug[5..];
        if (!TakeTwoDigits(ref rest, out var month))
        {
            return true;
        }

        return month is >= 1 and <= 12 && !rest.IsEmpty && (!TakeTwoDigits(ref rest, out var day) || (day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) && !rest.IsEmpty));
    }

    // A part of two digits, with the hyphen after it; nothing may be left then.
    private static bool TakeTwoDigits(ref ReadOnlySpan<char> rest, out int number)
    {
        number = 0;
        if (rest.Length < 2 || !char.IsAsciiDigit(rest[0]) || !char.IsAsciiDigit(rest[1]) || (rest.Length > 2 && rest[2] != '-'))
        {
            return false;
        }

        number = (10 * (rest[0] - '0')) + (rest[1] - '0');
        rest = rest[Math.Min(3, rest.Length)..];
        return true;
    }

    private static FormatException Expected(string text) => new(
        $"'{(text.Length > 120 ? text[..120] + "…" : text)}' is no key: expected incident:, faction:, person: or source: and a slug of a-z, 0-9 and hyphens, at most 120 characters");
}

/// <summary>The slugs of keys and ids.</summary>
public static class Slug
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Lower-case ASCII letters and digits, with single hyphens between them.</summary>
    public static bool IsValid(string text) => IsValid(text.AsSpan());

    /// <inheritdoc cref="IsValid(string)"/>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal)
        && !text.ContainsAnyExcept(Allowed);
}
