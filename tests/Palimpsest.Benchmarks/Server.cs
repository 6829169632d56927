using Npgsql;
using Palimpsest.Store.Embedded;

namespace Palimpsest.Benchmarks;

/// <summary>A PostgreSQL of our own for one run, as durable as anybody's: made, used and taken away.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions _options;
    private readonly PostgresServer _server;
    private readonly List<NpgsqlDataSource> _sources = [];

    private Server(EmbeddedPostgresOptions options, PostgresServer server)
    {
        _options = options;
        _server = server;
    }

    public Version Version => _server.Version;

    public static async Task<Server> StartAsync(CancellationToken ct)
    {
        var home = Directory.CreateTempSubdirectory("palimpsest-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The server's user must get through to its own folder.
            File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        var options = EmbeddedPostgresOptions.FromEnvironment(home) with { BinaryCache = null };
        return new Server(options, await EmbeddedPostgres.EnsureRunningAsync(options, null, ct));
    }

    /// <summary>A new, empty database.</summary>
    public async Task<NpgsqlDataSource> NewDatabaseAsync(string name, CancellationToken ct)
    {
        await using (var connection = new NpgsqlConnection(_server.ConnectionString))
        {
            await connection.OpenAsync(ct);
            await Sql.RunAsync(connection, $"drop database if exists \"{name}\" with (force)", ct);
            await Sql.RunAsync(connection, $"create database \"{name}\"", ct);
        }

        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name, CommandTimeout = 0, MaxPoolSize = 20 }.ConnectionString);
        _sources.Add(source);
        return source;
    }

    /// <summary>The connection string of a database, for another process.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
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
