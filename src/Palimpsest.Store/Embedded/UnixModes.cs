using System.Runtime.Versioning;

namespace Palimpsest.Store.Embedded;

internal static class UnixModes
{
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode PrivateDirectory = PrivateFile | UnixFileMode.UserExecute;

    public const UnixFileMode OpenFile = PrivateFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const UnixFileMode OpenDirectory =
        PrivateDirectory | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Exactly that mode, whatever the umask.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void CreateDirectory(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode);
    }
}
