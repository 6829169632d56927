using System.Text.Json;

namespace Palimpsest.Cli.Tests.Writing;

[Collection(nameof(CommandLine))]
public sealed class Importing_files(CommandLine cli)
{
    private const string Bbc = """
        "citations":[{"outlet":"source:bbc","publishedOn":"2013-04-02"}]
        """;

    private const string Sound = $$"""
        {"type":"NoClaimKnown","id":"a","subject":"incident:2013-a","summary":"Nobody claimed it.",{{Bbc}}}
        """;

    private const string Unsound = $$"""
        {"type":"NoClaimKnown","id":"b","subject":"incident:2013-a","occurred":"2013-13-01","summary":"Nobody claimed it.",{{Bbc}}}
        """;

    private const string Revision = $$"""
        {"type":"NoClaimKnown","id":"c","subject":"incident:2013-a","summary":"Still nobody.","revises":["a"],{{Bbc}}}
        """;

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        var db = await cli.EmptyAsync();

        var first = await cli.RunAsync(db, "import", CommandLine.Fixture);
        var second = await cli.RunAsync(db, "import", CommandLine.Fixture);

        first.Exit.ShouldBe(0);
        first.Out.ShouldContain($"{CommandLine.Files} files: {CommandLine.Events} new, 0 known");
        first.Error.ShouldMatch(@"01-april-1-to-14\.jsonl:\d+: warning: revises: '2013-04-06-qalat-manner-convoy' is the word of source:nyt");
        second.Exit.ShouldBe(0);
        second.Out.ShouldContain($"{CommandLine.Files} files: 0 new, {CommandLine.Events} known; nothing changed");
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(CommandLine.Events);
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.record_clock")).ShouldBe(CommandLine.Files);
        (await CommandLine.AskAsync<string>(db, "select distinct user_name from palimpsest.mt_events")).ShouldBe(Environment.UserName);
    }

    [Fact]
    public async Task Of_a_bad_file_nothing_is_recorded_and_the_message_names_file_line_and_field()
    {
        var db = await cli.EmptyAsync();
        using var folder = new Scratch();
        folder.File("1-good.jsonl", Sound);
        var bad = folder.File("2-bad.jsonl", Sound, "", Unsound, Revision);
        folder.File("3-good.jsonl", Revision);

        var ran = await cli.RunAsync(db, "import", folder.Folder, "--by", "ann");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain($"{bad}:3: occurred: '2013-13-01'");
        ran.Error.ShouldContain($"Refused: {bad}. The other files stand.");
        ran.Out.ShouldContain("2-bad.jsonl: refused for 1 error; nothing of it was recorded");
        (await cli.LinesAsync(db)).Select(Id).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_takes_later_files_in_the_light_of_earlier_ones()
    {
        var db = await cli.EmptyAsync();
        using var folder = new Scratch();
        folder.File("1.jsonl", Sound);
        folder.File("2.jsonl", Revision);

        var ran = await cli.RunAsync(db, "import", folder.Folder, "--dry-run");

        ran.Exit.ShouldBe(0);
        ran.Out.ShouldContain("2 files: 2 new, 0 known; a dry run: nothing was written");
        (await CommandLine.AskAsync<string>(db, "select to_regnamespace('palimpsest')::text")).ShouldBeNull();
    }

    [Fact]
    public async Task A_dry_run_makes_no_database()
    {
        using var folder = new Scratch();
        var home = Path.Combine(folder.Folder, "record");

        var ran = await cli.RunAsync(["import", folder.File("1.jsonl", Sound), "--dry-run", "--data", home]);

        ran.Exit.ShouldBe(0);
        Directory.Exists(home).ShouldBeFalse();
    }

    [Fact]
    public async Task The_summary_for_programs_tells_every_finding()
    {
        var db = await cli.EmptyAsync();
        using var folder = new Scratch();

        var ran = await cli.RunAsync(db, "import", folder.File("bad.jsonl", Unsound), "--format", "json");

        ran.Exit.ShouldBe(1);
        var summary = JsonDocument.Parse(ran.Out).RootElement;
        summary.GetProperty("new").GetInt32().ShouldBe(0);
        summary.GetProperty("refused")[0].GetString().ShouldEndWith("bad.jsonl");
        var finding = summary.GetProperty("files")[0].GetProperty("findings")[0];
        finding.GetProperty("line").GetInt32().ShouldBe(1);
        finding.GetProperty("field").GetString().ShouldBe("occurred");
        finding.GetProperty("isError").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_export_with_editor_acts_makes_the_same_record_elsewhere()
    {
        var edited = await cli.FixtureAsync();
        string[][] acts =
        [
            ["correct", "2013-04-06-qalat-killed", "--published", "2013-04-11"], ["regrade", "2013-04-06-qalat-killed", "--reliability", "B", "--credibility", "2"],
            ["withdraw", "2013-04-06-qalat-weapon"], ["reinstate", "2013-04-06-qalat-weapon"], ["correct", "2013-04-06-qalat-killed", "--summary", "Eight died."],
            ["merge", "faction:isi", "--into", "faction:jabhat-al-nusra"], ["separate", "faction:isi", "faction:jabhat-al-nusra"], ["merge", "source:nyt", "--into", "source:guardian"],
        ];
        foreach (var act in acts)
        {
            (await cli.RunAsync(edited, [.. act, "--by", "ann", "--reason", $"why we {act[0]}"])).Exit.ShouldBe(0);
        }

        using var folder = new Scratch();
        var (file, elsewhere) = (folder.File("all.jsonl"), await cli.EmptyAsync());
        (await cli.RunAsync(edited, "export", file)).Exit.ShouldBe(0);
        (await cli.RunAsync(elsewhere, "import", file, "--dry-run")).Out.ShouldContain($"{CommandLine.Events + acts.Length} new, 0 known");
        var imported = await cli.RunAsync(elsewhere, "import", file, "--by", "somebody else");
        var again = await cli.RunAsync(elsewhere, "import", file);

        imported.Exit.ShouldBe(0, imported.Error);
        again.Out.ShouldContain($"0 new, {CommandLine.Events + acts.Length} known");
        (await cli.LinesAsync(elsewhere)).ShouldBe(await File.ReadAllLinesAsync(file, CommandLine.Ct));
        (await File.ReadAllTextAsync(file, CommandLine.Ct)).ShouldContain("\"enteredBy\":\"ann\",\"reason\":\"why we separate\"");
        (await cli.RunAsync(elsewhere, "verify")).Exit.ShouldBe(0);
        (await cli.RunAsync(elsewhere, "import", folder.File("late.jsonl", (await File.ReadAllLinesAsync(file, CommandLine.Ct))[^3].Replace("\"id\":\"", "\"id\":\"late-", StringComparison.Ordinal))))
            .Error.ShouldContain("conflict: ann acted on");
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_refused()
    {
        var ran = await cli.RunAsync(["import", "/nowhere/at/all"]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("'/nowhere/at/all' does not exist");
    }

    private static string? Id(string line) => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString();
}
