using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Writing;

[Collection(nameof(CommandLine))]
public sealed class Entering_reports(CommandLine cli)
{
    private static readonly string[] Cited = ["--outlet", "source:bbc", "--published", "2013-04-20", "--by", "ann"];

    private static readonly string[] Weapon =
    [
        "report", "circumstance-reported", "--subject", "incident:2013-04-06-qalat", "--field", "aspect=weapon", "--field", "value=2013",
        "--summary", "The bomb was in a car.", .. Cited,
    ];

    [Fact]
    public async Task A_report_is_recorded_under_a_proposed_id_and_known_the_second_time()
    {
        var db = await cli.FixtureAsync();

        var first = await cli.RunAsync(db, [.. Weapon, "--reason", "from the morning's papers"]);
        var second = await cli.RunAsync(db, [.. Weapon, "--format", "json"]);

        first.Exit.ShouldBe(0, first.Error);
        first.Out.ShouldBe($"Recorded as number {CommandLine.Events + 1}, by ann: CircumstanceReported 2013-04-06-qalat-weapon-bbc\n");
        var known = JsonNode.Parse(second.Out)!;
        ((bool)known["accepted"]!, (bool)known["known"]!, (long)known["number"]!, (string)known["id"]!).ShouldBe((true, true, CommandLine.Events + 1L, "2013-04-06-qalat-weapon-bbc"));
        (await cli.LinesAsync(db))[^1].ShouldBe("""
            {"type":"CircumstanceReported","id":"2013-04-06-qalat-weapon-bbc","subject":"incident:2013-04-06-qalat","aspect":"weapon","value":"2013","modality":"asserted","reliability":"F","credibility":6,"summary":"The bomb was in a car.","citations":[{"outlet":"source:bbc","publishedOn":"2013-04-20","role":"carries"}],"enteredBy":"ann","reason":"from the morning's papers"}
            """);
    }

    [Fact]
    public async Task A_dry_run_tells_the_line_and_writes_nothing()
    {
        var db = await cli.EmptyAsync();

        var ran = await cli.RunAsync(db, [.. Weapon, "--dry-run"]);

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain("a dry run: nothing was written");
        ran.Out.ShouldContain("\"id\":\"2013-04-06-qalat-weapon\"");
        (await CommandLine.AskAsync<string>(db, "select to_regnamespace('palimpsest')::text")).ShouldBeNull();
    }

    [Fact]
    public async Task Values_are_read_as_what_their_field_holds()
    {
        var line = await DryAsync(
            "report", "MergerAnnounced", "--id", "m", "--subject", "faction:a", "--summary", "They merge.", "--occurred", "2013", "--credibility", "2",
            "--field", "parties=faction:a", "--field", "parties=faction:b", "--field", "name=2013", "--mention", "person:x",
            "--attributed-to", "faction:a=A, the group", "--via-outlet", "source:ctc-sentinel", "--via-published", "2013-05-16/2013-05-31",
            "--citation", "outlet=source:afp,title=Bombs, and more,role=see,publishedOn=2013-04-21");

        line["parties"]!.ToJsonString().ShouldBe("""["faction:a","faction:b"]""");
        ((string)line["name"]!, (string)line["occurred"]!, (int)line["credibility"]!).ShouldBe(("2013", "2013", 2));
        ((string)line["attributedTo"]!["key"]!, (string)line["attributedTo"]!["label"]!).ShouldBe(("faction:a", "A, the group"));
        ((string)line["citations"]![0]!["via"]!["publishedOn"]!).ShouldBe("2013-05-16/2013-05-31");
        ((string)line["citations"]![1]!["title"]!, (string)line["citations"]![1]!["role"]!).ShouldBe(("Bombs, and more", "see"));
    }

    [Fact]
    public async Task A_casualty_account_is_given_line_by_line_as_pairs_or_json()
    {
        var line = await DryAsync(
            "report", "CasualtiesReported", "--id", "k", "--subject", "incident:2013-a", "--summary", "Dead.",
            "--line", "group=people, all told,outcome=killed,count=at least 7,total", "--line", """{"group":"police","class":"securityForce","outcome":"killed","count":2}""");

        line["lines"]!.ToJsonString().ShouldBe("""
            [{"group":"people, all told","class":"unknown","outcome":"killed","count":"at least 7","total":true},{"group":"police","class":"securityForce","outcome":"killed","count":2,"total":false}]
            """);
    }

