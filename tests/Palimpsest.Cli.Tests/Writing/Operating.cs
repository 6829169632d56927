using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Writing;

[Collection(nameof(CommandLine))]
public sealed class Operating(CommandLine cli)
{
    [Fact]
    public async Task What_is_exported_and_imported_elsewhere_is_exported_the_same()
    {
        var from = await cli.FixtureAsync();
        await cli.RunAsync(from, "retract", "2013-04-06-qalat-killed", "--summary", "x", "--outlet", "source:nyt", "--published", "2013-05-01", "--by", "bob", "--reason", "a letter");
        var to = await cli.EmptyAsync();
        using var folder = new Scratch();
        var file = folder.File("record.jsonl", "what it held before");

        (await cli.RunAsync(from, "export", file)).Exit.ShouldBe(0);
        var imported = await cli.RunAsync(to, "import", file, "--by", "carol");

        imported.Exit.ShouldBe(0, imported.Error);
        var lines = await cli.LinesAsync(to);
        lines.ShouldBe(await File.ReadAllLinesAsync(file, CommandLine.Ct));
        lines.Count.ShouldBe(CommandLine.Events + 1);
        lines[^1].ShouldEndWith("\"enteredBy\":\"bob\",\"reason\":\"a letter\"}");
        Directory.GetFiles(folder.Folder).ShouldBe([file]);
    }

    [Fact]
    public async Task An_export_may_be_of_an_earlier_record_and_goes_to_the_output()
    {
        var db = await cli.FixtureAsync();

        var sources = File.ReadLines(Path.Combine(CommandLine.Fixture, "00-sources.jsonl")).Count(line => line.Length > 0);
        var ran = await CommandLine.RunProcessAsync("", "export", "--recorded", $"{sources + 7}", "--db", db);

        using var folder = new Scratch();
        var first = folder.File("first.jsonl");
        (await cli.RunAsync(db, "export", first, "--recorded", $"{sources}")).Exit.ShouldBe(0);

        // The number lies inside the second file's commit, so the record as of it ends with the first.
        ran.Exit.ShouldBe(0, ran.Error);
        ran.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(await File.ReadAllLinesAsync(first, CommandLine.Ct));
    }

    [Fact]
    public async Task An_export_into_nowhere_leaves_nothing_behind()
    {
        var db = await cli.FixtureAsync();
        using var folder = new Scratch();

        var ran = await cli.RunAsync(db, "export", folder.Folder);

        ran.Exit.ShouldBe(3);
        ran.Error.ShouldContain("is a folder");
        Directory.GetFileSystemEntries(folder.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_is_sound_before_and_after_a_rebuild()
    {
        var db = await cli.FixtureAsync();

        var rebuilt = await cli.RunAsync(db, "rebuild");
        var verified = await cli.RunAsync(db, "verify");

        rebuilt.Exit.ShouldBe(0, rebuilt.Error);
        rebuilt.Out.ShouldContain($"facts: {CommandLine.Events:N0} events");
        verified.Exit.ShouldBe(0, verified.Error);
        verified.Out.ShouldBe($"{CommandLine.Events:N0} events: the record is sound, and every view follows from it.\n");
    }

    [Fact]
    public async Task A_view_that_differs_is_found_and_rebuilt()
    {
        var db = await cli.FixtureAsync();
        await CommandLine.AskAsync<int>(db, "delete from palimpsest.fact where id = '2013-04-06-qalat-killed'");

        var verified = await cli.RunAsync(db, "verify", "--format", "json");
        var rebuilt = await cli.RunAsync(db, "rebuild", "facts", "--format", "json");
        var again = await cli.RunAsync(db, "verify");

        verified.Exit.ShouldBe(1);
        var report = JsonNode.Parse(verified.Out)!;
        ((bool)report["sound"]!, (string)report["findings"]![0]!["where"]!).ShouldBe((false, "facts"));
        ((string)JsonNode.Parse(rebuilt.Out)!["views"]![0]!["view"]!).ShouldBe("facts");
        again.Exit.ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_view_is_refused()
    {
        var ran = await cli.RunAsync(["rebuild", "everything"]);

        ran.Exit.ShouldBe(2);
        ran.Error.ShouldContain("'everything' is no view: expected facts,");
    }

    [Fact]
    public async Task The_state_of_the_embedded_database_is_told()
    {
        var table = await cli.RunAsync(["db", "status", "--data", cli.Postgres.Home]);
        var json = await cli.RunAsync(["db", "status", "--format", "json", "--data", cli.Postgres.Home]);
        var started = await cli.RunAsync(["db", "start", "--data", cli.Postgres.Home]);

        table.Exit.ShouldBe(0);
        table.Out.ShouldContain("runs as user");
        var status = JsonNode.Parse(json.Out)!;
        ((bool)status["running"]!, (string)status["runUser"]!).ShouldBe((true, cli.Postgres.Server.RunUser));
        started.Out.ShouldContain("runs already");
    }

    [Fact]
    public async Task Of_a_folder_without_a_database_it_is_told_that_there_is_none()
    {
        using var folder = new Scratch();

        var status = await cli.RunAsync(["db", "status", "--data", folder.Folder]);
        var stop = await cli.RunAsync(["db", "stop", "--data", folder.Folder]);

        status.Out.ShouldContain("not made yet");
        stop.Out.ShouldContain("nothing to stop");
    }

    [Theory]
    [InlineData(2, "is no connection string", "verify", "--db", "Nonsense=1;Password=sesame")]
    [InlineData(2, "palimpsest db works on the embedded one", "db", "stop", "--db", "Host=localhost;Password=sesame")]
    [InlineData(3, "Failed to connect", "export", "--db", "Host=127.0.0.1;Port=1;Username=ann;Password=sesame")]
    public async Task No_message_says_a_password(int exit, string message, params string[] args)
    {
        var ran = await cli.RunAsync(args);

        ran.Exit.ShouldBe(exit);
        ran.Error.ShouldContain(message);
        ran.Error.ShouldNotContain("sesame");
    }
}
