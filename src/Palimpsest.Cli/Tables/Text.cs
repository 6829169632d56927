using System.Globalization;
using System.Text;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>Data as markup: what a source wrote can neither style the screen nor drive the terminal.</summary>
internal static class Text
{
    public const string None = "–";

    public const string Contested = "[yellow]contested[/]";

    /// <summary>Escaped; empty for null.</summary>
    public static string Of(string? data) => Markup.Escape(Plain(data ?? ""));

    public static string Of(Edtf? date) => Of(date?.Text);

    /// <summary>A key, without the prefix that its column or its company makes plain.</summary>
    public static string Slug(SubjectKey key) => Of(key.Slug);

    /// <summary>A key whole; a source, which is most often meant, by its slug.</summary>
    public static string Party(SubjectKey key) => key.Kind == SubjectKind.Source ? Of(key.Slug) : Of(key.Value);

    public static string Parties(IEnumerable<SubjectKey> keys) => string.Join(", ", keys.Select(Party));

    /// <summary>Name, region, country.</summary>
    public static string Of(Place? place) => Of(string.Join(", ", new[] { place?.Name, place?.Region, place?.Country }.Where(p => !string.IsNullOrEmpty(p))));

    /// <summary>A word of the record as people write it: <c>deathDisputed</c> is death disputed.</summary>
    public static string Word(string? word) => Of(PlainWord(word));

    /// <summary>The same, not escaped.</summary>
    public static string PlainWord(string? word)
    {
        var text = new StringBuilder();
        foreach (var c in word ?? "")
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return Plain(text.ToString());
    }

    public static string Word<T>(T value)
        where T : struct, Enum => Word(value.ToString());

    public static string Dim(string markup) => markup.Length == 0 ? "" : $"[dim]{markup}[/]";

    /// <summary>As the earlier writing on a palimpsest: legible, and struck.</summary>
    public static string Struck(string markup) => markup.Length == 0 ? "" : $"[dim strikethrough]{markup}[/]";

    public static string Bold(string markup) => markup.Length == 0 ? "" : $"[bold]{markup}[/]";

    /// <summary>The marks that apply, in one cell.</summary>
    public static string Marks(params string?[] marks) => string.Join(", ", marks.Where(m => !string.IsNullOrEmpty(m)));

    public static string If(bool applies, string mark) => applies ? mark : "";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Plural(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>Without control characters and marks that turn the writing direction; line breaks and tabs become blanks.</summary>
    public static string Plain(string data)
    {
        var plain = new StringBuilder(data.Length);
        foreach (var rune in data.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\r' or '\t' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                plain.Append(' ');
            }
            else if (category != UnicodeCategory.Control && rune.Value is not (0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF))
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString();
    }
}
