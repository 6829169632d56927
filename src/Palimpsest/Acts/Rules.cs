using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Acts;

/// <summary>Rules for single fields. Each yields what is wrong, and nothing if nothing is.</summary>
internal static class Rules
{
    public static IEnumerable<Finding> Id(string id)
    {
        if (id.Length is 0 or > 120 || !id.Split('.').All(Slug.IsValid))
        {
            yield return new Finding("id", $"'{Shorten(id)}' is no id: expected a-z, 0-9, hyphens and dots, at most 120 characters");
        }
    }

    public static IEnumerable<Finding> Kind(string field, SubjectKey? key, params SubjectKind[] kinds)
    {
        if (key is { } k && !kinds.Contains(k.Kind))
        {
            var expected = string.Join(" or ", kinds.Select(kind => kind.ToString().ToLowerInvariant() + ":"));
            yield return new Finding(field, $"'{k}' does not fit: expected {expected}");
        }
    }

    public static IEnumerable<Finding> Text(string field, string? text, int longest, bool required = false)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            yield return new Finding(field, required ? "is empty: expected a text" : "is empty: leave it out instead");
        }
        else if (text?.Length > longest)
        {
            yield return new Finding(field, $"has {text.Length} characters: expected at most {longest}");
        }
        else if (text?.Any(char.IsControl) == true)
        {
            yield return new Finding(field, "holds a control character");
        }
    }

    public static IEnumerable<Finding> Texts(string field, IReadOnlyList<string> texts, int longest) =>
        List(field, texts.Count, 100).Concat(texts.SelectMany((t, i) => Text($"{field}[{i}]", t, longest, required: true)));

    public static IEnumerable<Finding> List(string field, int count, int most)
    {
        if (count > most)
        {
            yield return new Finding(field, $"has {count} entries: expected at most {most}");
        }
    }

    /// <summary>A word of a controlled vocabulary: lower camel case.</summary>
    public static IEnumerable<Finding> Token(string field, string token)
    {
        if (token.Length is 0 or > 40 || !char.IsAsciiLetterLower(token[0]) || !token.All(char.IsAsciiLetterOrDigit))
        {
            yield return new Finding(field, $"'{Shorten(token)}' is no word of the vocabulary: expected lower camel case such as suicideBombing");
        }
    }

    public static IEnumerable<Finding> Attribution(Attribution? attributedTo)
    {
        if (attributedTo is { Key: null, Label: null })
        {
            yield return new Finding("attributedTo", "names nobody: expected a key or a label");
        }

        foreach (var finding in Kind("attributedTo.key", attributedTo?.Key, SubjectKind.Source, SubjectKind.Faction, SubjectKind.Person)
                     .Concat(Text("attributedTo.label", attributedTo?.Label, 200)))
        {
            yield return finding;
        }
    }

    public static IEnumerable<Finding> Place(string field, Place? place)
    {
        if (place is { Country: null, Region: null, Name: null })
        {
            yield return new Finding(field, "names no place: expected country, region or name");
        }

        foreach (var finding in Text($"{field}.country", place?.Country, 100)
                     .Concat(Text($"{field}.region", place?.Region, 200))
                     .Concat(Text($"{field}.name", place?.Name, 200)))
        {
            yield return finding;
        }
    }

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
