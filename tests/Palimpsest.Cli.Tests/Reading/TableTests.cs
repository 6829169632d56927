using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Cli.Tables;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Tests.Reading;

public sealed class TableTests
{
    private static readonly LocalDate FirstOfApril = new(2013, 4, 1);
    private static readonly LocalDate LastOfApril = new(2013, 4, 30);

    [Fact]
    public void Person_whose_death_is_disputed() =>
        Draw(View.Person, "person:said-al-shihri", "2013-04-12").ShouldBeApproved();

    [Fact]
    public void Person_in_80_columns() =>
        Draw(View.Person, "person:said-al-shihri", "2013-04-12", 80).ShouldBeApproved();

    [Fact]
    public void Person_who_claimed_an_attack() =>
        Draw(View.Person, "person:dzhokhar-tsarnaev", "2013-06-01").ShouldBeApproved();

    [Fact]
    public void Incident_told_anew() =>
        Draw(View.Incident, "incident:2013-04-06-qalat", "2013-04-12").ShouldBeApproved();

    [Fact]
    public void Incident_in_80_columns() =>
        Draw(View.Incident, "incident:2013-04-06-qalat", "2013-04-12", 80).ShouldBeApproved();

    [Fact]
    public void Faction_whose_merger_is_contested() =>
        Draw(View.Faction, "faction:jabhat-al-nusra", "2013-04-10").ShouldBeApproved();

