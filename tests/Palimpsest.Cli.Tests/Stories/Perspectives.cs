using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>Who is heard, worked by hand: Peshawar's bombing of 16 April stands in Dawn that day and with RFE/RL the next.</summary>
[Collection(nameof(CommandLine))]
public sealed class Perspectives(CommandLine journal)
{
    private const string Peshawar = "incident:2013-04-16-peshawar";
    private const string Shihri = "person:said-al-shihri";
    private const string Qalat = "incident:2013-04-06-qalat";

    [Theory]
    [InlineData("2013-04-16", "", "2013-04-16", 1)]
    [InlineData("2013-04-16", "--outlet dawn", "2013-04-16", 1)]
    [InlineData("2013-04-16", "--outlet rfe-rl", null, 0)]
    [InlineData("2013-04-17", "--outlet source:rfe-rl", "2013-04-17", 1)]
    [InlineData("2013-04-17", "--outlet rfe-rl --outlet dawn", "2013-04-16", 2)]
    [InlineData("2013-04-17", "--outlet bbc", null, 0)]
    public async Task Through_an_outlet_a_report_counts_from_when_that_outlet_carried_it(string on, string outlets, string? countsFrom, int citations)
    {
        var answer = await journal.AskAsync(["believed", "incident", Peshawar, "--on", on, .. outlets.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        var reported = answer["incident"]?["assertions"]?[0];
        ((string?)reported?["countsFrom"], reported?["citations"]!.AsArray().Count ?? 0).ShouldBe((countsFrom, citations));
    }

    [Theory]
    [InlineData("", "deathDisputed")]
    [InlineData("--party yemeni-government", "reportedDead")]
    [InlineData("--party source:angola-press", "noReport")]
    [InlineData("--outlet ap", "reportedDead")]
    [InlineData("--min-reliability F", "deathDisputed")]
    [InlineData("--min-reliability D", "deathDisputed")]
    [InlineData("--min-reliability C", "noReport")]
    public async Task A_death_disputed_by_one_is_undisputed_to_who_hears_only_the_other(string perspective, string status) =>
        ((string)(await journal.AskAsync(["believed", "person", Shihri, "--on", "2013-04-12", .. perspective.Split(' ', StringSplitOptions.RemoveEmptyEntries)]))["lifeStatus"]!)
            .ShouldBe(status);

    [Fact]
    public async Task The_unjudged_stand_between_C_and_D()
    {
        var database = await journal.FixtureAsync();
        await GradeAsync(database, "2013-04-06-qalat-manner-foot", "C");
        await GradeAsync(database, "2013-04-06-qalat-weapon", "D");

        (await AspectsAsync(database, "C")).ShouldBe(["manner"]);
        (await AspectsAsync(database, "F")).ShouldBe(["location", "manner", "victims"]);
        (await AspectsAsync(database, "D")).ShouldBe(["location", "manner", "victims", "weapon"]);
        (await AspectsAsync(database, "A")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_view_takes_a_perspective_says_so_and_its_token_keeps_it()
    {
        var database = await journal.FixtureAsync();
        string[][] questions =
        [
            ["believed", "faction", "faction:isi"], ["believed", "person", Shihri], ["believed", "incident", Qalat], ["believed", "factions"], ["believed", "people"],
            ["believed", "incidents"], ["believed", "casualties"], ["believed", "claims"], ["explain", Qalat], ["find", "shihri"],
        ];
        string[] perspective = ["--outlet", "nyt", "--outlet", "ap", "--min-reliability", "f", "--on", "2013-04-12"];
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var answer = await journal.AskTextAsync(database, [.. question, .. perspective]);
            answers.Add(answer);
            JsonNode.Parse(answer)!["question"]!["outlets"]!.ToJsonString().ShouldBe("""["source:ap","source:nyt"]""");
            answer.ShouldNotBe(await journal.AskTextAsync(database, [.. question, "--on", "2013-04-12"]));
            (await journal.RunAsync(database, [.. question, .. perspective])).Out.ShouldContain("\nas heard through ap, nyt only · at reliability F or better\n");
        }

        await GradeAsync(database, "2013-04-06-qalat-manner-convoy", "E");
        foreach (var (question, answer) in questions.Zip(answers))
        {
            var token = JsonNode.Parse(answer)!["token"]!.ToString();
            (await journal.AskTextAsync(database, [.. question, "--at", token])).ShouldBe(answer);
            (await journal.AskTextAsync(database, [.. question, "--at", token, "--outlet", "ap", "--outlet", "nyt", "--outlet", "ap"])).ShouldBe(answer);
            var differing = await journal.RunAsync(database, [.. question, "--at", token, "--outlet", "ap", "--party", "ap"]);
            differing.Exit.ShouldBe(2);
            differing.Error.ShouldStartWith("--outlet, --party differ from what the token names");
        }
    }

    private async Task GradeAsync(string database, string id, string reliability) => (await journal.RunAsync(
        database, "regrade", id, "--reliability", reliability, "--credibility", "3", "--by", "ann", "--reason", "known for it")).Exit.ShouldBe(0);

    private async Task<IReadOnlyList<string>> AspectsAsync(string database, string least) =>
    [
        .. (await journal.AskAsync(database, ["believed", "incident", Qalat, "--on", "2013-04-12", "--min-reliability", least]))["circumstances"]!.AsArray()
            .Select(c => c!["aspect"]!.ToString()).Order(StringComparer.Ordinal),
    ];
}
