using System.Diagnostics;
using System.Runtime.Versioning;

namespace Palimpsest.Cli.Tests.Writing;

/// <summary>What a verb must not touch.</summary>
[Collection(nameof(CommandLine))]
[UnsupportedOSPlatform("windows")]
public sealed class Taking_care(CommandLine journal)
{
    [Theory]
    [InlineData("believed", "people")]
    [InlineData("find", "shihri")]
    [InlineData("history", "person:said-al-shihri")]
    [InlineData("verify")]
    [InlineData("export")]
    [InlineData("backup", "/tmp/never-written.palimpsest")]
    public async Task A_database_without_a_record_is_refused_by_what_reads_and_left_as_it_was(params string[] verb)
    {
        var foreign = await journal.EmptyAsync();
        var ran = await journal.RunAsync(foreign, verb);
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("holds no Palimpsest record");
        (await CommandLine.AskAsync<long>(foreign, "select count(*) from information_schema.schemata where schema_name = 'palimpsest'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_db_option_does_not_fall_back_to_the_embedded_database()
    {
        var ran = await journal.RunAsync(["believed", "people", "--db", ""]);
        ran.Exit.ShouldBe(2);
        ran.Error.ShouldContain("--db is empty");
    }

    [Fact]
    public async Task An_export_keeps_the_permissions_of_the_file_that_it_replaces()
    {
        using var folder = new Scratch();
        var file = folder.File("kept.jsonl", "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await journal.RunAsync(await journal.FixtureAsync(), "export", file)).Exit.ShouldBe(0);
        File.ReadLines(file).Count().ShouldBeGreaterThan(400);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task An_export_into_a_pipe_or_device_writes_to_it_and_does_not_replace_it()
    {
        using var folder = new Scratch();
        var pipe = Path.Combine(folder.Folder, "pipe");
        await Process.Start("mkfifo", [pipe]).WaitForExitAsync(CommandLine.Ct);
        var read = Task.Run(() => File.ReadAllTextAsync(pipe, CommandLine.Ct), CommandLine.Ct);
        (await journal.RunAsync(await journal.FixtureAsync(), "export", pipe)).Exit.ShouldBe(0);
        (await read).Split('\n').Length.ShouldBeGreaterThan(400);
        using var test = Process.Start("test", ["-p", pipe]);
        await test.WaitForExitAsync(CommandLine.Ct);
        test.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task An_export_into_a_folder_that_is_not_there_names_it()
    {
        var ran = await journal.RunAsync(await journal.FixtureAsync(), "export", "/nowhere/at/all.jsonl");
        ran.Exit.ShouldBe(3);
        ran.Error.Trim().ShouldBe("'/nowhere/at/all.jsonl': there is no folder '/nowhere/at'");
    }
}
