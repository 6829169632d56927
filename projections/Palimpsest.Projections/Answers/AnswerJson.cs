using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Palimpsest.Json;

namespace Palimpsest.Projections.Answers;

/// <summary>How answers are written: camelCase, nulls and empty lists kept, keys in the order of the documents, the same bytes for the same answer.</summary>
public static class AnswerJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>One a line (NDJSON).</summary>
    public static string Lines<T>(IEnumerable<T> items) => string.Concat(items.Select(i => Line(i) + "\n"));

    /// <summary>On one line.</summary>
    public static string Line<T>(T item) => JsonSerializer.Serialize(item, OnOneLine);

    private static JsonSerializerOptions OnOneLine { get; } = new(Options) { WriteIndented = false };

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        foreach (var converter in RecordJson.Options.Converters)
        {
            options.Converters.Add(converter);
        }

        return options;
    }
}
