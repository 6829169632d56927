using System.Buffers.Binary;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Store.Backup;

/// <summary>
/// A backup that was read from one end to the other and found whole. It is read again when it is restored, and summed up again:
/// a file that is exchanged or fails in between is refused too.
/// </summary>
public sealed class VerifiedBackup : IAsyncDisposable
{
    private const int BetweenSteps = 1000;
    private const int SmallestGzip = 20;

    private readonly FileStream _file;
    private readonly string _name;

    private VerifiedBackup(FileStream file, string name, BackupSummary summary)
    {
        _file = file;
        _name = name;
        Summary = summary;
    }

    /// <summary>What it is.</summary>
    public BackupSummary Summary { get; }

    /// <summary>The length of the file.</summary>
    public long Bytes => _file.Length;

    /// <summary>Opens a file and reads all of it. No database is needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BackupRefusedException">It is no backup, not whole, or of a version that this program does not know.</exception>
    public static async Task<VerifiedBackup> OpenAsync(string path, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        var file = Open(path);
        try
        {
            return new VerifiedBackup(file, path, await VerifyAsync(file, path, progress, ct));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Reads it again, from its beginning.</summary>
    internal Task<BackupReader> ReadAgainAsync(CancellationToken ct)
    {
        _file.Position = 0;
        return BackupReader.OpenAsync(_file, _name, ct);
    }

    private static FileStream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new BackupRefusedException(Directory.Exists(path) ? $"'{path}' is a folder: expected a backup" : $"'{path}' is not there");
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 128 * 1024, useAsync: true);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw new BackupRefusedException($"'{path}' is a pipe or a device: expected a file, which is read once to verify it and again to restore it");
    }

    private static async Task<BackupSummary> VerifyAsync(FileStream file, string name, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        if (file.Length < SmallestGzip)
        {
            throw file.Length == 0 ? new BackupRefusedException($"'{name}' is empty: it is no backup") : BackupReader.NoBackup(name);
        }

        // The last bytes of gzip are the length of what it holds: they are not there if the file is cut off in its last bytes, or if something was added.
        var length = new byte[sizeof(uint)];
        file.Seek(-length.Length, SeekOrigin.End);
        await file.ReadExactlyAsync(length, ct);
        file.Position = 0;

        await using var backup = await BackupReader.OpenAsync(file, name, ct);
        var events = 0;
        await foreach (var line in backup.ReadAsync(ct))
        {
            if (line is BackupEvent e && ++events % BetweenSteps == 0)
            {
                progress?.Report(new MaintenanceProgress("checking the file", e.Number, backup.Header.Number));
            }
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(length) == (uint)backup.Bytes
            ? backup.Summary
            : throw new BackupRefusedException($"'{name}' is damaged or not whole: it does not end as it was written. Nothing of it was restored.");
    }
}
