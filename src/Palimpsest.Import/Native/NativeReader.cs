using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>
/// Reads the native exchange format: JSON Lines, UTF-8. Whatever the bytes, every line that is not blank is given out,
/// as an event or as an error that a reader who is no programmer can act on; nothing is thrown but what the stream throws.
/// </summary>
public static class NativeReader
{
    /// <summary>The lines of a file, in order. A byte order mark, CRLF and blank lines are tolerated.</summary>
    public static async IAsyncEnumerable<NativeLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await foreach (var line in BoundedLines.ReadAsync(stream, ct))
        {
            if (line.TooLong)
            {
                yield return NativeLine.Refuse(line.Number, new Finding("", "the line is longer than 1 MiB: expected one report a line, each line ended by a line feed"));
                continue;
            }

            var bytes = line.Number == 1 && line.Bytes.Span.StartsWith("\uFEFF"u8) ? line.Bytes[3..] : line.Bytes;
            if (bytes.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                yield return Read(line.Number, bytes);
            }
        }
    }

    /// <summary>One line, without its line feed.</summary>
    public static NativeLine Read(int number, ReadOnlyMemory<byte> line)
    {
        if (LineText.Fault(line.Span) is { } fault)
        {
            return NativeLine.Refuse(number, fault);
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = RecordJson.Options.MaxDepth });
        }
        catch (JsonException e)
        {
            return NativeLine.Refuse(number, LineText.Malformed(line.Span, e));
        }

        using (document)
        {
            return Read(number, line, document.RootElement);
        }
    }

    private static NativeLine Read(int number, ReadOnlyMemory<byte> line, JsonElement root)
    {
        if (LineShape.FaultOfEntry(root) is { } fault)
        {
            return NativeLine.Refuse(number, fault);
        }

        try
        {
            var by = Text(root, EntryFields.EnteredBy);
            var reason = Text(root, EntryFields.Reason);
            var json = by is null && reason is null ? line.Span : WithoutEntryFields(root);
            var @event = JsonSerializer.Deserialize<RecordEvent>(json, RecordJson.Options)!;
            return new NativeLine(number, @event, by, reason, null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return NativeLine.Refuse(number, LineShape.Fault(root) ?? LineShape.Untold(e));
        }
    }

    private static string? Text(JsonElement root, string field) => root.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static ReadOnlySpan<byte> WithoutEntryFields(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in root.EnumerateObject().Where(m => m.Name is not (EntryFields.EnteredBy or EntryFields.Reason)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
