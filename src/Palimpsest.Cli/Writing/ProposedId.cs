using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Writing;

/// <summary>
/// An id for who gives none: date, subject and type, then the outlet, then a number, until one is free.
/// Whoever enters the very same again gets the id of the first time, so that it is known and not recorded twice.
/// </summary>
internal static class ProposedId
{
    // An id has at most 120 characters; the outlet and a number follow the stem.
    private const int LongestStem = 80;

    // What tells two reports of a type on one subject apart.
    private static readonly string[] Telling = ["aspect", "participant", "person", "by", "to", "newFaction"];

    public static async Task<string> ForAsync(Draft draft, string? stem, FindRecorded find)
    {
        var first = Cut(stem ?? Stem(draft));
        if (first.Length == 0)
        {
            // The line lacks what makes an id, and will be refused for that.
            return "unnamed";
        }

        var outlet = (Citation(draft)?["outlet"] as JsonValue)?.ToString() is { } key && SubjectKey.TryParse(key, out var source) ? source.Slug : null;
        var second = outlet is null ? first : $"{first}-{(outlet.Length > 30 ? outlet[..30].TrimEnd('-') : outlet)}";
        string[] candidates = [first, second, .. Enumerable.Range(2, 98).Select(n => string.Create(CultureInfo.InvariantCulture, $"{second}-{n}"))];
        var taken = (await find(candidates)).ToDictionary(r => r.Event.Id, r => r.Event, StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (!taken.TryGetValue(candidate, out var recorded))
            {
                return candidate;
            }

            draft.Line["id"] = candidate;
            if (NativeReader.Read(1, Encoding.UTF8.GetBytes(draft.Line.ToJsonString(RecordJson.Options))).Event is { } same && RecordJson.Same(recorded, same))
            {
                return candidate;
            }
        }

        throw new FindingsException(new Acts.Finding("--id", $"no free id like {first} was found: give one"));
    }

    private static string Stem(Draft draft)
    {
        if (draft.Text(RecordJson.Discriminator) is not { } type || draft.Text("subject") is not { } text || !SubjectKey.TryParse(text, out var subject))
        {
            return "";
        }

        // An incident's key begins with its date already; our description of a source has none.
        var date = subject.Kind switch
        {
            SubjectKind.Incident => null,
            SubjectKind.Source => "source",
            _ => draft.Text("occurred") ?? (Citation(draft)?["publishedOn"] as JsonValue)?.ToString() ?? (Citation(draft)?["via"]?["publishedOn"] as JsonValue)?.ToString(),
        };
        var told = Telling.Select(draft.Text).FirstOrDefault(t => t is not null);
        return Slugged(string.Join('-', new[] { date?.Split('/')[0].TrimEnd('~', '?', '%'), subject.Slug, told?[(told.IndexOf(':', StringComparison.Ordinal) + 1)..], Word(type) }
            .Where(part => !string.IsNullOrEmpty(part))));
    }

    private static string? Word(string type) => type switch
    {
        "CircumstanceReported" => null,
        "CasualtiesReported" => "casualties",
        "NoClaimKnown" => "no-claim",
        _ => Slugged(type).Replace("responsibility-", "", StringComparison.Ordinal).Replace("-reported", "", StringComparison.Ordinal)
            .Replace("-named", "", StringComparison.Ordinal).Replace("-issued", "", StringComparison.Ordinal)
            .Replace("person-", "", StringComparison.Ordinal).Replace("faction-", "", StringComparison.Ordinal).Replace("source-", "", StringComparison.Ordinal),
    };

    private static JsonObject? Citation(Draft draft) => draft.Line["citations"] is JsonArray { Count: > 0 } citations ? citations[0] as JsonObject : null;

    // Camel case becomes words; what is no letter or digit becomes one hyphen.
    private static string Slugged(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.IsAsciiLetterUpper(c) && slug.Length > 0 && slug[^1] != '-' ? "-" : "").Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    private static string Cut(string stem) => stem.Length > LongestStem ? stem[..LongestStem].TrimEnd('-', '.') : stem;
}
