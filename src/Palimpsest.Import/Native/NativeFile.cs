using System.Threading.Channels;

namespace Palimpsest.Import.Native;

/// <summary>
/// A file in the native format, of any size: read from the beginning, as often as wanted, some hundred lines at a time, and single lines again by where they begin.
/// What cannot be read twice is kept in a temporary file meanwhile.
/// </summary>
public sealed class NativeFile : IAsyncDisposable
{
    private const int LinesOfBatch = 500;
    private const int BytesOfBatch = 4 * 1024 * 1024;

    // Lines are read on other cores while those before them are decided.
    private static readonly int Ahead = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private readonly Func<Stream> _open;
    private readonly FileStream? _kept;
    private Stream? _again;
    private byte[] _block = new byte[4096];

    private NativeFile(Func<Stream> open, long length, FileStream? kept)
    {
        _open = open;
        _kept = kept;
        Length = length;
    }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="open">Opens it anew at its beginning, each time.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<NativeFile> OpenAsync(Func<Stream> open, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(open);
        await using var first = open();
        if (first.CanSeek)
        {
            return new NativeFile(open, first.Length, null);
        }

        var kept = new FileStream(
            Path.Combine(Path.GetTempPath(), $"palimpsest-import-{Path.GetRandomFileName()}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        try
        {
            await first.CopyToAsync(kept, ct);
            await kept.FlushAsync(ct);
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }

        return new NativeFile(() => new FileStream(kept.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), kept.Length, kept);
    }

    /// <summary>All lines in order, a batch at a time, with how many bytes have been read by then.</summary>
    internal async IAsyncEnumerable<(IReadOnlyList<NativeLine> Lines, long Bytes)> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<Task<(IReadOnlyList<NativeLine>, long)>>(Ahead);
        var reading = Task.Run(() => CutAsync(batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
            {
                yield return await batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>A line again.</summary>
    /// <param name="start">Where it begins, as told by <see cref="NativeLine.Start"/>.</param>
    /// <param name="number">Its number.</param>
    internal NativeLine ReadAgain(long start, int number)
    {
        _again ??= _open();
        _again.Position = start;
        var length = 0;
        while (true)
        {
            if (length == _block.Length)
            {
                Array.Resize(ref _block, 2 * length);
            }

            var read = _again.Read(_block, length, _block.Length - length);
            var end = _block.AsSpan(length, read).IndexOf((byte)'\n');
            if (end >= 0 || read == 0)
            {
                return NativeReader.Read(new RawLine(number, start, _block.AsMemory(0, end >= 0 ? length + end : length), TooLong: false))
                    ?? throw new InputFileException("the file was changed while it was read");
            }

            length += read;
        }
    }

    /// <summary>Closes what single lines are read from, until the next is asked for.</summary>
    internal void Rest()
    {
        _again?.Dispose();
        _again = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Rest();
        if (_kept is not null)
        {
            await _kept.DisposeAsync();
        }
    }

    private async Task CutAsync(ChannelWriter<Task<(IReadOnlyList<NativeLine>, long)>> batches, CancellationToken ct)
    {
        try
        {
            await using var stream = _open();
            var lines = new List<(int Number, long Start, int From, int Length, bool TooLong)>(LinesOfBatch);
            var bytes = new MemoryStream();
            await foreach (var line in BoundedLines.ReadAsync(stream, ct))
            {
                lines.Add((line.Number, line.Start, (int)bytes.Length, line.Bytes.Length, line.TooLong));
                bytes.Write(line.Bytes.Span);
                if (lines.Count == LinesOfBatch || bytes.Length >= BytesOfBatch)
                {
                    await HandOnAsync(line.Start + line.Bytes.Length);
                }
            }

            if (lines.Count > 0)
            {
                await HandOnAsync(Length);
            }

            batches.Complete();

            async Task HandOnAsync(long read)
            {
                var (cut, block) = (lines, bytes.GetBuffer());
                (lines, bytes) = (new List<(int, long, int, int, bool)>(LinesOfBatch), new MemoryStream((int)bytes.Length));
                await batches.WriteAsync(Task.Run<(IReadOnlyList<NativeLine>, long)>(() => (
                    [.. cut.Select(l => NativeReader.Read(new RawLine(l.Number, l.Start, block.AsMemory(l.From, l.Length), l.TooLong))).OfType<NativeLine>()], read), ct), ct);
            }
        }
        catch (Exception e)
        {
            // Whoever takes the batches is told of it.
            batches.Complete(e);
        }
    }
}