    [Fact]
    public async Task A_whole_line_may_come_from_a_file_or_the_standard_input_with_options_over_it()
    {
        const string Line = """{"type":"NoClaimKnown","id":"n","subject":"incident:2013-a","summary":"Old.","citations":[{"outlet":"source:bbc","publishedOn":"2013-04-02"}],"enteredBy":"bob"}""";
        using var folder = new Scratch();
        using var nowhere = new Scratch();

        var fromFile = await cli.RunAsync(["report", "--file", folder.File("line.json", Line), "--summary", "New.", "--dry-run", "--data", Path.Combine(nowhere.Folder, "d")]);
        var fromInput = await CommandLine.RunProcessAsync(Line, "report", "--file", "-", "--dry-run", "--data", Path.Combine(nowhere.Folder, "d"));

        fromFile.Out.ShouldContain("Would be recorded, by bob");
        fromFile.Out.ShouldContain("\"summary\":\"New.\"");
        fromInput.Out.ShouldContain("\"summary\":\"Old.\"");
        fromInput.Exit.ShouldBe(0);
    }

    [Theory]
    [InlineData("report", "NoClaimKnown")]
    [InlineData("revise", "x")]
    [InlineData("affirm", "x")]
    [InlineData("dispute", "x")]
    [InlineData("retract", "x")]
    public async Task Nobody_enters_anything_unsigned(string verb, string what)
    {
        using var nowhere = new Scratch();
        var home = Path.Combine(nowhere.Folder, "d");

        var ran = await cli.RunAsync([verb, what, "--data", home]);

        ran.Exit.ShouldBe(2);
        ran.Error.ShouldStartWith("--by is missing");
        Directory.Exists(home).ShouldBeFalse();
    }

    [Theory]
    [InlineData("subject: missing", "report", "NoClaimKnown", "--summary", "x")]
    [InlineData("(--outlet and --published, or --citation)", "report", "NoClaimKnown", "--subject", "incident:2013-a", "--summary", "x", "--citation", "outlet=source:bbc,publishedOn=2013-04-02,role=see")]
    [InlineData("did you mean 'CasualtiesReported'", "report", "CasualtyReported", "--subject", "incident:2013-a", "--summary", "x")]
    [InlineData("occurred: '6 April'", "report", "NoClaimKnown", "--subject", "incident:2013-a", "--summary", "x", "--occurred", "6 April")]
    [InlineData("aspect: is given twice", "report", "CircumstanceReported", "--field", "aspect=a", "--field", "aspect=b")]
    [InlineData("--field: 'aspect' is no field with its value", "report", "CircumstanceReported", "--field", "aspect")]
    [InlineData("--line: 'seven' is no field of it", "report", "CasualtiesReported", "--line", "seven")]
    [InlineData("--json: not well-formed JSON", "report", "--json", "{\"type\":")]
    public async Task What_is_wrong_is_told_by_field_or_option(string message, params string[] args)
    {
        using var nowhere = new Scratch();

        var ran = await cli.RunAsync([.. args, "--by", "ann", "--dry-run", "--data", Path.Combine(nowhere.Folder, "d")]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(message);
        ran.Error.ShouldEndWith("Refused; nothing was recorded.\n");
    }

    [Fact]
    public async Task Help_tells_the_types_and_their_fields()
    {
        var all = await cli.RunAsync(["report", "--help"]);
        var one = await cli.RunAsync(["report", "CustodyReported", "--help"]);

        all.Exit.ShouldBe(0);
        all.Out.ShouldContain("LeaderNamed               person*, role*, scope, sole, since, until");
        all.Out.ShouldContain("Examples:");
        one.Out.ShouldContain("arrested | detained | captive | released | escaped");
    }

    private async Task<JsonNode> DryAsync(params string[] args)
    {
        using var nowhere = new Scratch();
        var ran = await cli.RunAsync([.. args, .. Cited, "--dry-run", "--data", Path.Combine(nowhere.Folder, "d")]);
        ran.Exit.ShouldBe(0, ran.Error);
        return JsonNode.Parse(ran.Out.Split('\n')[1])!;
    }
}
