using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Npgsql;
using Palimpsest.Store.Embedded;
using Spectre.Console;

namespace Palimpsest.Cli.Tests;

/// <summary>These tests take the console of the process, and a server of their own: one at a time, and never beside others.</summary>
[CollectionDefinition(nameof(CommandLine), DisableParallelization = true)]
public sealed class CommandLineCollection : ICollectionFixture<CommandLine>;

/// <summary>What a run of the command line ended with and printed.</summary>
public sealed record Ran(int Exit, string Out, string Error);

/// <summary>Runs the command line in this process, against a throw-away server.</summary>
public sealed class CommandLine : IAsyncLifetime
{
    private static readonly Assembly Program = Assembly.Load("palimpsest");
    private string? _fixture;

    public ThrowawayPostgres Postgres { get; private set; } = null!;

    /// <summary>The program, for processes of its own.</summary>
    public static string ProgramPath => Program.Location;

    public static string Repository { get; } = FindRepository();

    public static string Fixture => Path.Combine(Repository, "fixtures", "ctc-sentinel-2013-05");

    /// <summary>So many files are in the fixture.</summary>
    public static int Files { get; } = Directory.GetFiles(Fixture, "*.jsonl").Length;

    /// <summary>So many events are in the fixture.</summary>
    public static int Events { get; } = Directory.GetFiles(Fixture, "*.jsonl").Sum(file => File.ReadLines(file).Count(line => line.Length > 0));

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PALIMPSEST_BY", null);
        Environment.SetEnvironmentVariable("PALIMPSEST_DB", null);
        Postgres = await ThrowawayPostgres.StartAsync();
    }

    public ValueTask DisposeAsync() => Postgres.DisposeAsync();

    /// <summary>An empty database: not even the record's schema is there.</summary>
    public Task<string> EmptyAsync() => Postgres.CreateDatabaseAsync(ct: Ct);

    /// <summary>A database that holds the fixture.</summary>
    public async Task<string> FixtureAsync() => await Postgres.CreateDatabaseAsync(await SharedFixtureAsync(), Ct);

    private async Task<string> SharedFixtureAsync()
    {
        if (_fixture is null)
        {
            var made = await EmptyAsync();
            (await RunAsync(made, "import", Fixture, "--by", "ann")).Exit.ShouldBe(0);
            _fixture = made;
        }

        return _fixture;
    }

    /// <summary>What a read verb answers from the fixture.</summary>
    public async Task<JsonNode> AskAsync(params string[] words) => await AskAsync(await SharedFixtureAsync(), words);

    /// <summary>What a read verb answers from a database.</summary>
    public async Task<JsonNode> AskAsync(string database, string[] words) => JsonNode.Parse(await AskTextAsync(database, words))!;

    /// <summary>The bytes of that answer.</summary>
    public async Task<string> AskTextAsync(string database, params string[] words)
    {
        var ran = await RunAsync(database, [.. words, "--format", "json"]);
        ran.Exit.ShouldBe(0, ran.Error);
        return ran.Out;
    }

    /// <summary>Runs a verb on a database.</summary>
    public Task<Ran> RunAsync(string database, params string[] args) => RunAsync([.. args, "--db", database]);

    /// <summary>Runs the program as it is typed.</summary>
    public async Task<Ran> RunAsync(string[] args)
    {
        var (output, error, console) = (Console.Out, Console.Error, AnsiConsole.Console);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(complained);
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(said) });
            var exit = await Task.Run(() => (int)Program.EntryPoint!.Invoke(null, [args])!, Ct);
            return new Ran(exit, said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            AnsiConsole.Console = console;
        }
    }

    /// <summary>Runs the program as a process of its own, where it is about its standard streams; another build of it if PALIMPSEST_EXECUTABLE names one.</summary>
    public static async Task<Ran> RunProcessAsync(string input, params string[] args)
    {
        var start = new ProcessStartInfo
        {
            FileName = Environment.GetEnvironmentVariable("PALIMPSEST_EXECUTABLE") ?? "dotnet",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (start.FileName == "dotnet")
        {
            start.ArgumentList.Add(Program.Location);
        }

        args.ToList().ForEach(start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEndAsync(Ct);
        var complained = process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return new Ran(process.ExitCode, await said, await complained);
    }

    /// <summary>All that is recorded, one line an event.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string database)
    {
        using var folder = new Scratch();
        var file = folder.File("all.jsonl");
        (await RunAsync(database, "export", file)).Exit.ShouldBe(0);
        return await File.ReadAllLinesAsync(file, Ct);
    }

    public static async Task<T?> AskAsync<T>(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Ct) is T value ? value : default;
    }

    private static string FindRepository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(at.FullName, "fixtures")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }
}

/// <summary>A folder for files of a test.</summary>
public sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("palimpsest-cli-").FullName;

    public string File(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        if (lines.Length > 0)
        {
            System.IO.File.WriteAllLines(path, lines);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
