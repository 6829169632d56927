using System.Text.Json;
using System.Text.Json.Nodes;
using Palimpsest.Json;

namespace Palimpsest.Cli.Tables;

/// <summary>A field that reads otherwise, as people read it.</summary>
internal static class Changed
{
    /// <summary>Such as <c>citations[0].publishedOn: 2013-04-06 → 2013-04-11</c>.</summary>
    public static string Line(FieldChange change) => $"{change.Field}: {Value(change.Before)} → {Value(change.After)}";

    private static string Value(JsonNode? value) => value switch
    {
        null => "nothing",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(RecordJson.Options),
    };
}
