namespace Palimpsest.Store.Embedded;

/// <summary>Starts and stops the server of one cluster with <c>pg_ctl</c>. The caller holds the lock.</summary>
internal sealed class ServerControl(ClusterLayout layout, RunUser user)
{
    private const long LongestLog = 16 * 1024 * 1024;
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RecoverFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    // What a start says while the children of a killed server are still going.
    private static readonly string[] StillGoing = ["lock file", "pre-existing shared memory block"];

    /// <summary>Starts the server and waits until it can be connected to.</summary>
    public async Task StartAsync(PostgresBinaries binaries, bool throwaway, IProgress<string>? progress, CancellationToken ct)
    {
        RemoveStaleNote();
        var sockets = new SocketDirectory(layout, user);
        await ClusterSettings.WriteAsync(layout, await sockets.PrepareAsync(ct), throwaway, user, ct);
        await PrepareLogAsync(ct);

        string[] start = ["start", "-D", layout.Cluster, "-w", "-t", "60", "-s", "-l", layout.Log];
        var since = TimeProvider.System.GetTimestamp();
        var told = false;
        while (true)
        {
            var before = new FileInfo(layout.Log).Length;
            // Not cancelled half-way: it takes a moment, and on Ctrl-C pg_ctl itself ends what it began.
            var started = await ToolProcess.RunAsync(binaries.Program("pg_ctl"), start, user, CancellationToken.None);
            ct.ThrowIfCancellationRequested();
            if (started.Succeeded || PostmasterFile.Read(layout) is { } file && file.ServerLives())
                break;

            var said = LogSince(before);
            var willPass = Array.Exists(StillGoing, sign => said.Contains(sign, StringComparison.Ordinal));
            if (!willPass || TimeProvider.System.GetElapsedTime(since) > RetryFor)
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL {binaries.Version} did not start over {layout.Cluster}: "
                    + $"{LastLines(said.Length > 0 ? said : started.Tail)}\nThe whole log is {layout.Log}");
            }

            if (!told)
                progress?.Report("Waiting for the rest of a server that was killed");
            told = true;
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
            RemoveStaleNote();
        }

        await WaitUntilSettledAsync(RecoverFor, progress, ct);
    }

    /// <summary>Waits while the server starts, recovers or stops, and says how that ended.</summary>
    public async Task<ServerState> WaitUntilSettledAsync(TimeSpan patience, IProgress<string>? progress, CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        var told = false;
        while (true)
        {
            var file = PostmasterFile.Read(layout);
            var state = file is null ? ServerState.Down : (await ServerProbe.AskAsync(layout, file, ct)).State;
            if (state != ServerState.Changing)
                return state;
            if (TimeProvider.System.GetElapsedTime(since) > patience)
                throw new EmbeddedPostgresException($"PostgreSQL over {layout.Cluster} neither starts nor stops. Look into {layout.Log}");
            if (!told)
                progress?.Report("PostgreSQL is recovering or stopping; waiting for it");
            told = true;
            await Task.Delay(Step, ct);
        }
    }

    /// <summary>Stops the server: connections are cut, and what was committed is kept.</summary>
    public async Task StopAsync(string binDirectory, bool immediately, CancellationToken ct)
    {
        string[] stop = ["stop", "-D", layout.Cluster, "-m", immediately ? "immediate" : "fast", "-w", "-t", "120", "-s"];
        var stopped = await ToolProcess.RunAsync(PostgresBinaries.ExecutableIn(binDirectory, "pg_ctl"), stop, user, ct);
        if (!stopped.Succeeded && PostmasterFile.Read(layout) is { } file && file.ServerLives())
            throw new EmbeddedPostgresException($"PostgreSQL over {layout.Cluster} did not stop: {stopped.Tail}");
        SocketDirectory.RemoveOutside(layout);
    }

    /// <summary>
    /// Takes away the note of a dead server. PostgreSQL does so itself unless a zombie or another program bears the
    /// number; its shared memory still tells it if any child is alive.
    /// </summary>
    private void RemoveStaleNote()
    {
        if (PostmasterFile.Read(layout) is { } file && !file.ServerLives())
            File.Delete(PostmasterFile.PathIn(layout));
    }

    private async Task PrepareLogAsync(CancellationToken ct)
    {
        if (File.Exists(layout.Log) && new FileInfo(layout.Log).Length > LongestLog)
            File.Move(layout.Log, layout.Log + ".old", overwrite: true);
        var open = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            open.UnixCreateMode = UnixModes.PrivateFile;
        await using (new FileStream(layout.Log, open))
        {
            // Made, so that a user who may not write into the home can write to its log.
        }

        await user.OwnAsync([layout.Log], ct);
    }

    private string LogSince(long position)
    {
        using var log = new FileStream(layout.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(position, SeekOrigin.Begin);
        return new StreamReader(log).ReadToEnd();
    }

    private static string LastLines(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(6));
}
