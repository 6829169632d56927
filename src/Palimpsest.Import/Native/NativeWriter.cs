using System.Buffers;
using System.Text.Json;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>
/// Writes the native exchange format: one line an event, ended by LF; <c>type</c> and <c>id</c> first, <c>enteredBy</c> and <c>reason</c> last.
/// What it writes, <see cref="NativeReader"/> reads back as the same.
/// </summary>
public static class NativeWriter
{
    // Some 64 KiB at a time: a line is small, and a stream may be a socket.
    private const int FlushAt = 64 * 1024;

    /// <summary>Writes all entries, in order, and flushes.</summary>
    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<NativeEntry> entries, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(entries);
        var buffer = new ArrayBufferWriter<byte>(2 * FlushAt);
        await foreach (var entry in entries.WithCancellation(ct))
        {
            WriteLine(buffer, entry);
            if (buffer.WrittenCount >= FlushAt)
            {
                await stream.WriteAsync(buffer.WrittenMemory, ct);
                buffer.ResetWrittenCount();
            }
        }

        await stream.WriteAsync(buffer.WrittenMemory, ct);
        await stream.FlushAsync(ct);
    }

    /// <summary>Writes one line with its line feed.</summary>
    public static void WriteLine(IBufferWriter<byte> buffer, NativeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(entry);
        var json = JsonSerializer.SerializeToUtf8Bytes<RecordEvent>(entry.Event, RecordJson.Options);
        buffer.Write(json.AsSpan(..^1));
        WriteText(buffer, EntryFields.EnteredBy, entry.EnteredBy);
        WriteText(buffer, EntryFields.Reason, entry.Reason);
        buffer.Write("}\n"u8);
    }

    private static void WriteText(IBufferWriter<byte> buffer, string field, string? text)
    {
        if (text is not null)
        {
            buffer.Write(","u8);
            buffer.Write(JsonSerializer.SerializeToUtf8Bytes(field, RecordJson.Options));
            buffer.Write(":"u8);
            buffer.Write(JsonSerializer.SerializeToUtf8Bytes(text, RecordJson.Options));
        }
    }
}
