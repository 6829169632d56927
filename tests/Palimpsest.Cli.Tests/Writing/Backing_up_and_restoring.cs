using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Npgsql;

namespace Palimpsest.Cli.Tests.Writing;

[Collection(nameof(CommandLine))]
[UnsupportedOSPlatform("windows")]
public sealed class Backing_up_and_restoring(CommandLine cli)
{
    private const string Schemas = "select count(*) from pg_namespace where nspname = 'palimpsest'";

    [Fact]
    public async Task A_citation_still_says_the_same_in_the_restored_record()
    {
        var from = await cli.FixtureAsync();
        var to = await cli.EmptyAsync();
        using var folder = new Scratch();
        var file = folder.File("record.palimpsest");
        string[] question = ["believed", "incident", "incident:2013-04-06-qalat", "--on", "2013-04-12"];
        var answer = await cli.AskTextAsync(from, question);
        var token = (string)JsonNode.Parse(answer)!["token"]!;

        var backup = await cli.RunAsync(from, "backup", file, "--format", "json");
        var restore = await cli.RunAsync(to, "restore", file, "--format", "json");

        backup.Exit.ShouldBe(0, backup.Error);
        restore.Exit.ShouldBe(0, restore.Error);
        var (made, restored) = (JsonNode.Parse(backup.Out)!, JsonNode.Parse(restore.Out)!);
        ((long)made["events"]!, (long)made["number"]!, (long)made["bytes"]!).ShouldBe((CommandLine.Events, CommandLine.Events, new FileInfo(file).Length));
        ((string)made["recordedAt"]!).ShouldMatch("^20.*Z$");
        foreach (var told in new[] { "record", "createdAt", "number", "recordedAt", "streams", "events", "commits", "sha256", "bytes" })
        {
            restored[told]!.ToJsonString().ShouldBe(made[told]!.ToJsonString(), told);
        }

        (await cli.AskTextAsync(to, [.. question, "--at", token])).ShouldBe(answer);
        (await cli.RunAsync(to, "verify")).Out.ShouldBe($"{CommandLine.Events:N0} events: the record is sound, and every view follows from it.\n");
        Directory.GetFiles(folder.Folder).ShouldBe([file]);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task It_is_said_in_one_line()
    {
        var from = await cli.FixtureAsync();
        using var folder = new Scratch();
        var file = folder.File("record.palimpsest");

        var backup = await cli.RunAsync(from, "backup", file);
        var check = await cli.RunAsync(["restore", file, "--dry-run", "--data", folder.File("nowhere")]);
        var restore = await cli.RunAsync(await cli.EmptyAsync(), "restore", file);

        backup.Out.ShouldMatch($"^Record [0-9a-f-]{{36}}, {CommandLine.Events:N0} events, up to record number {CommandLine.Events}: backed up to .*, [0-9,]+ bytes, in [0-9.]+ s\\.\n$");
        check.Out.ShouldEndWith(": the backup is whole; a dry run: nothing was written.\n");
        restore.Out.ShouldMatch(": restored in [0-9.]+ s\\.\n$");
        Directory.GetFileSystemEntries(folder.Folder).ShouldBe([file]);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_that_is_said()
    {
        var from = await cli.FixtureAsync();
        using var folder = new Scratch();
        var file = folder.File("record.palimpsest", "something dear");

        var refused = await cli.RunAsync(from, "backup", file);
        var kept = await File.ReadAllTextAsync(file, CommandLine.Ct);
        var forced = await cli.RunAsync(from, "backup", file, "--force");

        refused.Exit.ShouldBe(1);
        refused.Error.Trim().ShouldBe($"'{file}' is there already, and was left as it is; --force replaces it");
        kept.Trim().ShouldBe("something dear");
        forced.Exit.ShouldBe(0, forced.Error);
        (await cli.RunAsync(["restore", file, "--dry-run"])).Exit.ShouldBe(0);
        Directory.GetFiles(folder.Folder).ShouldBe([file]);
    }

    [Theory]
    [InlineData("-", 2, "is not written to the standard output")]
    [InlineData("/dev/null", 1, "is a device or a pipe")]
    [InlineData("/nowhere/at/all", 3, "there is no folder '/nowhere/at'")]
    public async Task A_backup_goes_into_a_file_and_nowhere_else(string file, int exit, string told)
    {
        var ran = await cli.RunAsync(await cli.FixtureAsync(), "backup", file, "--force");

        ran.Exit.ShouldBe(exit);
        ran.Error.ShouldContain(told);
    }

    [Fact]
    public async Task Where_there_is_no_record_nothing_is_made_to_be_backed_up()
    {
        using var folder = new Scratch();
        var (file, data) = (folder.File("record.palimpsest"), folder.File("data"));
        var foreign = await cli.EmptyAsync();

        foreach (var ran in new[] { await cli.RunAsync(foreign, "backup", file), await cli.RunAsync(["backup", file, "--data", data]) })
        {
            ran.Exit.ShouldBe(1);
            ran.Error.ShouldContain("holds no Palimpsest record: there is nothing to back up");
        }

        (await CommandLine.AskAsync<long>(foreign, Schemas)).ShouldBe(0);
        Directory.GetFileSystemEntries(folder.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_whole_backup_is_refused_before_a_database_is_looked_for()
    {
        using var folder = new Scratch();
        var (whole, half, text) = (folder.File("whole"), folder.File("half"), folder.File("text", "some text of more than twenty bytes"));
        (await cli.RunAsync(await cli.FixtureAsync(), "backup", whole)).Exit.ShouldBe(0);
        var bytes = await File.ReadAllBytesAsync(whole, CommandLine.Ct);
        await File.WriteAllBytesAsync(half, bytes[..(bytes.Length / 2)], CommandLine.Ct);

        foreach (var (file, told) in new[] { (half, "is damaged or not whole"), (text, "is no backup of a Palimpsest record"), (folder.Folder, "is a folder"), (folder.File("none"), "is not there") })
        {
            var ran = await cli.RunAsync(["restore", file, "--data", folder.File("data")]);
            ran.Exit.ShouldBe(1);
            ran.Error.ShouldContain(told);
        }

        Directory.Exists(folder.File("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_that_holds_a_record_is_named_and_left_alone()
    {
        var from = await cli.FixtureAsync();
        using var folder = new Scratch();
        var file = folder.File("record.palimpsest");
        (await cli.RunAsync(from, "backup", file)).Exit.ShouldBe(0);

        var ran = await cli.RunAsync(from, "restore", file);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain($"holds a record already: {await CommandLine.AskAsync<Guid>(from, "select id from palimpsest.record")}");
        ran.Error.ShouldContain("another one with --db, or another folder with --data");
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Interrupted_it_leaves_nothing_behind(string verb)
    {
        var from = await cli.FixtureAsync();
        var to = await cli.EmptyAsync();
        using var folder = new Scratch();
        var file = folder.File("record.palimpsest");
        if (verb == "restore")
        {
            (await cli.RunAsync(from, "backup", file)).Exit.ShouldBe(0);
        }

        // Held up by a lock that is never given, until it is interrupted.
        await using var held = new NpgsqlConnection(verb == "backup" ? from : to);
        await held.OpenAsync(CommandLine.Ct);
        await using var transaction = await held.BeginTransactionAsync(CommandLine.Ct);
        await using var hold = new NpgsqlCommand(verb == "backup" ? "lock table palimpsest.mt_events" : "select pg_advisory_xact_lock(5023711)", held);
        await hold.ExecuteNonQueryAsync(CommandLine.Ct);
        var start = new ProcessStartInfo("dotnet", [CommandLine.ProgramPath, verb, file, "--db", verb == "backup" ? from : to])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        while (await CommandLine.AskAsync<long>(from, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0)
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(20, CommandLine.Ct);
        }

        using (var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await interrupt.WaitForExitAsync(CommandLine.Ct);
        }

        await process.WaitForExitAsync(CommandLine.Ct);
        process.ExitCode.ShouldBe(130);
        (await process.StandardError.ReadToEndAsync(CommandLine.Ct)).ShouldContain("Stopped.");
        Directory.GetFiles(folder.Folder).ShouldBe(verb == "backup" ? [] : [file]);
        (await CommandLine.AskAsync<long>(to, Schemas)).ShouldBe(0);
    }
}
