namespace Palimpsest.Cli.Tests.Stories;

/// <summary>A report published years ago and entered today: the published axis moves from its date on, the record axis from now on.</summary>
[Collection(nameof(CommandLine))]
public sealed class Entering_late(CommandLine journal)
{
    private const string Person = "person:naimatullah-mehsud";

    [Fact]
    public async Task Beliefs_change_from_its_date_on_and_by_the_earlier_number_nothing_does()
    {
        var database = await journal.FixtureAsync();
        string[] before = ["believed", "person", Person, "--on", "2013-04-05"];
        string[] after = ["believed", "person", Person, "--on", "2013-04-08"];
        var (earlier, later) = (await journal.AskTextAsync(database, before), await journal.AskTextAsync(database, after));
        var number = (await journal.AskAsync(database, after))["horizon"]!["sequence"]!.ToString();
        var tokens = new[] { earlier, later }.Select(Token).ToList();

        var report = await journal.RunAsync(
            database, "report", "DeathDisputed", "--subject", Person, "--id", "entered-late", "--field", "basis=denial", "--summary", "His group denied that he was dead.",
            "--occurred", "2013-04-07", "--outlet", "source:dawn", "--published", "2013-04-07", "--by", "late editor");
        report.Exit.ShouldBe(0, report.Error);

        (await journal.AskAsync(database, after))["lifeStatus"]!.ToString().ShouldBe("deathDisputed");
        (await journal.AskAsync(database, before))["lifeStatus"]!.ToString().ShouldBe("noReport");
        (await journal.AskAsync(database, ["believed", "person", Person, "--on", "2013-04-06"]))["lifeStatus"]!.ToString().ShouldBe("reportedDead");

        (await journal.AskTextAsync(database, [.. after, "--recorded", number])).ShouldBe(later);
        (await journal.AskTextAsync(database, [.. before, "--recorded", number])).ShouldBe(earlier);
        (await journal.AskTextAsync(database, "believed", "person", Person, "--at", tokens[0])).ShouldBe(earlier);
        (await journal.AskTextAsync(database, "believed", "person", Person, "--at", tokens[1])).ShouldBe(later);
    }

    [Fact]
    public async Task A_token_of_every_view_gives_the_same_bytes_after_more_is_recorded()
    {
        var database = await journal.FixtureAsync();
        string[][] questions =
        [
            ["believed", "faction", "faction:isi", "--on", "2013-04-10"],
            ["believed", "person", Person, "--on", "2013-04-10"],
            ["believed", "incident", "incident:2013-04-06-qalat", "--on", "2013-04-12", "--policy", "envelope", "--with-attackers"],
            ["believed", "factions", "--on", "2013-04-10"],
            ["believed", "people", "--on", "2013-04-10"],
            ["believed", "incidents", "--on", "2013-04-10", "--country", "Iraq"],
            ["believed", "casualties", "--on", "2013-05-01", "--country", "Pakistan", "--from", "2013-04-01", "--to", "2013-04-30", "--outcome", "killed", "--class", "civilian"],
            ["believed", "claims", "--on", "2013-05-01"],
            ["explain", "incident:2013-04-06-qalat", "--on", "2013-04-12"],
            ["find", "mehsud", "--on", "2013-04-12"],
        ];
        var answers = new List<string>();
        foreach (var question in questions)
        {
            answers.Add(await journal.AskTextAsync(database, question));
        }

        (await journal.RunAsync(
            database, "retract", "2013-04-06-qalat-incident", "--summary", "The paper took it back.", "--outlet", "source:nyt", "--published", "2013-04-07", "--by", "late editor"))
            .Exit.ShouldBe(0);
        (await journal.RunAsync(
            database, "report", "PersonDescribed", "--subject", Person, "--id", "renamed", "--field", "name=Naimat Mehsud", "--summary", "Another name.",
            "--outlet", "source:dawn", "--published", "2013-04-06", "--by", "late editor")).Exit.ShouldBe(0);

        foreach (var (question, answer) in questions.Zip(answers))
        {
            var subject = question.TakeWhile(w => !w.StartsWith("--", StringComparison.Ordinal)).ToArray();
            (await journal.AskTextAsync(database, [.. subject, "--at", Token(answer)])).ShouldBe(answer);
        }
    }

    [Fact]
    public async Task A_token_of_another_record_or_beyond_this_one_is_refused_and_so_is_a_differing_option()
    {
        var (one, other) = (await journal.FixtureAsync(), await journal.FixtureAsync());
        var token = Token(await journal.AskTextAsync(one, "believed", "person", Person, "--on", "2013-04-10"));

        var differing = await journal.RunAsync(one, "believed", "person", Person, "--at", token, "--on", "2013-04-11");
        differing.Exit.ShouldBe(2);
        differing.Error.ShouldContain("--on");

        // The other was copied with its record id, as a restored backup is; an imported one is another record.
        (await journal.RunAsync(other, "believed", "person", Person, "--at", token)).Exit.ShouldBe(0);
        var empty = await journal.EmptyAsync();
        (await journal.RunAsync(empty, "import", CommandLine.Fixture)).Exit.ShouldBe(0);
        var refused = await journal.RunAsync(empty, "believed", "person", Person, "--at", token);
        refused.Exit.ShouldBe(1);
        refused.Error.ShouldContain("of record");

        (await journal.RunAsync(
            one, "report", "NoClaimKnown", "--subject", "incident:2013-04-06-qalat", "--id", "tail", "--summary", "None.", "--outlet", "source:nyt", "--published", "2013-04-06", "--by", "e"))
            .Exit.ShouldBe(0);
        var ahead = Token(await journal.AskTextAsync(one, "believed", "person", Person, "--on", "2013-04-10"));
        var lost = await journal.RunAsync(other, "believed", "person", Person, "--at", ahead);
        lost.Exit.ShouldBe(1);
        lost.Error.ShouldContain("lost");
        (await journal.RunAsync(one, "believed", "person", Person, "--at", "nonsense")).Error.ShouldContain("not a token");
    }

    private static string Token(string answer) => System.Text.Json.Nodes.JsonNode.Parse(answer)!["token"]!.ToString();
}
