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
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_payload;

    /// <summary>The lines of a file, in order. A byte order mark, CRLF and blank lines are tolerated.</summary>
    public static async IAsyncEnumerable<NativeLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await foreach (var line in BoundedLines.ReadAsync(stream, ct))
        {
            if (Read(line) is { } read)
            {
                yield return read;
            }
        }
    }

    /// <summary>One line as it stands in a file; null if it is blank.</summary>
    internal static NativeLine? Read(RawLine line)
    {
        if (line.TooLong)
        {
            return NativeLine.Refuse(line.Number, new Finding("", "the line is longer than 1 MiB: expected one report a line, each line ended by a line feed"));
        }

        var bytes = line.Number == 1 && line.Bytes.Span.StartsWith("\uFEFF"u8) ? line.Bytes[3..] : line.Bytes;
        return bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0 ? null : Read(line.Number, bytes) with { Start = line.Start };
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
            return new NativeLine(number, Event(line.Span, root), by, reason, null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return NativeLine.Refuse(number, LineShape.Fault(root) ?? LineShape.Untold(e));
        }
    }

    private static string? Text(JsonElement root, string field) => root.TryGetProperty(field, out var value) ? value.GetString() : null;

    // The kind first: the serialiser reads a payload whose kind it knows in half the time. Whatever is unusual goes the slow way, which knows every fault.
    private static RecordEvent Event(ReadOnlySpan<byte> line, JsonElement root)
    {
        s_payload ??= new ArrayBufferWriter<byte>(4096);
        s_payload.ResetWrittenCount();
        return root.TryGetProperty(RecordJson.Discriminator, out var type) && type.ValueKind == JsonValueKind.String && EventCatalogue.Named(type.GetString()!) is { } kind
            && TryCutPayload(line, s_payload)
                ? (RecordEvent)JsonSerializer.Deserialize(s_payload.WrittenSpan, kind.Type, RecordJson.Options)!
                : JsonSerializer.Deserialize<RecordEvent>(WithoutEntryFields(root), RecordJson.Options)!;
    }

    // The object without its kind and what belongs to the entry; false if it is not plainly written.
    private static bool TryCutPayload(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> payload)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = RecordJson.Options.MaxDepth });
        reader.Read();
        payload.Write("{"u8);
        var kinds = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.ValueIsEscaped)
            {
                return false;
            }

            var isKind = reader.ValueTextEquals(RecordJson.Discriminator);
            var isCut = isKind || reader.ValueTextEquals(EntryFields.EnteredBy) || reader.ValueTextEquals(EntryFields.Reason);
            kinds += isKind ? 1 : 0;
            reader.Read();
            reader.Skip();
            if (!isCut)
            {
                if (payload.WrittenCount > 1)
                {
                    payload.Write(","u8);
                }

                payload.Write(line[start..(int)reader.BytesConsumed]);
            }
        }

        payload.Write("}"u8);
        return kinds == 1;
    }

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
