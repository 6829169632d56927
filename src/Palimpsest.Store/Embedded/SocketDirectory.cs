using System.Security.Cryptography;

namespace Palimpsest.Store.Embedded;

/// <summary>
/// The directory of the server's socket. Whoever can enter it can connect, so it is closed to all but its owner and root.
/// </summary>
internal sealed class SocketDirectory(ClusterLayout layout, RunUser user)
{
    private const string OutsidePrefix = "/tmp/palimpsest-";

    /// <summary>The directory, made and given to the server's user; empty on Windows, which has none.</summary>
    public async Task<string> PrepareAsync(CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            return "";

        // A pg_ctl orphaned by a kill may be starting the server on the same directory, so one that is there is kept.
        var directory = layout.SocketFitsInside ? layout.InsideSocketDirectory : await OutsideAsync(ct);
        if (directory is null)
        {
            RemoveOutside(layout);
            // Not XDG_RUNTIME_DIR, which goes when its user logs out. The name cannot be guessed, so nobody has taken it.
            directory = OutsidePrefix + RandomNumberGenerator.GetHexString(20, lowercase: true);
            await File.WriteAllTextAsync(layout.OutsideSocketNote, directory, ct);
        }

        UnixModes.CreateDirectory(directory, UnixModes.PrivateDirectory);
        await user.OwnAsync([directory], ct);
        return directory;
    }

    /// <summary>The noted directory, if it is still there and still ours: others may make things under /tmp too.</summary>
    private async Task<string?> OutsideAsync(CancellationToken ct)
    {
        if (!File.Exists(layout.OutsideSocketNote))
            return null;
        var noted = (await File.ReadAllTextAsync(layout.OutsideSocketNote, ct)).Trim();
        return noted.StartsWith(OutsidePrefix, StringComparison.Ordinal)
               && Directory.Exists(noted) && new DirectoryInfo(noted).LinkTarget is null
               && string.Equals(await RunUser.OwnerAsync(noted, ct), user.Name, StringComparison.Ordinal)
            ? noted
            : null;
    }

    /// <summary>Removes the directory of a server that no longer runs, when it is not in the home.</summary>
    public static void RemoveOutside(ClusterLayout layout)
    {
        try
        {
            if (!File.Exists(layout.OutsideSocketNote))
                return;
            var directory = File.ReadAllText(layout.OutsideSocketNote).Trim();
            if (directory.StartsWith(OutsidePrefix, StringComparison.Ordinal) && Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
            File.Delete(layout.OutsideSocketNote);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty directory under /tmp is left; the system clears it.
        }
    }
}
