using System.Security.Cryptography;

namespace Palimpsest.Store.Embedded;

/// <summary>The directory of the server's socket. Whoever can enter it can connect, so it is closed to all but its owner and root.</summary>
internal sealed class SocketDirectory(ClusterLayout layout, RunUser user)
{
    public async Task<string> PrepareAsync(CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            return "";

        RemoveOutside(layout);
        var directory = layout.InsideSocketDirectory;
        if (!layout.SocketFitsInside)
        {
            // Not XDG_RUNTIME_DIR, which goes when its user logs out. The name cannot be guessed, so nobody has taken it.
            directory = "/tmp/palimpsest-" + RandomNumberGenerator.GetHexString(20, lowercase: true);
            await File.WriteAllTextAsync(layout.OutsideSocketNote, directory, ct);
        }

        UnixModes.CreateDirectory(directory, UnixModes.PrivateDirectory);
        await user.OwnAsync([directory], ct);
        return directory;
    }

    /// <summary>Removes the directory of a server that no longer runs, when it is not in the home.</summary>
    public static void RemoveOutside(ClusterLayout layout)
    {
        try
        {
            if (!File.Exists(layout.OutsideSocketNote))
                return;
            var directory = File.ReadAllText(layout.OutsideSocketNote).Trim();
            if (directory.StartsWith("/tmp/palimpsest-", StringComparison.Ordinal) && Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
            File.Delete(layout.OutsideSocketNote);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty directory under /tmp is left; the system clears it.
        }
    }
}
