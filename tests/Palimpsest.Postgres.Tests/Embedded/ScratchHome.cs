using System.Collections.Concurrent;
using Npgsql;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Postgres.Tests.Embedded;

/// <summary>A home of a test's own, named and locked like a throw-away server's so that the sweep finds it after a kill.</summary>
public sealed class ScratchHome : IAsyncDisposable
{
    private readonly FileStream _alive;

    public ScratchHome()
    {
        var path = Path.Combine(Path.GetTempPath(), $"palimpsest-test-{Environment.ProcessId}-{Path.GetRandomFileName()[..8]}");
        _alive = new FileStream(path + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Options = EmbeddedPostgresOptions.FromEnvironment(path) with { Throwaway = true };
    }

    public EmbeddedPostgresOptions Options { get; }

    public string Folder => Options.Home;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Task<PostgresServer> EnsureRunningAsync(IProgress<string>? progress = null) =>
        EmbeddedPostgres.EnsureRunningAsync(Options, progress, Ct);

    public static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await EmbeddedPostgres.StopAsync(Options, null, CancellationToken.None);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        await _alive.DisposeAsync();
        File.Delete(_alive.Name);
    }
}

/// <summary>Keeps what was reported, and may act on it at once.</summary>
public sealed class Said(Action<string>? then = null) : IProgress<string>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public void Report(string value)
    {
        Lines.Enqueue(value);
        then?.Invoke(value);
    }
}
