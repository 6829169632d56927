using System.Diagnostics;
using Npgsql;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Cli.Tests.Writing;

/// <summary>One server for the tests of the verbs that write, which come one after the other.</summary>
[CollectionDefinition(nameof(Databases))]
public sealed class DatabasesCollection : ICollectionFixture<Databases>;

/// <summary>Databases to write to, each test its own, and runs of the command line on them.</summary>
public sealed class Databases : IAsyncLifetime
{
    private string? _fixture;

    public ThrowawayPostgres Postgres { get; private set; } = null!;

    public static string Repository { get; } = FindRepository();

    public static string Fixture => Path.Combine(Repository, "fixtures", "ctc-sentinel-2013-05");

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
    public async Task<string> FixtureAsync()
    {
        if (_fixture is null)
        {
            var made = await EmptyAsync();
            (await RunAsync(made, "import", Fixture, "--by", "ann")).ExitCode.ShouldBe(0);
            _fixture = made;
        }

        return await Postgres.CreateDatabaseAsync(_fixture, Ct);
    }

    /// <summary>Runs a verb on a database.</summary>
    public Task<Ran> RunAsync(string database, params string[] args) => CommandLine.RunAsync([.. args, "--db", database]);

    /// <summary>Runs the program as a process of its own, where it is about its standard streams.</summary>
    public static async Task<Ran> RunProcessAsync(string input, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Verbs.Catalogue).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
        (await RunAsync(database, "export", file)).ExitCode.ShouldBe(0);
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
