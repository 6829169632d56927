using Palimpsest.Json;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Facts;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>From an event to its rows: no database.</summary>
public class Rows_of_events
{
    private const string Citations = """ "citations":[{"outlet":"source:ap","publishedOn":"2013-04-07"},{"outlet":"source:x","publishedOn":"2013-04-01","role":"see"},{"outlet":"source:bbc","publishedOn":"2013-04-06T10:30:00.1234567Z"}] """;

    [Fact]
    public void A_report_is_a_fact_for_each_subject_and_carrying_citation() =>
        Of(FactProjection.Facts, $$"""{"type":"ResponsibilityClaimed","id":"c1","subject":"incident:2013-x","by":"faction:a","mentions":["person:p","faction:a"],"summary":"S.",{{Citations}}}""").ShouldBe(
        [
            $"{EventId.Of("c1")}|c1|responsibility_claimed|stream|incident:2013-x|0|true|2013-04-07T23:59:59.999999Z",
            $"{EventId.Of("c1")}|c1|responsibility_claimed|stream|incident:2013-x|2|true|2013-04-06T10:30:00.123456Z",
            $"{EventId.Of("c1")}|c1|responsibility_claimed|stream|faction:a|0|true|2013-04-07T23:59:59.999999Z",
            $"{EventId.Of("c1")}|c1|responsibility_claimed|stream|faction:a|2|true|2013-04-06T10:30:00.123456Z",
            $"{EventId.Of("c1")}|c1|responsibility_claimed|stream|person:p|0|false|2013-04-07T23:59:59.999999Z",
            $"{EventId.Of("c1")}|c1|responsibility_claimed|stream|person:p|2|false|2013-04-06T10:30:00.123456Z",
        ]);

    [Fact]
    public void Every_instant_from_which_it_is_known_is_an_arrival() =>
        Of(FactProjection.Arrivals, $$"""{"type":"ResponsibilityClaimed","id":"c1","subject":"incident:2013-x","by":"faction:a","summary":"S.",{{Citations}}}""").ShouldBe(
            ["2013-04-07T23:59:59.999999Z|c1", "2013-04-01T23:59:59.999999Z|c1", "2013-04-06T10:30:00.123456Z|c1"]);

    [Fact]
    public void A_speaker_that_is_no_source_is_named() =>
        Of(FactProjection.Links, $$"""{"type":"ResponsibilityClaimed","id":"c1","subject":"incident:2013-x","by":"faction:a","attributedTo":{"key":"faction:a"},"summary":"S.",{{Citations}}}""").ShouldBe(
            ["c1|speaks|faction:a"]);

    [Fact]
    public void An_act_is_a_fact_of_the_stream_that_it_stands_in()
    {
        var act = $$"""{"type":"AssertionRetracted","id":"r1","target":"c1","summary":"S.",{{Citations}}}""";

        Of(FactProjection.Facts, act).Select(r => r[(r.IndexOf("retracted", StringComparison.Ordinal) + 10)..]).ShouldBe(
            ["stream|stream|0|true|2013-04-07T23:59:59.999999Z", "stream|stream|2|true|2013-04-06T10:30:00.123456Z"]);
        Of(FactProjection.Links, act).ShouldBe(["r1|target|c1"]);
    }

    [Fact]
    public void A_described_source_holds_always() =>
        Of(FactProjection.Facts, """{"type":"SourceDescribed","id":"s1","subject":"source:ap","name":"AP"}""").ShouldBe([$"{EventId.Of("s1")}|s1|source_described|stream|stream|0|true|-infinity"]);

    [Fact]
    public void Links_are_what_a_report_revises_affirms_and_disputes() =>
        Of(FactProjection.Links, $$"""{"type":"StrengthReported","id":"s1","subject":"faction:a","count":3,"summary":"S.","revises":["a","b"],"affirms":["c"],"disputes":["a","a"],{{Citations}}}""")
            .ShouldBe(["s1|revises|a", "s1|revises|b", "s1|affirms|c", "s1|disputes|a"]);

    [Fact]
    public void Names_come_first_and_aliases_after()
    {
        const string Described = $$""" "id":"d1","name":"N","aliases":["M","L"],"summary":"S.",{{Citations}}} """;

        Of(FactionsProjection.Names, """{"type":"FactionDescribed","subject":"faction:a",""" + Described)
            .ShouldBe(["0|faction:a|N| n ~an |2013-04-06T10:30:00.123456Z", "1|faction:a|M| m ~am |2013-04-06T10:30:00.123456Z", "2|faction:a|L| l ~al |2013-04-06T10:30:00.123456Z"]);
        Of(PeopleProjection.Names, """{"type":"PersonDescribed","subject":"person:p",""" + Described).Count.ShouldBe(3);
        Of(PeopleProjection.Names, """{"type":"FactionDescribed","subject":"faction:a",""" + Described).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2013-04", "2013-04-01|2013-04-30")]
    [InlineData("../2012-11", "|2012-11-30")]
    [InlineData("0001/9999", "0001-01-01|9999-12-31")]
    public void An_incident_has_its_earliest_and_latest_day(string occurred, string days) =>
        Of(IncidentsProjection.Reports, $$"""{"type":"IncidentReported","id":"i1","subject":"incident:2013-x","kind":"bombing","place":{"country":"Iraq"},"partOf":"incident:2013-y","occurred":"{{occurred}}","summary":"S.",{{Citations}}}""")
            .ShouldBe([$"incident:2013-x|bombing|IRAQ||incident:2013-y|{days}|2013-04-06T10:30:00.123456Z"]);

    [Fact]
    public void An_account_is_a_row_for_each_line() =>
        Of(CasualtiesProjection.Accounts, $$"""{"type":"CasualtiesReported","id":"k1","subject":"incident:2013-x","lines":[{"group":"soldiers","class":"securityForce","outcome":"killed","count":"at least 7"},{"group":"bombers","outcome":"killed","count":1,"attackers":true}],"summary":"S.",{{Citations}}}""")
            .ShouldBe(["0|incident:2013-x|killed|securityForce|7|7|||2013-04-06T10:30:00.123456Z", "1|incident:2013-x|killed|unknown|1|1|1|true|2013-04-06T10:30:00.123456Z"]);

    [Theory]
    [InlineData("ResponsibilityClaimed", "faction:a", "claimed")]
    [InlineData("ResponsibilityAttributed", "faction:a", "attributed")]
    [InlineData("ResponsibilityDenied", "faction:a", "denied")]
    [InlineData("ResponsibilityConceded", "faction:a", "conceded")]
    [InlineData("NoClaimKnown", "", "noClaimKnown")]
    public void A_claim_is_a_row(string type, string by, string stance) =>
        Of(ClaimsProjection.Reports, $$"""{"type":"{{type}}","id":"c1","subject":"incident:2013-x",{{(by.Length > 0 ? $"\"by\":\"{by}\"," : "")}}"summary":"S.",{{Citations}}}""")
            .ShouldBe([$"incident:2013-x|{by}|{stance}|2013-04-06T10:30:00.123456Z"]);

    [Fact]
    public void Event_ids_are_for_ever() => EventId.Of("2013-04-06-qalat-casualties").ToString().ShouldBe("bf568a6b-04d6-5aed-8ead-eb37bf6eb742");

    private static List<string> Of(RowTable table, string line) => [.. table.Rows(RecordJson.Read(line), "stream").Select(r => string.Join('|', r))];
}
