using System.Text.Json.Nodes;
using Palimpsest.Cli.Tests.Stories;
using Palimpsest.Store.Embedded;

[assembly: AssemblyFixture(typeof(JournalRecord))]

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>The fixture, imported once through the command line into a database of its own; tests that write take another.</summary>
public sealed class JournalRecord : IAsyncLifetime
{
    private ThrowawayPostgres _postgres = null!;
    private string _database = "";

    public static string Fixture { get; } = Path.Combine(Root(AppContext.BaseDirectory), "fixtures", "ctc-sentinel-2013-05");

    public async ValueTask InitializeAsync()
    {
        _postgres = await ThrowawayPostgres.StartAsync();
        _database = await CreateAsync();
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    /// <summary>A database of its own with the fixture in it.</summary>
    public async Task<string> CreateAsync()
    {
        var database = await _postgres.CreateDatabaseAsync();
        var import = await CommandLine.RunAsync("import", Fixture, "--db", database);
        import.ExitCode.ShouldBe(0, import.Error);
        return database;
    }

    /// <summary>An empty database.</summary>
    public Task<string> EmptyAsync() => _postgres.CreateDatabaseAsync();

    /// <summary>The answer to a read verb, as JSON.</summary>
    public Task<JsonNode> AskAsync(params string[] words) => AskAsync(_database, words);

    /// <summary>The answer from another database.</summary>
    public static async Task<JsonNode> AskAsync(string database, string[] words)
    {
        var ran = await CommandLine.RunAsync([.. words, "--format", "json", "--db", database]);
        ran.ExitCode.ShouldBe(0, ran.Error);
        return JsonNode.Parse(ran.Output)!;
    }

    private static string Root(string at) => File.Exists(Path.Combine(at, "Events.sln")) ? at : Root(Directory.GetParent(at)!.FullName);
}
