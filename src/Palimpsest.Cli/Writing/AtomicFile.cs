using System.Diagnostics;

namespace Palimpsest.Cli.Writing;

/// <summary>A file that is there whole or not at all: written beside its place and renamed into it.</summary>
internal static class AtomicFile
{
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"'{path}' is a folder: expected the name of a file");
        }

        // A link stays a link: what it points to is replaced.
        if (new FileInfo(target).LinkTarget is not null)
        {
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new IOException($"'{path}': there is no folder '{Path.GetDirectoryName(target)}'");
        }

        // A device or a pipe is written to; renaming a file over it would take it away.
        if (!await IsReplaceableAsync(target, cancellation))
        {
            await using var special = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1, useAsync: false);
            await write(special);
            return;
        }

        var beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            await using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, useAsync: true))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            cancellation.ThrowIfCancellationRequested();
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    // The runtime does not tell a device from a file; POSIX's own test does.
    private static async Task<bool> IsReplaceableAsync(string target, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(target))
        {
            return true;
        }

        using var test = Process.Start(new ProcessStartInfo("test", ["-f", target]))!;
        await test.WaitForExitAsync(cancellation);
        return test.ExitCode == 0;
    }
}
