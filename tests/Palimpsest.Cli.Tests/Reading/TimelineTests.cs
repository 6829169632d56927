using Palimpsest.Beliefs;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Tables;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Timelines;
using Palimpsest.Subjects;
using Spectre.Console;

namespace Palimpsest.Cli.Tests.Reading;

public sealed class TimelineTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(150)]
    public void Person_over_time(int width) => Draw("person:said-al-shihri", "2013-06-15", width).ShouldBeApproved($"Person_over_time_in_{width}_columns");

    [Theory]
    [InlineData(80)]
    [InlineData(150)]
    public void Incident_over_time(int width) => Draw("incident:2013-04-06-qalat", "2013-04-30", width).ShouldBeApproved($"Incident_over_time_in_{width}_columns");

    [Theory]
    [InlineData(80)]
    [InlineData(150)]
    public void Faction_over_time(int width) => Draw("faction:isi", "2013-04-30", width).ShouldBeApproved($"Faction_over_time_in_{width}_columns");

    [Theory]
    [InlineData(80)]
    [InlineData(150)]
    public void Faction_over_years(int width) => Draw("faction:ttp", "2026-01-01", width).ShouldBeApproved($"Faction_over_years_in_{width}_columns");

    [Fact]
    public void Figures_over_time() => Draw("incident:2013-01-01-town", "2013-01-20", 80, Events).ShouldBeApproved();

    [Fact]
    public void Everything_on_one_day() => Draw("incident:2013-01-01-town", "2013-01-02", 80, Events).ShouldBeApproved();

    [Fact]
    public void Nothing_over_time()
    {
        var drawn = Draw("person:nobody", "2013-01-02", 80, Events);
        drawn.ShouldContain("Nothing is believed of it");
        drawn.ShouldNotContain("changes");
    }

    [Theory]
    [InlineData("person:said-al-shihri")]
    [InlineData("incident:2013-04-06-qalat")]
    [InlineData("faction:jabhat-al-nusra")]
    [InlineData("faction:aqap")]
    [InlineData("faction:ttp")]
    public void Every_line_fits_and_every_stretch_has_a_mark(string key)
    {
        foreach (var (on, width) in new[] { ("2013-04-12", 60), ("2013-05-31", 80), ("2014-01-01", 117), ("2013-06-30", 230), ("9999-12-31", 80) })
        {
            var belief = (TimelineBelief)Ask(key, on).Belief;
            var lines = TimelinePicture.Draw(belief, width).Select(Markup.Remove).ToList();
            lines[..^1].ShouldAllBe(l => Strip.Length(l) <= width);
            lines.Count(l => l.Any(c => c is '├' or '╫')).ShouldBe(belief.Stretches.Select(s => s.Lane).Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Theory]
    [InlineData("2013-04-06", "2013-04-11", "2013-04-12", 60, "2013-04-06       04-08   04-09    04-10   04-11    04-12", false)]
    [InlineData("2013-04-06", "2013-04-06", "2013-04-06", 60, "2013-04-06                                        2013-04-06", false)]
    [InlineData("2013-01-23", "2013-04-11", "2013-06-15", 52, "2013-01-23      2013-03      2013-04       2013-05", true)]
    [InlineData("2001-05-01", "2013-04-11", "2013-06-15", 60, "2001-05-01   2004      2006      2008     2010      2012", false)]
    public void The_axis_says_days_months_or_years(string first, string last, string x, int width, string dates, bool stops)
    {
        var scale = TimelineScale.Of(Checked.Day(first), Checked.Day(last), Checked.Day(x), width);
        Markup.Remove(scale.Axis().Dates.ToMarkup()).TrimEnd().ShouldBe(dates);
        scale.Stops.ShouldBe(stops);
    }

    [Theory]
    [InlineData("near Qalat", 10, "near Qalat")]
    [InlineData("near Qalat", 8, "near Qa…")]
    [InlineData("near Qalat", 6, "near…")]
    [InlineData("near Qalat", 0, "")]
    [InlineData("漢字漢字", 6, "漢字…")]
    public void Text_is_cut_to_fit(string text, int room, string shown) => Strip.Cut(text, room).ShouldBe(shown);

    private static readonly IReadOnlyList<Recorded> Events = FixtureRecord.Of(
        Line("CasualtiesReported", "a", "bbc", "2013-01-02", """ "lines":[{"group":"people","outcome":"killed","count":"4 to 6"},{"group":"others","outcome":"wounded","count":"20"}] """),
        Line("CasualtiesReported", "b", "ap", "2013-01-04", """ "lines":[{"group":"people","outcome":"killed","count":"at least 12"}] """),
        Line("CasualtiesReported", "c", "afp", "2013-01-08", """ "lines":[{"group":"people","outcome":"killed","count":"16"}] """),
        Line("CasualtiesReported", "d", "bbc", "2013-01-12", """ "revises":["a"],"lines":[{"group":"people","outcome":"killed","count":{"low":10,"best":14,"high":15}}] """),
        Line("CircumstanceReported", "e", "bbc", "2013-01-02T10:00:00Z", """ "aspect":"manner","value":"a [red]bomb[/]" """),
        Line("CircumstanceReported", "f", "ap", "2013-01-02T12:00:00Z", """ "aspect":"manner","value":"rockets" """),
        Line("CircumstanceReported", "g", "afp", "2013-01-02", """ "aspect":"motive","value":"revenge" """),
        Line("ResponsibilityClaimed", "i", "bbc", "2013-01-02", """ "by":"faction:reds","attributedTo":{"key":"faction:reds"} """),
        Line("ResponsibilityClaimed", "j", "bbc", "2013-01-03", """ "by":"faction:blues","attributedTo":{"key":"faction:blues"} """),
        """{"type":"AssertionDisputed","id":"k","target":"c","summary":"The BBC counts fewer.","citations":[{"outlet":"source:bbc","publishedOn":"2013-01-10"}]}""",
        """{"type":"AssertionRetracted","id":"l","target":"g","summary":"AFP takes the motive back.","citations":[{"outlet":"source:afp","publishedOn":"2013-01-05"}]}""");

    private static string Line(string type, string id, string outlet, string publishedOn, string payload) => $$"""
        {"type":"{{type}}","id":"{{id}}","subject":"incident:2013-01-01-town","summary":"Report {{id}}.","citations":[{"outlet":"source:{{outlet}}","publishedOn":"{{publishedOn}}"}],{{payload}}}
        """;

    private static Answer Ask(string key, string on) => FixtureRecord.Ask(Of(key), on);

    private static string Draw(string key, string on, int width) => Approval.Draw(Ask(key, on), width);

    private static string Draw(string key, string on, int width, IReadOnlyList<Recorded> events) => Approval.Draw(FixtureRecord.Ask(Of(key), on, events), width);

    private static Question Of(string key) => new() { View = View.Timeline, Key = SubjectKey.Parse(key) };
}
