using System.Text.Json;
using System.Text.Json.Nodes;
using Palimpsest.Reports;

namespace Palimpsest.Json;

/// <summary>A field that reads otherwise than before.</summary>
/// <param name="Field">The field, by its name in the native format: <c>citations[0].publishedOn</c>.</param>
/// <param name="Before">What stood there, as JSON; null if nothing did.</param>
/// <param name="After">What stands there now; null if nothing does.</param>
public sealed record FieldChange(string Field, JsonNode? Before, JsonNode? After)
{
    /// <summary>Every field in which two readings of an entry differ, in the order of the format.</summary>
    public static IReadOnlyList<FieldChange> Between(RecordEvent before, RecordEvent after) => [.. Of("", Json(before), Json(after))];

    private static JsonNode Json(RecordEvent @event) => JsonSerializer.SerializeToNode(@event, RecordJson.Options)!;

    private static IEnumerable<FieldChange> Of(string field, JsonNode? before, JsonNode? after) => (before, after) switch
    {
        _ when JsonNode.DeepEquals(before, after) => [],
        (JsonObject b, JsonObject a) => b.Concat(a).Select(p => p.Key).Distinct(StringComparer.Ordinal)
            .SelectMany(name => Of(field.Length == 0 ? name : $"{field}.{name}", b[name], a[name])),

        // A list of words changes as a whole; of citations or lines each for itself.
        (JsonArray b, JsonArray a) when b.Concat(a).All(e => e is JsonObject) => Enumerable.Range(0, Math.Max(b.Count, a.Count))
            .SelectMany(i => Of($"{field}[{i}]", b.ElementAtOrDefault(i), a.ElementAtOrDefault(i))),
        _ => [new FieldChange(field, before?.DeepClone(), after?.DeepClone())],
    };
}
