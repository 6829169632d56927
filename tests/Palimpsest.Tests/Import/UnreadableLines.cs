using System.Text;
using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

/// <summary>Lines that are no event at all: which field is named, and what is said.</summary>
public class UnreadableLines
{
    public static TheoryData<string, string, string> Bad => new()
    {
        // No JSON, or not the JSON of a line.
        { Incident[..^1], "", "not well-formed JSON" },
        { Incident.With("\"kind\":", "\"kind\"; "), "", "column 94: not well-formed JSON" },
        { Incident + "}", "", "not well-formed JSON" },
        { "type=IncidentReported", "", "column 2: not well-formed JSON" },
        { Incident.With("A bomb", "A \0 bomb"), "", "not well-formed JSON" },
        { Incident.With("A bomb", "A \t bomb"), "", "not well-formed JSON" },
        { "[" + Incident + "]", "", "an object {…} was expected, not a list […]" },
        { "\"IncidentReported\"", "", "an object {…} was expected, not a text" },
        { "null", "", "an object {…} was expected, not null" },
        { Incident.With("\"kind\":\"suicideBombing\"", "\"kind\":" + new string('[', 40) + new string(']', 40)), "", "nested deeper than 16 levels" },
        { new string('[', 500_000), "", "nested deeper than 16 levels" },
        { Incident.With("A bomb", """A \ud83d bomb"""), "", "half of a character" },
        { Incident.With("\"kind\"", """ "\udc00" """), "", "half of a character" },

        // Type.
        { Incident.With("\"type\":\"IncidentReported\",", ""), "type", "missing" },
        { "{}", "type", "missing" },
        { Incident.With("IncidentReported", "IncidentReport"), "type", "did you mean 'IncidentReported'?" },
        { Incident.With("IncidentReported", "incidentReported"), "type", "did you mean 'IncidentReported'?" },
        { Incident.With("IncidentReported", "Weather"), "type", "expected one of AllegianceDenied, AllegiancePledged," },
        { Incident.With("\"IncidentReported\"", "7"), "type", "a text was expected, not a number" },
        { Incident.With("\"IncidentReported\"", "null"), "type", "a text was expected, not null" },
        { Incident.With("\"type\":", "\"type\":\"NoClaimKnown\",\"type\":"), "type", "stands twice" },

        // Fields.
        { Incident.With("\"summary\":\"A bomb went off.\",", ""), "summary", "missing: IncidentReported needs it" },
        { """{"type":"CasualtiesReported","id":"x","subject":"incident:2013-x"}""", "lines", "needs lines, summary and citations" },
        { Casualties.With("\"outcome\":\"killed\",\"count\":3", "\"count\":3"), "lines[0].outcome", "missing: lines[0] needs it" },
        { Casualties.With("\"via\":{\"outlet\":\"source:ctc-sentinel\",", "\"via\":{"), "citations[0].via.outlet", "missing: via needs it" },
        { Incident.With("\"summary\"", "\"sumary\""), "sumary", "did you mean 'summary'?" },
        { Incident.With("\"publishedOn\"", "\"published\""), "citations[0].published", "'published' is no field of citations[0]" },
        { Incident.With("\"kind\":", "\"colour\":\"red\",\"kind\":"), "colour", "'colour' is no field of IncidentReported: expected one of affirms," },
        { Incident.With("\"kind\":", "\"$type\":\"NoClaimKnown\",\"kind\":"), "$type", "'$type' is no field of IncidentReported: expected one of affirms" },
        { Incident.With("\"kind\":", "\"$id\":\"1\",\"kind\":"), "$id", "did you mean 'id'?" },
        { Incident.With("\"kind\":", "\"party\":\"source:afp\",\"kind\":"), "party", "'party' is no field" },
        { Incident.With("\"kind\":", "\"kind\":\"raid\",\"kind\":"), "kind", "stands twice" },
        { Incident.With("\"outlet\":", "\"outlet\":\"source:ap\",\"outlet\":"), "citations[0].outlet", "stands twice" },
        { Incident.With("\"kind\":", "\"enteredBy\":\"a\",\"enteredBy\":\"b\",\"kind\":"), "enteredBy", "stands twice" },

        // Kinds of value.
        { Incident.With("\"A bomb went off.\"", "17"), "summary", "a text was expected, not a number" },
        { Incident.With("\"kind\":", "\"enteredBy\":7,\"kind\":"), "enteredBy", "a text was expected, not a number" },
        { Incident.With("\"kind\":", "\"reason\":null,\"kind\":"), "reason", "a text was expected, not null" },
        { Person.With("39", "\"39\""), "age", "a number was expected, not a text" },
        { Person.With("39", "39.5"), "age", "'39.5' is no whole number" },
        { Person.With("39", "1e400"), "age", "'1e400' is no whole number" },
        { Incident.With("\"place\":{\"name\":\"Qalat\",\"region\":\"Zabul\",\"country\":\"Afghanistan\"}", "\"place\":\"Qalat\""), "place", "an object {…} was expected, not a text" },
        { Incident.With("[{\"outlet\"", "{\"outlet\"").With("}]}", "}}"), "citations", "a list […] was expected, not an object {…}" },
        { Casualties.With("\"count\":3", "\"count\":3,\"total\":\"yes\""), "lines[0].total", "true or false was expected, not a text" },
        { Incident.With("\"2013-04-06\",\"summary\"", "20130406,\"summary\""), "occurred", "a text was expected, not a number" },

        // Null.
        { Incident.With("\"A bomb went off.\"", "null"), "summary", "is null: expected a value" },
        { Incident.With("\"incident:2013-04-06-qalat\"", "null"), "subject", "is null: expected a value" },
        { Incident.With("\"kind\":", "\"verbatim\":null,\"kind\":"), "verbatim", "leave the field out instead" },
        { Incident.With("\"kind\":", "\"verbatim\":[\"three\",null],\"kind\":"), "verbatim[1]", "is null: expected a value" },
        { Incident.With("\"kind\":", "\"revises\":[null],\"kind\":"), "revises[0]", "is null: expected a value" },
        { Incident.With("[{\"outlet\":\"source:afp\",\"publishedOn\":\"2013-04-06\"}]", "[null]"), "citations[0]", "is null: expected a value" },
        { Casualties.With("\"count\":3", "\"count\":null"), "lines[0].count", "is null: expected a value" },

        // Words of a codebook.
        { Casualties.With("\"killed\",\"count\":3", "\"dead\",\"count\":3"), "lines[0].outcome", "expected killed, wounded, abducted, missing, released" },
        { Casualties.With("\"killed\",\"count\":3", "\"Killed\",\"count\":3"), "lines[0].outcome", "'Killed' is unknown" },
        { Casualties.With("\"killed\",\"count\":3", "\"wounded, abducted\",\"count\":3"), "lines[0].outcome", "'wounded, abducted' is unknown" },
        { Casualties.With("\"killed\",\"count\":3", "0,\"count\":3"), "lines[0].outcome", "a text was expected, not a number" },
        { Incident.With("\"kind\":", "\"modality\":\"certain\",\"kind\":"), "modality", "expected asserted, alleged, purported, suspected, conceded" },
        { Incident.With("\"publishedOn\"", "\"role\":\"footnote\",\"publishedOn\""), "citations[0].role", "expected carries, see" },
        { Incident.With("\"kind\":", "\"reliability\":\"G\",\"kind\":"), "reliability", "expected A to F" },
        { Incident.With("\"kind\":", "\"reliability\":\"a\",\"kind\":"), "reliability", "expected A to F" },
        { Incident.With("\"kind\":", "\"credibility\":7,\"kind\":"), "credibility", "expected a number from 1 to 6" },
        { Incident.With("\"kind\":", "\"credibility\":\"2\",\"kind\":"), "credibility", "a number was expected, not a text" },

        // Dates.
        { Incident.With("\"occurred\":\"2013-04-06\"", "\"occurred\":\"6 April\""), "occurred", "is no EDTF level 1 date" },
        { Incident.With("\"occurred\":\"2013-04-06\"", "\"occurred\":\"2013-02-30\""), "occurred", "does not exist: 2013-02 has 28 days" },
        { Incident.With("\"occurred\":\"2013-04-06\"", "\"occurred\":\"2013-04-07/2013-04-06\""), "occurred", "ends before it starts" },
        { Incident.With("\"publishedOn\":\"2013-04-06\"", "\"publishedOn\":\"2013-04-06/..\""), "citations[0].publishedOn", "has an open end" },
        { Incident.With("\"publishedOn\":\"2013-04-06\"", "\"publishedOn\":\"2013-04-06T25:00:00Z\""), "citations[0].publishedOn", "is no instant" },
        { Incident.With("\"publishedOn\":\"2013-04-06\"", $"\"publishedOn\":\"T{new string('0', 900)}\""), "citations[0].publishedOn", "at most 40 characters" },

        // Counts.
        { Casualties.With("\"count\":3", "\"count\":-3"), "lines[0].count", "-3 is no count: expected 0 to 100,000,000" },
        { Casualties.With("\"count\":3", "\"count\":\"-3\""), "lines[0].count", "-3 is no count" },
        { Casualties.With("\"count\":3", "\"count\":3.5"), "lines[0].count", "expected a whole number" },
        { Casualties.With("\"count\":3", "\"count\":1e30"), "lines[0].count", "expected a whole number" },
        { Casualties.With("\"count\":3", "\"count\":99999999999"), "lines[0].count", "expected 0 to 100,000,000" },
        { Casualties.With("\"count\":3", "\"count\":\"9 to 4\""), "lines[0].count", "runs backwards" },
        { Casualties.With("\"count\":3", "\"count\":\"several\""), "lines[0].count", "'several' is no count: expected 3, \"at least 7\"" },
        { Casualties.With("\"count\":3", "\"count\":true"), "lines[0].count", "a number, a text such as" },
        { Casualties.With("\"count\":3", "\"count\":{\"best\":3}"), "lines[0].count", "expected {\"low\":1,\"best\":2,\"high\":3}" },
        { Casualties.With("\"count\":3", "\"count\":{\"low\":1,\"low\":3}"), "lines[0].count", "each once" },
        { Casualties.With("\"count\":3", "\"count\":{\"low\":1,\"high\":-3}"), "lines[0].count", "-3 is no count" },

        // Keys.
        { Incident.With("\"subject\":\"incident:2013-04-06-qalat\"", "\"subject\":\"Qalat\""), "subject", "'Qalat' is no key" },
        { Incident.With("\"subject\":\"incident:2013-04-06-qalat\"", "\"subject\":\"incident:2013-04-06-Qalat\""), "subject", "is no key" },
        { Incident.With("\"subject\":\"incident:2013-04-06-qalat\"", "\"subject\":\"incident:qalat\""), "subject", "does not begin with a date that exists" },
        { Incident.With("\"subject\":\"incident:2013-04-06-qalat\"", "\"subject\":\"event:2013-04-06-qalat\""), "subject", "expected incident:, faction:, person: or source:" },
        { Incident.With("\"subject\":\"incident:2013-04-06-qalat\"", $"\"subject\":\"person:{new string('a', 200)}\""), "subject", "at most 120 characters" },
        { Merger.With("\"faction:jabhat-al-nusra\"", "\"faction:Jabhat al-Nusra\""), "parties[1]", "is no key" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_line_that_is_no_event_names_the_field_and_what_was_expected(string line, string field, string message)
    {
        var read = (await ReadAsync(line)).ShouldHaveSingleItem();

        read.Event.ShouldBeNull();
        read.Error!.Field.ShouldBe(field);
        read.Error.Message.ShouldContain(message, Case.Sensitive);
        read.Error.Message.ShouldNotContain("Palimpsest.");
        read.Error.Message.ShouldNotContain("System.");
        read.Error.Message.Length.ShouldBeLessThan(1100);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_named_by_line_and_column()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Incident + "\né\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"\n" + Source)];

        var read = await ReadAsync(bytes);

        read.Select(l => (l.Number, l.Error?.Message)).ShouldBe([(1, null), (2, "column 3: the byte C3 is no UTF-8; save the file in that encoding"), (3, null)]);
    }

    [Fact]
    public async Task A_file_in_UTF16_is_called_so()
    {
        var read = await ReadAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Source)]);

        read[0].Error!.Message.ShouldContain("the file is UTF-16");
    }

    [Fact]
    public async Task What_a_line_says_cannot_drive_the_terminal_that_shows_its_error()
    {
        var read = await ReadAsync(Incident.With("\"kind\"", """ "\u001b[2J\u202e" """));

        read[0].Error!.Field.ShouldBe("\uFFFD[2J\uFFFD");
    }
}
