using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Writing;

[Collection(nameof(CommandLine))]
public sealed class Acting_on_reports(CommandLine cli)
{
    private const string Convoy = "2013-04-06-qalat-manner-convoy";

    private static readonly string[] Cited = ["--outlet", "source:nyt", "--published", "2013-04-20", "--by", "ann"];

    [Fact]
    public async Task A_revision_starts_from_the_older_report()
    {
        var db = await cli.FixtureAsync();

        var line = await EnterAsync(db, "revise", Convoy, "--field", "value=on foot", "--summary", "On foot after all.");

        line.ShouldBe("""
            {"type":"CircumstanceReported","id":"2013-04-06-qalat-manner-convoy-revised","subject":"incident:2013-04-06-qalat","aspect":"manner","value":"on foot","occurred":"2013-04-06","modality":"asserted","reliability":"F","credibility":6,"summary":"On foot after all.","citations":[{"outlet":"source:nyt","publishedOn":"2013-04-20","role":"carries"}],"revises":["2013-04-06-qalat-manner-convoy"],"enteredBy":"ann"}
            """);
    }

    [Fact]
    public async Task A_revision_by_somebody_else_is_recorded_with_a_warning()
    {
        var db = await cli.FixtureAsync();

        var ran = await cli.RunAsync(db, "revise", Convoy, "--summary", "x", "--outlet", "source:bbc", "--published", "2013-04-20", "--by", "ann");

        ran.Exit.ShouldBe(0);
        ran.Error.ShouldContain($"warning: revises: '{Convoy}' is the word of source:nyt, not of source:bbc");
    }

    [Fact]
    public async Task An_affirmation_copies_what_is_told_and_needs_its_own_citation()
    {
        var db = await cli.FixtureAsync();

        var uncited = await cli.RunAsync(db, "affirm", Convoy, "--by", "ann");
        var line = await EnterAsync(db, "affirm", Convoy);

        uncited.Exit.ShouldBe(1);
        uncited.Error.ShouldContain("citations: missing");
        var written = JsonNode.Parse(line)!;
        ((string)written["id"]!).ShouldBe($"{Convoy}-affirmed");
        ((string)written["value"]!).ShouldContain("convoy");
        written["affirms"]!.ToJsonString().ShouldBe($"[\"{Convoy}\"]");
    }

    [Fact]
    public async Task Disputes_and_retractions_aim_at_reports_and_at_each_other()
    {
        var db = await cli.FixtureAsync();

        var dispute = JsonNode.Parse(await EnterAsync(db, "dispute", Convoy, "--summary", "Not so.", "--attributed-to", "source:u-s-army"))!;
        var retraction = JsonNode.Parse(await EnterAsync(db, "retract", $"{Convoy}-disputed", "--summary", "So after all.", "--attributed-to", "source:u-s-army"))!;

        ((string)dispute["type"]!, (string)dispute["target"]!).ShouldBe(("AssertionDisputed", Convoy));
        ((string)retraction["type"]!, (string)retraction["id"]!).ShouldBe(("AssertionRetracted", $"{Convoy}-disputed-retracted"));
    }

    [Theory]
    [InlineData("revise")]
    [InlineData("affirm")]
    [InlineData("dispute")]
    [InlineData("retract")]
    public async Task An_unknown_target_is_refused(string verb)
    {
        var db = await cli.FixtureAsync();

        var ran = await cli.RunAsync(db, [verb, "no-such-report", "--summary", "x", .. Cited, "--format", "json"]);

        ran.Exit.ShouldBe(1);
        var outcome = JsonNode.Parse(ran.Out)!;
        ((bool)outcome["accepted"]!, outcome["number"]).ShouldBe((false, null));
        ((string)outcome["errors"]![0]!["message"]!).ShouldStartWith("'no-such-report' is not recorded");
        (await CommandLine.AskAsync<long>(db, "select max(seq) from palimpsest.record_clock")).ShouldBe(CommandLine.Events);
    }

    [Fact]
    public async Task An_act_is_revised_or_affirmed_by_nobody()
    {
        var db = await cli.FixtureAsync();
        await EnterAsync(db, "dispute", Convoy, "--summary", "Not so.");

        var ran = await cli.RunAsync(db, ["revise", $"{Convoy}-disputed", "--summary", "x", .. Cited]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("is no report");
    }

    private async Task<string> EnterAsync(string db, params string[] args)
    {
        var ran = await cli.RunAsync(db, [.. args, .. Cited]);
        ran.Exit.ShouldBe(0, ran.Error);
        return (await cli.LinesAsync(db))[^1];
    }
}
