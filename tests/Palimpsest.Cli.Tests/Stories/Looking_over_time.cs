using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>What was believed over time, drawn or for programs.</summary>
[Collection(nameof(CommandLine))]
public sealed class Looking_over_time(CommandLine journal)
{
    [Fact]
    public async Task A_timeline_is_the_same_again_by_its_token()
    {
        var database = await journal.FixtureAsync();
        var first = await journal.AskTextAsync(database, "believed", "person", "said-al-shihri", "--on", "2013-04-12", "--timeline");
        var answer = JsonNode.Parse(first)!;
        var token = answer["token"]!.GetValue<string>();
        (await journal.AskTextAsync(database, "believed", "person", "--at", token)).ShouldBe(first);
        (await journal.AskTextAsync(database, "believed", "person", "said-al-shihri", "--timeline", "--at", token)).ShouldBe(first);
        answer["stretches"]!.AsArray().Where(s => Text(s!["kind"]) == "lifeStatus").Select(s => (Text(s!["from"]), s["until"]?.GetValue<string>(), Text(s["belief"]))).ShouldBe(
            [("2013-01-23", "2013-04-11", "reportedDead"), ("2013-04-11", null, "deathDisputed")]);
        var elsewhere = await journal.RunAsync(database, "believed", "faction", "--at", token);
        elsewhere.Exit.ShouldBe(2);
        elsewhere.Error.ShouldContain("the view");
    }

    [Fact]
    public async Task The_token_of_a_difference_of_one_subject_answers_again()
    {
        var database = await journal.FixtureAsync();
        var first = await journal.AskTextAsync(database, "diff", "person:said-al-shihri", "--from", "2013-01-22", "--to", "2013-04-12");
        (await journal.AskTextAsync(database, "diff", "--at", JsonNode.Parse(first)!["token"]!.GetValue<string>())).ShouldBe(first);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
