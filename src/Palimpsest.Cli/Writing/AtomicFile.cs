using System.Diagnostics;
using Palimpsest.Cli.Shared;

namespace Palimpsest.Cli.Writing;

/// <summary>A file that is there whole or not at all: written beside its place and renamed into it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a file, in the place of what it held; or into a device or a pipe.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var target = Target(path);

        // A device or a pipe is written to; renaming a file over it would take it away.
        if (await IsReplaceableAsync(target, cancellation))
        {
            await ReplaceAsync(target, write, overwrite: true, mode: null, cancellation);
            return;
        }

        await using var special = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1, useAsync: false);
        await write(special);
    }

    /// <summary>Writes a file that only its owner may read. One that is there already is refused, unless it may be replaced; a device or a pipe is refused.</summary>
    public static async Task WriteOwnAsync(string path, bool mayReplace, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var target = Target(path);
        if (!await IsReplaceableAsync(target, cancellation))
        {
            throw new RefusedException($"'{path}' is a device or a pipe: expected the name of a file, which is there whole or not at all");
        }

        if (File.Exists(target) && !mayReplace)
        {
            throw ThereAlready(path);
        }

        try
        {
            await ReplaceAsync(target, write, mayReplace, UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellation);
        }
        catch (IOException) when (!mayReplace && File.Exists(target))
        {
            // Somebody else was quicker.
            throw ThereAlready(path);
        }
    }

    private static RefusedException ThereAlready(string path) => new($"'{path}' is there already, and was left as it is; --force replaces it");

    private static string Target(string path)
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

        return Directory.Exists(Path.GetDirectoryName(target))
            ? target
            : throw new IOException($"'{path}': there is no folder '{Path.GetDirectoryName(target)}'");
    }

    private static async Task ReplaceAsync(string target, Func<Stream, Task> write, bool overwrite, UnixFileMode? mode, CancellationToken cancellation)
    {
        var beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            await using (var stream = new FileStream(beside, options))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            cancellation.ThrowIfCancellationRequested();
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite);
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
