using Npgsql;

namespace Palimpsest.Store.Embedded;

internal enum ServerState
{
    /// <summary>Nothing answers.</summary>
    Down,

    /// <summary>It is starting, recovering or stopping.</summary>
    Changing,

    /// <summary>It answers, but the record's database is not made yet.</summary>
    WithoutDatabase,

    Ready,
}

/// <summary>Asks a server whether it is there, and makes the one database.</summary>
internal static class ServerProbe
{
    public const string DatabaseName = "palimpsest";
    public const string UserName = "palimpsest";

    /// <summary>The connection string for a server that <c>postmaster.pid</c> describes.</summary>
    public static string ConnectionString(ClusterLayout layout, PostmasterFile file, string database = DatabaseName)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = OperatingSystem.IsWindows() ? "127.0.0.1" : file.SocketDirectory,
            Port = file.Port,
            Username = UserName,
            Database = database,
            ApplicationName = "palimpsest",
            // Half of what the server allows, so that verbs still get in while a server process is at its busiest.
            MaxPoolSize = ClusterSettings.MaxConnections / 2,
            Timeout = 10,
            // A private socket: nothing to encrypt, and asking would load Kerberos for nothing.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        if (OperatingSystem.IsWindows())
            builder.Password = File.ReadAllText(layout.PasswordFile).Trim();
        return builder.ConnectionString;
    }

    public static async Task<(ServerState State, Version? Version)> AskAsync(
        ClusterLayout layout, PostmasterFile file, CancellationToken ct)
    {
        // The socket outlives a killed server as well, but its absence is certain and costs no exception.
        if (OperatingSystem.IsWindows() ? !file.ServerLives() : !File.Exists(file.SocketPath))
            return (ServerState.Down, null);

        try
        {
            // Asked of another database: to be refused by one that is missing would stand in the log as FATAL.
            var (found, version) = await RunAsync(
                ConnectionString(layout, file, "postgres"), $"select 1 from pg_database where datname = '{DatabaseName}'", ct);
            return (found is null ? ServerState.WithoutDatabase : ServerState.Ready, version);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown)
        {
            return (ServerState.Changing, null);
        }
        catch (PostgresException e)
        {
            throw new EmbeddedPostgresException($"The server over {layout.Cluster} refuses the connection: {e.MessageText}.", e);
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            return (ServerState.Down, null);
        }
    }

    public static async Task CreateDatabaseAsync(ClusterLayout layout, PostmasterFile file, CancellationToken ct)
    {
        try
        {
            await RunAsync(ConnectionString(layout, file, "postgres"), $"create database {DatabaseName}", ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // It is there: that is all that was asked.
        }
    }

    /// <summary>
    /// One statement over a connection of its own that reads no type catalogue: the quickest there is. Returns the first
    /// value, null when there is none, and the server's version.
    /// </summary>
    public static async Task<(object? Value, Version Version)> RunAsync(string connectionString, string sql, CancellationToken ct)
    {
        var bare = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var source = new NpgsqlSlimDataSourceBuilder(bare.ConnectionString)
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .Build();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(ct), connection.PostgreSqlVersion);
    }
}
