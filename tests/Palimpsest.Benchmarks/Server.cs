using Npgsql;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Benchmarks;

/// <summary>A PostgreSQL of our own, as durable as anybody's: made, used and taken away, unless it is to be kept.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions _options;
    private readonly PostgresServer _server;
    private readonly string? _keep;
    private readonly List<NpgsqlDataSource> _sources = [];
    private readonly HashSet<string> _passing = new(StringComparer.Ordinal);

    private Server(EmbeddedPostgresOptions options, PostgresServer server, string? keep)
    {
        _options = options;
        _server = server;
        _keep = keep;
    }

    public Version Version => _server.Version;

    public static async Task<Server> StartAsync(string? keep, CancellationToken ct)
    {
        var home = keep is null ? Directory.CreateTempSubdirectory("palimpsest-bench-").FullName : Directory.CreateDirectory(keep).FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The server's user must get through to its own folder.
            File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        var options = EmbeddedPostgresOptions.FromEnvironment(home) with { BinaryCache = null };
        return new Server(options, await EmbeddedPostgres.EnsureRunningAsync(options, null, ct), keep);
    }

    /// <summary>A new, empty database.</summary>
    public async Task<NpgsqlDataSource> NewDatabaseAsync(string name, CancellationToken ct)
    {
        await DropAsync(name, ct);
        await using (var connection = new NpgsqlConnection(_server.ConnectionString))
        {
            await connection.OpenAsync(ct);
            await Sql.RunAsync(connection, $"create database \"{name}\"", ct);
        }

        _passing.Add(name);
        return Database(name);
    }

    /// <summary>Takes a database away, whoever is at work in it.</summary>
    public async Task DropAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync(ct);
        await Sql.RunAsync(connection, $"drop database if exists \"{name}\" with (force)", ct);
    }

    /// <summary>A database that is there.</summary>
    public NpgsqlDataSource Database(string name)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name, CommandTimeout = 0, MaxPoolSize = 20 }.ConnectionString);
        _sources.Add(source);
        return source;
    }

    /// <summary>What is kept here, as it was said when it was done; null if nothing is.</summary>
    public async Task<string?> KeptAsync(CancellationToken ct) => _keep is not null && File.Exists(Label) ? await File.ReadAllTextAsync(Label, ct) : null;

    /// <summary>A database is whole, and stays for the next run, if anything is kept here.</summary>
    public async Task KeepAsync(string database, string what, CancellationToken ct)
    {
        if (_keep is not null)
        {
            _passing.Remove(database);
            await File.WriteAllTextAsync(Label, what, ct);
        }
    }

    private string Label => Path.Combine(_options.Home, "kept.txt");

    /// <summary>The connection string of a database, for another process.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        if (_keep is not null)
        {
            foreach (var name in _passing)
            {
                await DropAsync(name, CancellationToken.None);
            }

            await EmbeddedPostgres.StopAsync(_options);
            return;
        }

        await EmbeddedPostgres.StopAsync(_options);

        try
        {
            Directory.Delete(_options.Home, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{_options.Home} could not be removed: {e.Message}");
        }
    }
}
