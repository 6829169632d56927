using System.Diagnostics;
using System.Net;

namespace Palimpsest.Cli.Tests.Serving;

[Collection(nameof(CommandLine))]
public sealed class Serving_alone(CommandLine cli) : IAsyncLifetime
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"palimpsest-serve-{Path.GetRandomFileName()[..8]}");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_data))
        {
            await CommandLine.RunProcessAsync("", "db", "stop", "--data", _data);
            Directory.Delete(_data, recursive: true);
        }
    }

    [Fact]
    public async Task It_says_when_the_database_is_away_and_goes_on_when_it_is_back()
    {
        using var node = await Node.StartAsync("--data", _data);
        var (status, said) = await node.HealthAsync();
        (status, (long)said["number"]!).ShouldBe((HttpStatusCode.OK, 0L));
        Guid.TryParse((string)said["record"]!, out _).ShouldBeTrue();

        await RunAsync("import", CommandLine.Fixture, "--by", "ann");
        await node.FollowedAsync(CommandLine.Events);
        await RunAsync("db", "stop");
        await Node.UntilAsync(async () => ((await node.HealthAsync()).Status == HttpStatusCode.ServiceUnavailable, "the database is away"));

        await RunAsync("db", "start");
        await RunAsync("retract", "2013-04-06-qalat-killed", "--summary", "x", "--outlet", "source:nyt", "--published", "2013-05-01", "--by", "bob");
        await node.FollowedAsync(CommandLine.Events + 1);

        (await node.TerminateAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("--port", "70000", "is no port: expected 0 to 65535")]
    [InlineData("--urls", "http://0.0.0.0:80", "can be reached from other machines")]
    [InlineData("--urls", "http://db.example:80", "can be reached from other machines")]
    [InlineData("--urls", "8080", "is no address to listen on")]
    [InlineData("--urls", "https://127.0.0.1:80", "is no address to listen on")]
    public async Task An_address_that_will_not_do_is_refused_before_anything_is_started(string option, string value, string message)
    {
        var ran = await cli.RunAsync(["serve", option, value, "--data", _data]);

        (ran.Exit, Directory.Exists(_data)).ShouldBe((2, false));
        ran.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_named_database_without_a_record_is_left_as_it_is()
    {
        var empty = await cli.EmptyAsync();

        var ran = await cli.RunAsync(empty, "serve", "--port", "0");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("holds no Palimpsest record");
        (await CommandLine.AskAsync<long>(empty, "select count(*) from pg_namespace where nspname like 'palimpsest%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Other_verbs_do_not_load_the_server()
    {
        using var scratch = new Scratch();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(CommandLine.ProgramPath)!, "*", SearchOption.TopDirectoryOnly))
        {
            File.Copy(file, Path.Combine(scratch.Folder, Path.GetFileName(file)));
        }

        // Not there to be loaded; the host only looks whether there is a file.
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "Palimpsest.Server.dll"), "", CommandLine.Ct);
        var db = await cli.FixtureAsync();

        (await RunCopyAsync("believed", "person", "person:said-al-shihri", "--db", db)).ShouldBe(0);
        (await RunCopyAsync("retract", "2013-04-06-qalat-killed", "--summary", "x", "--outlet", "source:nyt", "--published", "2013-05-01", "--by", "bob", "--db", db)).ShouldBe(0);
        (await RunCopyAsync("serve", "--port", "0", "--db", db)).ShouldNotBe(0);

        async Task<int> RunCopyAsync(params string[] args)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(scratch.Folder, Path.GetFileName(CommandLine.ProgramPath)), .. args])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(CommandLine.Ct), process.StandardError.ReadToEndAsync(CommandLine.Ct));
            await process.WaitForExitAsync(CommandLine.Ct);
            return process.ExitCode;
        }
    }

    private async Task RunAsync(params string[] args)
    {
        var ran = await CommandLine.RunProcessAsync("", [.. args, "--data", _data]);
        ran.Exit.ShouldBe(0, ran.Error);
    }
}
