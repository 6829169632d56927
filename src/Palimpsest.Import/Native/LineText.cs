using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Palimpsest.Acts;
using Palimpsest.Json;

namespace Palimpsest.Import.Native;

/// <summary>What can be wrong with a line before it is known what it says: its encoding and its JSON.</summary>
internal static class LineText
{
    /// <summary>The first byte that is no UTF-8; null if there is none.</summary>
    public static Finding? Fault(ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line))
        {
            return null;
        }

        if (line.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || line.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new Finding("", "the file is UTF-16: expected UTF-8; save it anew in that encoding");
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return new Finding("", Invariant($"column {Column(line, at)}: the byte {line[at]:X2} is no UTF-8; save the file in that encoding"));
    }

    /// <summary>Why the line is no JSON.</summary>
    public static Finding Malformed(ReadOnlySpan<byte> line, JsonException e)
    {
        if (TooDeepAt(line) is { } deep)
        {
            return new Finding("", Invariant($"column {Column(line, deep)}: nested deeper than {RecordJson.Options.MaxDepth} levels"));
        }

        var at = (int)Math.Min(e.BytePositionInLine ?? 0, line.Length);
        var cut = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new Finding("", Legible.Text(Invariant($"column {Column(line, at)}: not well-formed JSON. {(cut < 0 ? e.Message : e.Message[..cut])}")));
    }

    /// <summary>A text or name with half of a surrogate pair escaped in it, which is no character; null if there is none.</summary>
    public static Finding? HalfCharacter(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\\u"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = RecordJson.Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return new Finding("", Invariant($"column {Column(line, (int)reader.TokenStartIndex)}: the text holds half of a character (\\ud800 to \\udfff alone)"));
            }
        }

        return null;
    }

    private static int? TooDeepAt(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = line.Length + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= RecordJson.Options.MaxDepth)
                {
                    return (int)reader.TokenStartIndex;
                }
            }
        }
        catch (JsonException)
        {
            // Malformed before it is too deep: that is the fault to tell of.
        }

        return null;
    }

    private static int Column(ReadOnlySpan<byte> line, int at) => Encoding.UTF8.GetCharCount(line[..at]) + 1;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
