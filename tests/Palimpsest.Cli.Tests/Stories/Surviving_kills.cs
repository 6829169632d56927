using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>
/// kill -9 of the program or of the database in the middle of work: afterwards every acknowledged act is there, no half act, and the record is sound.
/// Real processes on an embedded server of their own, which syncs as a user's does.
/// </summary>
[Collection(nameof(CommandLine))]
public sealed class Surviving_kills : IAsyncLifetime
{
    private const int Rounds = 2;
    private const int Lines = 4000;

    private readonly Scratch _files = new();
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"palimpsest-kill-{Path.GetRandomFileName()[..8]}");
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private readonly Random _random = new(20130406);

    public enum Victim
    {
        Program,
        Database,
    }

    private static CancellationToken Ct => CommandLine.Ct;

    public async ValueTask InitializeAsync() => await RunAsync("import", Path.Combine(CommandLine.Fixture, "00-sources.jsonl"), "--by", "ann");

    public async ValueTask DisposeAsync()
    {
        await CommandLine.RunProcessAsync("", "db", "stop", "--data", _data);
        Directory.Delete(_data, recursive: true);
        _files.Dispose();
    }

    [Theory]
    [InlineData(Victim.Program)]
    [InlineData(Victim.Database)]
    public async Task In_the_middle_of_an_import(Victim victim)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var prefix = $"imported-{round}";
            var file = _files.File($"{prefix}.jsonl", [.. Enumerable.Range(0, Lines).Select(i => Line($"{prefix}-{i}"))]);

            var ended = await InterruptAsync(victim, round % 2 == 0 ? AppendIsUnderWay : StagingIsUnderWay, "import", file, "--by", "ann");

            // All of it or nothing; all of it if it was acknowledged.
            var recorded = (await RecordedAsync()).Count(id => id.StartsWith(prefix, StringComparison.Ordinal));
            recorded.ShouldBe(ended ? Lines : recorded == 0 ? 0 : Lines);
            (await RunAsync("import", file, "--by", "ann")).Out.ShouldContain(recorded == 0 ? $"{Lines} new" : $"{Lines} known");
        }

        await ShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(Victim.Program)]
    [InlineData(Victim.Database)]
    public async Task In_the_middle_of_acts(Victim victim)
    {
        for (var round = 0; round < 2 * Rounds; round++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"acted-{round}");
            string[] act = ["report", "--json", Line(id), "--by", "ann"];

            var ended = await InterruptAsync(victim, round % 2 == 0 ? AppendIsUnderWay : Connected, act);

            if (ended)
            {
                _acknowledged.Add(id);
            }

            // Sent again it is recorded, or known: never twice.
            (await RunAsync(act)).Exit.ShouldBe(0);
            _acknowledged.Add(id);
            (await RecordedAsync()).Count(r => r == id).ShouldBe(1);
        }

        await ShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(Victim.Program)]
    [InlineData(Victim.Database)]
    public async Task In_the_middle_of_a_rebuild(Victim victim)
    {
        await RunAsync("import", _files.File("many.jsonl", [.. Enumerable.Range(0, Lines).Select(i => Line($"many-{i}"))]), "--by", "ann");
        for (var round = 0; round < Rounds; round++)
        {
            await InterruptAsync(victim, RebuildIsUnderWay, "rebuild");

            await ShouldBeSoundAsync();
        }
    }

    [Theory]
    [InlineData(Victim.Program)]
    [InlineData(Victim.Database)]
    public async Task In_the_middle_of_a_backup(Victim victim)
    {
        await RunAsync("import", _files.File("many.jsonl", [.. Enumerable.Range(0, Lines).Select(i => Line($"many-{i}"))]), "--by", "ann");
        for (var round = 0; round < Rounds; round++)
        {
            var file = Path.Combine(_files.Folder, $"{round}.palimpsest");

            var ended = await InterruptAsync(victim, Connected, "backup", file);

            // It is there whole, or not at all.
            File.Exists(file).ShouldBe(ended);
            if (ended)
            {
                (await CommandLine.RunProcessAsync("", "restore", file, "--dry-run")).Exit.ShouldBe(0);
            }
        }

        await ShouldBeSoundAsync();
    }

    private const string AppendIsUnderWay = "select count(*) from pg_locks where locktype = 'advisory' and granted and objid = 5023711";
    private const string StagingIsUnderWay = "select count(*) from pg_class where relname = 'import_event'";
    private const string RebuildIsUnderWay = "select count(*) from pg_namespace where nspname = 'palimpsest_rebuild'";
    private const string Connected = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    private static string Line(string id) =>
        $$$"""{"type":"StrengthReported","id":"{{{id}}}","subject":"faction:alpha","count":12,"summary":"A dozen.","citations":[{"outlet":"source:reuters","publishedOn":"2013-04-05"}]}""";

    // Starts it, waits until the work is under way, kills; whether it had ended well before.
    private async Task<bool> InterruptAsync(Victim victim, string underWay, params string[] args)
    {
        var database = (await EmbeddedPostgres.EnsureRunningAsync(EmbeddedPostgresOptions.FromEnvironment(_data), null, Ct)).ConnectionString;
        using var program = Start([.. args, "--data", _data]);
        var said = program.StandardOutput.ReadToEndAsync(Ct);
        var complained = program.StandardError.ReadToEndAsync(Ct);
        await using (var watch = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }))
        {
            await using var connection = await watch.OpenConnectionAsync(Ct);
            await using var look = new NpgsqlCommand(underWay, connection);
            while (!program.HasExited && await look.ExecuteScalarAsync(Ct) is 0L)
            {
                await Task.Delay(5, Ct);
            }
        }

        await Task.Delay(_random.Next(60), Ct);
        if (victim == Victim.Program)
        {
            program.Kill();
        }
        else
        {
            using var postmaster = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(Path.Combine(_data, "cluster", "postmaster.pid"), Ct))[0], CultureInfo.InvariantCulture));
            postmaster.Kill();
            await postmaster.WaitForExitAsync(Ct);
        }

        await program.WaitForExitAsync(Ct);
        await said;
        (await complained).ShouldNotContain("Unhandled exception");
        return program.ExitCode == 0;
    }

    private async Task ShouldBeSoundAsync()
    {
        var verified = await RunAsync("verify", "--format", "json");
        JsonNode.Parse(verified.Out)!["sound"]!.GetValue<bool>().ShouldBeTrue(verified.Out);
        _acknowledged.ShouldBeSubsetOf(await RecordedAsync());
    }

    private async Task<IReadOnlyList<string>> RecordedAsync() =>
        [.. (await RunAsync("export")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!["id"]!.GetValue<string>())];

    private async Task<Ran> RunAsync(params string[] args)
    {
        var ran = await CommandLine.RunProcessAsync("", [.. args, "--data", _data]);
        ran.Exit.ShouldBe(0, ran.Error);
        return ran;
    }

    private static Process Start(string[] args) => Process.Start(new ProcessStartInfo("dotnet", [CommandLine.ProgramPath, .. args])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
