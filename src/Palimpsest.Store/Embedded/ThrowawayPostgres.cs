using System.Globalization;
using Npgsql;

namespace Palimpsest.Store.Embedded;

/// <summary>
/// A server for tests: unsafe on power loss, quick, in a temporary directory, gone when disposed. One per test
/// assembly and a database per test is meant.
/// </summary>
/// <remarks>What a killed test run leaves behind, server and directory, the next start takes away.</remarks>
public sealed class ThrowawayPostgres : IAsyncDisposable
{
    private const string Prefix = "palimpsest-test-";
    private readonly EmbeddedPostgresOptions _options;
    private readonly FileStream _alive;
    private int _databases;

    private ThrowawayPostgres(EmbeddedPostgresOptions options, FileStream alive, PostgresServer server)
    {
        _options = options;
        _alive = alive;
        Server = server;
    }

    /// <summary>The running server; its own database <c>palimpsest</c> is empty.</summary>
    public PostgresServer Server { get; }

    /// <summary>The folder to give as <c>--data</c>, so that another process attaches to this server.</summary>
    public string Home => _options.Home;

    /// <summary>Sweeps what killed runs left, then makes and starts a new server.</summary>
    /// <exception cref="EmbeddedPostgresException">There is no PostgreSQL, or it does not start.</exception>
    public static async Task<ThrowawayPostgres> StartAsync(IProgress<string>? progress = null, CancellationToken ct = default)
    {
        await SweepAsync(Path.GetTempPath(), ct);

        // The lock goes before the home and dies with this process: whoever can take it knows that the owner is gone.
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Path.GetRandomFileName()[..8]}");
        var home = Path.Combine(Path.GetTempPath(), name);
        var alive = ClusterLock.TryTake(home + ".lock") ?? throw new EmbeddedPostgresException($"{home}.lock is held by somebody else.");
        var machine = EmbeddedPostgresOptions.FromEnvironment();
        var options = machine with { Home = home, Throwaway = true, BinaryCache = Path.Combine(machine.Home, "postgresql") };
        try
        {
            return new ThrowawayPostgres(options, alive, await EmbeddedPostgres.EnsureRunningAsync(options, progress, ct));
        }
        catch
        {
            await RemoveAsync(options, alive);
            throw;
        }
    }

    /// <summary>Makes a new database and returns its connection string.</summary>
    /// <param name="template">
    /// The connection string of a database to copy, to which nobody may be connected meanwhile; none for an empty one.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null, CancellationToken ct = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        var from = "template1";
        if (template is not null)
        {
            // Idle connections in our own pool count as connected.
            await using var pooled = new NpgsqlConnection(template);
            NpgsqlConnection.ClearPool(pooled);
            from = pooled.Database;
        }

        // Copying files beats copying pages through the log, which is all the same when nothing is flushed.
        var strategy = Server.Version.Major >= 15 ? " strategy file_copy" : "";
        await RunAsync($"create database \"{name}\" template \"{from}\"{strategy}", ct);
        return new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>Drops a database, cutting whoever is connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString, CancellationToken ct = default)
    {
        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        await RunAsync($"drop database if exists \"{pooled.Database}\" with (force)", ct);
    }

    /// <summary>Stops the server and removes its directory.</summary>
    public async ValueTask DisposeAsync() => await RemoveAsync(_options, _alive);

    /// <summary>Takes away the servers and directories of test runs that are no more.</summary>
    /// <returns>How many were taken away.</returns>
    internal static async Task<int> SweepAsync(string directory, CancellationToken ct)
    {
        var swept = 0;
        foreach (var file in Directory.GetFiles(directory, Prefix + "*.lock"))
        {
            try
            {
                if (ClusterLock.TryTake(file) is not { } dead)
                    continue;

                // Anybody may put such a file into a shared temporary directory, and what lies beside it is run and removed.
                var owner = await RunUser.OwnerAsync(file, ct);
                if (owner is not null && !string.Equals(owner, Environment.UserName, StringComparison.Ordinal))
                {
                    await dead.DisposeAsync();
                    continue;
                }

                ct.ThrowIfCancellationRequested();
                await RemoveAsync(new EmbeddedPostgresOptions { Home = file[..^".lock".Length], MayFetch = false, Throwaway = true }, dead);
                swept++;
            }
            catch (EmbeddedPostgresException)
            {
                // Another user's, or it will not stop: no reason to refuse a new one.
            }
        }

        return swept;
    }

    private Task RunAsync(string sql, CancellationToken ct) => ServerProbe.RunAsync(Server.ConnectionString, sql, ct);

    private static async Task RemoveAsync(EmbeddedPostgresOptions options, FileStream alive)
    {
        await using (alive)
        {
            if (Directory.Exists(options.Home))
            {
                await EmbeddedPostgres.StopAsync(options, immediately: true, null, CancellationToken.None);
                try
                {
                    Directory.Delete(options.Home, recursive: true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The last of the server's processes may still be writing. The next sweep finds the lock file.
                    return;
                }
            }
        }

        File.Delete(alive.Name);
    }
}
