namespace Palimpsest.Store.Embedded;

/// <summary>
/// PostgreSQL for whoever has not set one up: found or fetched, made, started, and left running for the next command.
/// </summary>
/// <remarks>
/// Every operation may be cancelled and may be killed: the next one takes up where things stand. Each throws
/// <see cref="EmbeddedPostgresException"/> with a message for the person at the terminal.
/// </remarks>
public static class EmbeddedPostgres
{
    private static readonly TimeSpan SettleFor = TimeSpan.FromMinutes(2);

    /// <summary>The programs that would be used, if they are on this machine; null when not. Nothing is fetched.</summary>
    public static async Task<PostgresBinaries?> FindAsync(EmbeddedPostgresOptions options, CancellationToken ct = default)
    {
        var layout = new ClusterLayout(options);
        return await new BinaryLocator(options, layout, await RunUser.ChooseAsync(layout, ct), layout.Major()).FindAsync(ct);
    }

    /// <summary>Fetches PostgreSQL with npm into the home's cache now, whatever else is on the machine.</summary>
    /// <exception cref="PostgresMissingException">It cannot be fetched; the message names the command to run instead.</exception>
    public static async Task<PostgresBinaries> InstallAsync(
        EmbeddedPostgresOptions options, IProgress<string>? progress = null, CancellationToken ct = default)
    {
        var layout = new ClusterLayout(options);
        using var alone = await LockAsync(layout, progress, ct);
        var user = await RunUser.ChooseAsync(layout, ct);
        return await new BinaryLocator(options, layout, user, layout.Major()).FetchAsync(progress, ct);
    }

    /// <summary>
    /// Attaches to the running server, or makes it run: finds or fetches the programs, makes the cluster and the database
    /// <c>palimpsest</c> if they are not there, and starts it. Of several first runs at once, one does it and all get it.
    /// </summary>
    /// <exception cref="PostgresMissingException">There is no PostgreSQL and none could be fetched.</exception>
    /// <exception cref="EmbeddedPostgresException">Anything else that stands in the way.</exception>
    public static async Task<PostgresServer> EnsureRunningAsync(
        EmbeddedPostgresOptions options, IProgress<string>? progress = null, CancellationToken ct = default)
    {
        var layout = new ClusterLayout(options);
        if (await AttachAsync(layout, ServerOrigin.Attached, ct) is { } running)
            return running;

        using var alone = await LockAsync(layout, progress, ct);
        var user = await RunUser.ChooseAsync(layout, ct);
        var control = new ServerControl(layout, user);
        var origin = ServerOrigin.Attached;
        if (await control.WaitUntilSettledAsync(SettleFor, progress, ct) == ServerState.Down)
        {
            await StartAsync(options, layout, user, control, progress, ct);
            origin = ServerOrigin.Started;
        }

        if (PostmasterFile.Read(layout) is { } file && (await ServerProbe.AskAsync(layout, file, ct)).State == ServerState.WithoutDatabase)
            await ServerProbe.CreateDatabaseAsync(layout, file, ct);
        if (await AttachAsync(layout, origin, ct) is { } server)
            return server;
        throw new EmbeddedPostgresException(PostmasterFile.Read(layout) is { } lost && lost.ServerLives()
            ? $"PostgreSQL (process {lost.ProcessId}) runs over {layout.Cluster}, but its socket in {lost.SocketDirectory} is gone. "
              + "Stop it, then try again."
            : $"PostgreSQL over {layout.Cluster} started and went again. Look into {layout.Log}");
    }

    /// <summary>Stops the server: connections are cut, and what was committed is kept.</summary>
    /// <returns>False when it did not run.</returns>
    public static Task<bool> StopAsync(
        EmbeddedPostgresOptions options, IProgress<string>? progress = null, CancellationToken ct = default) =>
        StopAsync(options, immediately: false, progress, ct);

    /// <summary>What is known of the home; starts nothing and changes nothing.</summary>
    public static async Task<PostgresStatus> StatusAsync(EmbeddedPostgresOptions options, CancellationToken ct = default)
    {
        var layout = new ClusterLayout(options);
        var major = layout.Major();
        var file = PostmasterFile.Read(layout);
        var running = file is not null && (await ServerProbe.AskAsync(layout, file, ct)).State != ServerState.Down;
        return new PostgresStatus(
            running, major is not null, layout.Cluster, major, running ? file!.ProcessId : null,
            layout.LastBinDirectory(), ClusterSettings.ReadRunUser(layout), layout.Log);
    }

    internal static async Task<bool> StopAsync(
        EmbeddedPostgresOptions options, bool immediately, IProgress<string>? progress, CancellationToken ct)
    {
        var layout = new ClusterLayout(options);
        if (layout.Major() is not { } major)
            return false;

        using var alone = await ClusterLock.TakeAsync(layout.Home, progress, ct);
        if (PostmasterFile.Read(layout) is not { } file
            || (!file.ServerLives() && (await ServerProbe.AskAsync(layout, file, ct)).State == ServerState.Down))
        {
            return false;
        }

        var user = await RunUser.ChooseAsync(layout, ct);
        var bin = layout.LastBinDirectory();
        if (bin is null || !File.Exists(PostgresBinaries.ExecutableIn(bin, "pg_ctl")))
            bin = (await new BinaryLocator(options, layout, user, major).RequireAsync(progress, ct)).BinDirectory;
        progress?.Report("Stopping PostgreSQL");
        await new ServerControl(layout, user).StopAsync(bin, immediately, ct);
        return true;
    }

    /// <summary>The lock, after looking whether the server's user will get there at all: a refusal leaves no directory behind.</summary>
    private static async Task<IDisposable> LockAsync(ClusterLayout layout, IProgress<string>? progress, CancellationToken ct)
    {
        await (await RunUser.ChooseAsync(layout, ct)).RequireReachAsync(layout.Home, ct);
        return await ClusterLock.TakeAsync(layout.Home, progress, ct);
    }

    private static async Task StartAsync(
        EmbeddedPostgresOptions options, ClusterLayout layout, RunUser user, ServerControl control,
        IProgress<string>? progress, CancellationToken ct)
    {
        var binaries = await new BinaryLocator(options, layout, user, layout.Major()).RequireAsync(progress, ct);
        var whoever = user.IsAnother ? $" as user {user.Name}, because PostgreSQL will not run as root" : "";
        if (layout.Major() is null)
        {
            progress?.Report($"Making a database in {layout.Home} with PostgreSQL {binaries.Version} ({binaries.Source})");
            await ClusterMaker.MakeAsync(layout, binaries, user, options.Throwaway, ct);
        }

        progress?.Report($"Starting PostgreSQL {binaries.Version}{whoever}");
        await control.StartAsync(binaries, options.Throwaway, progress, ct);
    }

    /// <summary>No program is run here: three small files are read and one connection is made.</summary>
    private static async Task<PostgresServer?> AttachAsync(ClusterLayout layout, ServerOrigin origin, CancellationToken ct)
    {
        if (PostmasterFile.Read(layout) is not { } file)
            return null;
        var (state, version) = await ServerProbe.AskAsync(layout, file, ct);
        if (state != ServerState.Ready)
            return null;
        return new PostgresServer(
            ServerProbe.ConnectionString(layout, file), layout.Cluster, layout.LastBinDirectory() ?? "", version!,
            ClusterSettings.ReadRunUser(layout) ?? Environment.UserName, origin);
    }
}