    [Fact]
    public void Factions() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Factions }, "2013-04-30")).ShouldBeApproved();

    [Fact]
    public void People() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.People }, "2013-04-30")).ShouldBeApproved();

    [Fact]
    public void Incidents_of_Iraq() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Incidents, Country = "Iraq", From = FirstOfApril, To = LastOfApril }, "2013-04-30")).ShouldBeApproved();

    [Fact]
    public void Incidents_in_80_columns() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Incidents, Country = "Pakistan" }, "2013-04-30"), 80).ShouldBeApproved();

    [Fact]
    public void Killed_in_Iraq_in_April() =>
        Approval.Draw(FixtureRecord.Ask(
            new Question { View = View.Casualties, Country = "Iraq", From = FirstOfApril, To = LastOfApril, Outcome = Outcome.Killed, Policy = CasualtyPolicy.Envelope }, "2013-04-30")).ShouldBeApproved();

    [Fact]
    public void Killed_day_by_day() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Series, From = FirstOfApril, To = LastOfApril, Outcome = Outcome.Killed }, "2013-04-30")).ShouldBeApproved();

    [Fact]
    public void Casualties_by_month_and_country() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Series, By = SeriesPeriod.Month, Across = Dimension.Country }, "2013-06-01"), 100).ShouldBeApproved();

    [Fact]
    public void The_world_in_short() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.World, Country = "Iraq" }, "2013-06-01")).ShouldBeApproved();

    [Theory]
    [InlineData(0L, 0L, 0L, "")]
    [InlineData(0L, null, 0L, "→")]
    [InlineData(10L, 10L, 10L, "████████████████████████████████████████")]
    [InlineData(5L, 10L, 10L, "████████████████████░░░░░░░░░░░░░░░░░░░░")]
    [InlineData(1L, null, 80L, "▌→")]
    public void A_bar_is_as_long_as_its_figure(long low, long? high, long greatest, string bar) => SeriesTables.Bar(low, high, greatest).ShouldBe(bar);

    [Fact]
    public async Task Rows_for_a_spreadsheet_are_those_of_the_answer()
    {
        using var csv = new StringWriter();
        await Csv.WriteAsync(csv, FixtureRecord.Ask(new Question { View = View.Series, By = SeriesPeriod.Year, Across = Dimension.Country, Outcome = Outcome.Killed }, "2013-06-01").Belief);
        await Csv.WriteAsync(csv, FixtureRecord.Ask(new Question { View = View.World, Country = "Iraq" }, "2013-06-01").Belief);
        csv.ToString().ShouldBeApproved();
    }

    [Fact]
    public void Casualties_of_April() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Casualties, From = FirstOfApril, To = LastOfApril }, "2013-06-01")).ShouldBeApproved();

    [Fact]
    public void Casualties_in_80_columns() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Casualties, Country = "Afghanistan", From = new LocalDate(2013, 4, 17) }, "2013-06-01"), 80).ShouldBeApproved();

    [Fact]
    public void Claims() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Claims }, "2013-04-30")).ShouldBeApproved();

    [Fact]
    public void Explanation_of_a_disputed_death() =>
        Draw(View.Explanation, "person:said-al-shihri", "2013-04-12").ShouldBeApproved();

    [Fact]
    public void Explanation_of_an_incident_told_anew_in_80_columns() =>
        Draw(View.Explanation, "incident:2013-04-06-qalat", "2013-04-12", 80).ShouldBeApproved();

    [Fact]
    public void History_of_an_incident() =>
        Approval.Draw(console => HistoryTable.Draw(console, FixtureRecord.History("incident:2013-04-06-qalat"))).ShouldBeApproved();

    [Fact]
    public void Nothing_believed() =>
        Draw(View.Person, "person:nobody", "2013-04-12").ShouldBeApproved();

    [Fact]
    public void Found()
    {
        var found = new FoundBelief(false, "shehri", [new Found(SubjectKey.Parse("person:said-al-shihri"), "person", "Said al-Shihri", ["Said al-Shihri", "Sa`id al-Shehri"])]);
        Approval.Draw(FixtureRecord.Answer(new Question { View = View.Find, Text = "shehri" }, "2013-04-12", found)).ShouldBeApproved();
    }

    [Fact]
    public void Accounts_that_differ() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Incident, Key = SubjectKey.Parse("incident:2013-01-01-town") }, "2013-01-10", Accounts)).ShouldBeApproved();

    [Fact]
    public void Accounts_that_differ_in_an_envelope() =>
        Approval.Draw(FixtureRecord.Ask(
            new Question { View = View.Incident, Key = SubjectKey.Parse("incident:2013-01-01-town"), Policy = CasualtyPolicy.Envelope }, "2013-01-10", Accounts)).ShouldBeApproved();

    [Fact]
    public void Explanation_with_acts() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Explanation, Key = SubjectKey.Parse("incident:2013-01-01-town") }, "2013-01-10", Accounts)).ShouldBeApproved();

    [Fact]
    public void Explanation_with_edits() =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = View.Explanation, Key = SubjectKey.Parse("incident:2013-01-01-town") }, "2013-01-10", Edited)).ShouldBeApproved();

    [Fact]
    public void History_with_edits() =>
        Approval.Draw(console => HistoryTable.Draw(console, FixtureRecord.History("incident:2013-01-01-town", Edited))).ShouldBeApproved();

    [Fact]
    public void Incident_from_a_perspective() =>
        Approval.Draw(FixtureRecord.Ask(
            new Question
            {
                View = View.Incident,
                Key = SubjectKey.Parse("incident:2013-04-06-qalat"),
                Outlets = [SubjectKey.Parse("source:guardian"), SubjectKey.Parse("source:reuters")],
                MinReliability = Reliability.F,
                Party = SubjectKey.Parse("source:guardian"),
            },
            "2013-04-12")).ShouldBeApproved();

    [Fact]
    public void Nothing_believed_from_a_perspective() =>
        Approval.Draw(FixtureRecord.Ask(
            new Question { View = View.Incident, Key = SubjectKey.Parse("incident:2013-04-06-qalat"), MinReliability = Reliability.C }, "2013-04-12")).ShouldBeApproved();

    [Fact]
    public void Same_answer_draws_the_same_text() =>
        Draw(View.Incident, "incident:2013-04-06-qalat", "2013-04-12").ShouldBe(Draw(View.Incident, "incident:2013-04-06-qalat", "2013-04-12"));

    private static readonly IReadOnlyList<Recorded> Accounts = FixtureRecord.Of(
        Line("CasualtiesReported", "a", "bbc", "2013-01-02", """ "lines":[{"group":"villagers","class":"civilian","outcome":"killed","count":"more than 3","attackers":false}] """),
        Line("CasualtiesReported", "b", "ap", "2013-01-02", """ "lines":[{"group":"people","outcome":"killed","count":"4 to 6"},{"group":"bombers","class":"militant","outcome":"killed","count":"1","attackers":true}] """),
        Line("CasualtiesReported", "c", "afp", "2013-01-02", """ "lines":[{"group":"people","outcome":"killed","count":"about 12"}] """),
        Line("CasualtiesReported", "d", "afp", "2013-01-03", """ "revises":["c"],"lines":[{"group":"all","outcome":"killed","count":"9","total":true},{"group":"children","class":"civilian","outcome":"killed","count":"at least 2"}] """),
        Line("CircumstanceReported", "e", "bbc", "2013-01-02", """ "aspect":"manner","value":"a [red]bomb[/]" """),
        Line("CircumstanceReported", "f", "ap", "2013-01-02", """ "aspect":"manner","value":"rockets" """),
        Line("CircumstanceReported", "g", "afp", "2013-01-02", """ "aspect":"motive","value":"revenge" """),
        Line("CircumstanceReported", "h", "afp", "2013-01-20", """ "aspect":"motive","value":"ransom" """),
        Line("ResponsibilityClaimed", "i", "bbc", "2013-01-02", """ "by":"faction:reds","attributedTo":{"key":"faction:reds"} """),
        Line("ResponsibilityClaimed", "j", "bbc", "2013-01-03", """ "by":"faction:blues","attributedTo":{"key":"faction:blues"} """),
        """{"type":"AssertionDisputed","id":"k","target":"f","summary":"The BBC saw no rockets.","citations":[{"outlet":"source:bbc","publishedOn":"2013-01-04"}]}""",
        """{"type":"AssertionRetracted","id":"l","target":"g","summary":"AFP takes the motive back.","citations":[{"outlet":"source:afp","publishedOn":"2013-01-05"}]}""");

    private static readonly IReadOnlyList<Recorded> Edited = FixtureRecord.Of(
        Line("CircumstanceReported", "e", "bbc", "2013-01-02", """ "aspect":"manner","value":"a bomb" """),
        Line("CircumstanceReported", "f", "ap", "2013-01-02", """ "aspect":"manner","value":"rockets" """),
        $$"""{"type":"AssertionCorrected","id":"f-corrected","target":"f","content":{{Line("CircumstanceReported", "f", "ap", "2013-01-04", """ "aspect":"manner","value":"[red]rockets[/]","note":"misread before" """)}},"enteredBy":"ann","reason":"the later edition"}""",
        """{"type":"AssertionRegraded","id":"f-regraded","target":"f","after":"f-corrected","reliability":"B","credibility":2,"enteredBy":"bob","reason":"seen on film"}""",
        """{"type":"AssertionWithdrawn","id":"e-withdrawn","target":"e","enteredBy":"ann","reason":"of another town"}""",
        """{"type":"SubjectsMerged","id":"town-is-city","subject":"incident:2013-01-01-town","other":"incident:2013-01-01-city","enteredBy":"ann","reason":"one place"}""");

    private static string Line(string type, string id, string outlet, string publishedOn, string payload) => $$"""
        {"type":"{{type}}","id":"{{id}}","subject":"incident:2013-01-01-town","summary":"Report {{id}}.","citations":[{"outlet":"source:{{outlet}}","publishedOn":"{{publishedOn}}"}],{{payload}}}
        """;

    private static string Draw(View view, string key, string on, int width = Screen.Width) =>
        Approval.Draw(FixtureRecord.Ask(new Question { View = view, Key = SubjectKey.Parse(key) }, on), width);
}
