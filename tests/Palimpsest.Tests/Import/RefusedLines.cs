using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

/// <summary>Lines that are events, and that the rules refuse: which field is named, and what is said.</summary>
public class RefusedLines
{
    private const string Citation = "\"citations\":[{\"outlet\":\"source:afp\",\"publishedOn\":\"2013-04-06\"}]";

    public static TheoryData<string, string, string> Bad => new()
    {
        // What it names must stand before it.
        { Disputed, "target", "'qalat-killed' is not recorded; a target must stand before the act that aims at it" },
        { Retraction.With("\"target\":\"qalat-killed\"", "\"target\":\"qalat-retracted\""), "target", "cannot aim at itself" },
        { Incident.With("\"kind\"", "\"revises\":[\"nobody\"],\"kind\""), "revises", "'nobody' is not recorded" },
        { Incident.With("\"kind\"", "\"affirms\":[\"nobody\"],\"kind\""), "affirms", "'nobody' is not recorded" },
        { Incident.With("\"kind\"", "\"disputes\":[\"qalat-incident\"],\"kind\""), "disputes", "names itself" },

        // Citations.
        { Incident.With(Citation, "\"citations\":[]"), "citations", "missing: whatever is recorded says where it can be read" },
        { Incident.With("\"publishedOn\":\"2013-04-06\"", "\"publishedOn\":\"2013-04-06\",\"role\":\"see\""), "citations", "at least one must carry the report" },
        { Incident.With(",\"publishedOn\":\"2013-04-06\"", ""), "citations[0].publishedOn", "neither the citation nor the publication that carries it (via) has a date" },
        { Incident.With("\"outlet\":\"source:afp\"", "\"outlet\":\"faction:afp\""), "citations[0].outlet", "expected source:" },
        { Casualties.With("source:ctc-sentinel", "person:ctc-sentinel"), "citations[0].via.outlet", "expected source:" },
        { Person.With("https://example.org/1", "javascript:alert(1)"), "citations[0].url", "expected http:// or https://" },
        { Person.With("https://example.org/1", "example.org"), "citations[0].url", "is no web address" },
        { Person.With("https://example.org/1", """https://example.org/\u0000"""), "citations[0].url", "is no web address" },
        { Person.With("https://example.org/1", "https://example.org/" + new string('a', 2000)), "citations[0].url", "at most 2000 characters" },

        // Keys of the wrong kind.
        { Incident.With("\"subject\":\"incident:2013-04-06-qalat\"", "\"subject\":\"person:qalat\""), "subject", "'person:qalat' does not fit: expected incident:" },
        { Person.With("\"subject\":\"person:said-al-shihri\"", "\"subject\":\"faction:aqap\""), "subject", "expected person:" },
        { Merger.With("\"faction:jabhat-al-nusra\"", "\"person:al-julani\""), "parties[1]", "expected faction:" },
        { Incident.With("\"kind\"", "\"partOf\":\"incident:2013-04-06-qalat\",\"kind\""), "partOf", "an incident is no part of itself" },
        { Incident.With("\"kind\"", "\"attributedTo\":{\"key\":\"incident:2013-04-06-qalat\"},\"kind\""), "attributedTo.key", "expected source: or faction: or person:" },
        { Incident.With("\"kind\"", "\"attributedTo\":{},\"kind\""), "attributedTo", "names nobody" },
        { Source.With("source:afp", "person:afp"), "subject", "expected source:" },

        // Payload.
        { Incident.With("\"occurred\":\"2013-04-06\",", ""), "occurred", "an incident has a date, however vague" },
        { Incident.With("suicideBombing", "suicide bombing"), "kind", "expected lower camel case" },
        { Incident.With("{\"name\":\"Qalat\",\"region\":\"Zabul\",\"country\":\"Afghanistan\"}", "{}"), "place", "names no place" },
        { Person.With("39", "200"), "age", "200 is no age: expected 0 to 130 years" },
        { Merger.With(",\"faction:jabhat-al-nusra\"", ""), "parties", "between at least two factions" },
        { Merger.With("\"subject\":\"faction:isi\"", "\"subject\":\"faction:aqap\""), "parties", "the subject faction:aqap is not among them" },

        // Casualty accounts.
        { Casualties.With("\"count\":3", "\"count\":3,\"total\":true").With("\"count\":2", "\"count\":2,\"total\":true"), "lines[0].total", "an outcome has one total" },
        { Casualties.With("\"count\":3", "\"count\":3,\"within\":\"civilians\"").With("\"count\":2", "\"count\":2,\"within\":\"soldiers\""), "lines[0].within", "'soldiers' would contain itself" },
        { Casualties.With("\"count\":3", "\"count\":3,\"within\":\"soldiers\""), "lines[0].within", "'soldiers' would contain itself" },
        { Casualties.With("\"count\":3", "\"count\":3,\"within\":\"police\""), "lines[0].within", "'police' is no group of the same outcome" },
        { Casualties.With("\"count\":3", "\"count\":3,\"total\":true,\"within\":\"civilians\""), "lines[0].within", "a total is within nothing" },
        { Casualties.With("\"civilians\"", "\"soldiers\""), "lines[0].group", "'soldiers' stands twice for the same outcome" },
        { Casualties.With(Slice(Casualties, "\"lines\":[", "],\"occurred\""), "\"lines\":[],\"occurred\""), "lines", "an account has at least one line" },
        { Casualties.With("\"lines\":[", "\"lines\":[" + Many(200)), "lines", "has 202 entries: expected at most 200" },

        // Texts and ids.
        { Incident.With("A bomb went off.", new string('a', 2001)), "summary", "has 2001 characters: expected at most 2000" },
        { Incident.With("A bomb went off.", "  "), "summary", "is empty: expected a text" },
        { Incident.With("A bomb went off.", """A bomb\u0000went off."""), "summary", "holds a control character" },
        { Incident.With("A bomb went off.", """A bomb\nwent off."""), "summary", "holds a control character" },
        { Incident.With("\"kind\"", """ "verbatim":["three","\u001b[2J"],"kind" """), "verbatim[1]", "holds a control character" },
        { Source.With("Agence France-Presse", ""), "name", "is empty: expected a text" },
        { Incident.With("\"qalat-incident\"", "\"Qalat incident\""), "id", "'Qalat incident' is no id: expected a-z, 0-9, hyphens and dots" },
        { Incident.With("\"qalat-incident\"", "\"\""), "id", "is no id" },
        { Incident.With("\"kind\"", "\"enteredBy\":\"" + new string('a', 201) + "\",\"kind\""), "enteredBy", "has 201 characters: expected at most 200" },
        { Incident.With("\"kind\"", """ "enteredBy":"a\u0007","kind" """), "enteredBy", "holds a control character" },
        { Incident.With("\"kind\"", "\"enteredBy\":\" \",\"kind\""), "enteredBy", "author missing" },
        { Incident.With("\"kind\"", "\"reason\":\"" + new string('a', 2001) + "\",\"kind\""), "reason", "at most 2000" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_line_that_breaks_a_rule_names_the_field_and_the_rule(string line, string field, string message)
    {
        var check = await CheckAsync(Source.With("afp-described", "first-line"), line);

        check.IsAccepted.ShouldBeFalse();
        check.Accepted.ShouldBeEmpty();
        check.Findings.ShouldContain(f => f.IsError && f.Line == 2 && f.Field == field && f.Message.Contains(message, StringComparison.Ordinal), check.Findings[0].ToString());
    }

    private static string Slice(string line, string from, string to)
    {
        var start = line.IndexOf(from, StringComparison.Ordinal);
        return line[start..(line.IndexOf(to, StringComparison.Ordinal) + to.Length)];
    }

    private static string Many(int n) => string.Concat(Enumerable.Range(0, n).Select(i => $$"""{"group":"g{{i}}","outcome":"killed","count":1},"""));
}
