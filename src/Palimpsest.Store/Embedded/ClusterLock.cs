namespace Palimpsest.Store.Embedded;

/// <summary>
/// Only one process at a time looks for programs, makes a cluster, starts or stops it. Held by an open file, so that
/// a killed holder lets go by dying.
/// </summary>
internal static class ClusterLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IDisposable> TakeAsync(string directory, IProgress<string>? progress, CancellationToken ct)
    {
        CreateDirectory(directory);
        var since = TimeProvider.System.GetTimestamp();
        var told = false;
        while (true)
        {
            if (TryTake(Path.Combine(directory, "lock")) is { } held)
                return held;

            var waited = TimeProvider.System.GetElapsedTime(since);
            if (waited > Patience)
                throw new EmbeddedPostgresException(
                    $"Another palimpsest has been preparing {directory} for {Patience.Minutes} minutes. "
                    + "End it, then try again.");
            if (!told && waited > TimeSpan.FromSeconds(1))
            {
                progress?.Report("Waiting for another palimpsest that is preparing the database");
                told = true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), ct);
        }
    }

    /// <summary>The lock on that file, or null when somebody holds it.</summary>
    public static FileStream? TryTake(string file)
    {
        try
        {
            var alone = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                alone.UnixCreateMode = UnixModes.PrivateFile;
            return new FileStream(file, alone);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"The data directory {Path.GetDirectoryName(file)} belongs to another user. "
                + "Run as that user, or choose another with --data.", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (IOException e)
        {
            throw new EmbeddedPostgresException($"The data directory {Path.GetDirectoryName(file)} cannot be written: {e.Message}", e);
        }
    }

    // EWOULDBLOCK on Linux and macOS, a sharing violation on Windows: anything else will not pass by waiting.
    private static bool IsHeld(IOException e) =>
        e.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);

    /// <summary>Private to an ordinary user; root's is open, for the server's user must pass through it.</summary>
    public static void CreateDirectory(string home)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(home);
            else if (!Directory.Exists(home))
                UnixModes.CreateDirectory(home, Environment.IsPrivilegedProcess ? UnixModes.OpenDirectory : UnixModes.PrivateDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data directory {home} cannot be made: {e.Message} Choose another with --data.", e);
        }
    }
}
