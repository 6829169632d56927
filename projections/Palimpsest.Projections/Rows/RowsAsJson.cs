using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Palimpsest.Projections.Rows;

/// <summary>Rows as the array of objects that an insert reads. Every value is a text; the database reads it as the column's type.</summary>
internal static class RowsAsJson
{
    public static string Write(IReadOnlyList<string> names, IEnumerable<(Guid SourceEvent, string?[] Row)> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var (sourceEvent, row) in rows)
            {
                writer.WriteStartObject();
                writer.WriteString("source_event", sourceEvent);
                foreach (var (name, cell) in names.Zip(row).Where(c => c.Second is not null))
                {
                    writer.WriteString(name, cell);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
