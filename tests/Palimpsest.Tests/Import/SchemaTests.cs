using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Tests.Import;

/// <summary>The schema is written by hand; these hold it to the converter, both ways.</summary>
public class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Fixture.Schema))!.AsObject();

    private static readonly JsonObject Definitions = Schema["$defs"]!.AsObject();

    public static TheoryData<string> Types => [.. EventCatalogue.All.Select(k => k.Name)];

    [Fact]
    public void The_schema_has_every_type_and_no_other() =>
        Schema["oneOf"]!.AsArray().Select(t => (string)t!["$ref"]!).ShouldBe(EventCatalogue.All.Select(k => $"#/$defs/{k.Name}"));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_the_same_fields_in_the_schema_and_in_the_record(string type)
    {
        var info = RecordJson.Options.GetTypeInfo(EventCatalogue.All.Single(k => k.Name == type).Type);

        ((string?)Definitions[type]!["properties"]!["type"]!["const"]).ShouldBe(type);
        ((bool?)Definitions[type]!["unevaluatedProperties"]).ShouldBe(false);
        Properties(Definitions[type]!).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(info.Properties.Select(p => p.Name).Concat(["type", "enteredBy", "reason"]).Order(StringComparer.Ordinal));

        // An incident's date and an editor's reason are asked for by a rule, not by the converter.
        var isEdit = typeof(EditorAct).IsAssignableFrom(info.Type);
        var needed = info.Properties.Where(p => p.IsRequired).Select(p => p.Name).Append("type").Concat(type == "IncidentReported" ? ["occurred"] : []).Concat(isEdit ? ["reason"] : []);
        Required(Definitions[type]!).Order(StringComparer.Ordinal).ShouldBe(needed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_field_has_the_same_shape_and_words_in_the_schema_and_in_the_record(string type)
    {
        var properties = Properties(Definitions[type]!);
        foreach (var property in RecordJson.Options.GetTypeInfo(EventCatalogue.All.Single(k => k.Name == type).Type).Properties)
        {
            Same(properties[property.Name], property.PropertyType, $"{type}.{property.Name}");
        }
    }

    [Fact]
    public void Every_definition_is_used()
    {
        var text = Schema.ToJsonString();

        Definitions.Select(d => d.Key).Where(name => !text.Contains($"\"#/$defs/{name}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static void Same(JsonNode schema, Type declared, string where)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var resolved = Resolve(schema);
        var info = RecordJson.Options.GetTypeInfo(type);
        if (type == typeof(RecordEvent))
        {
            resolved["oneOf"]!.AsArray().Select(t => (string)t!["$ref"]!)
                .ShouldBe(EventCatalogue.All.Where(k => typeof(ITold).IsAssignableFrom(k.Type)).Select(k => $"#/$defs/{k.Name}"), where);
        }
        else if (type.IsEnum)
        {
            resolved["oneOf"]!.AsArray().Select(w => w!["const"]!.ToJsonString()).Order(StringComparer.Ordinal)
                .ShouldBe(Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => JsonSerializer.Serialize(Enum.ToObject(type, v), type, RecordJson.Options)).Order(StringComparer.Ordinal), where);
        }
        else if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            Same(resolved["items"]!, info.ElementType!, where + "[]");
        }
        else if (info.Kind == JsonTypeInfoKind.Object)
        {
            ((bool?)resolved["additionalProperties"]).ShouldBe(false, where);
            resolved["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal).ShouldBe(info.Properties.Select(p => p.Name).Order(StringComparer.Ordinal), where);
            Required(resolved).Order(StringComparer.Ordinal).ShouldBe(info.Properties.Where(p => p.IsRequired).Select(p => p.Name).Order(StringComparer.Ordinal), where);
            foreach (var property in info.Properties)
            {
                Same(resolved["properties"]![property.Name]!, property.PropertyType, $"{where}.{property.Name}");
            }
        }
        else if (type != typeof(Count))
        {
            var expected = type == typeof(bool) ? "boolean" : type == typeof(int) ? "integer" : "string";
            ((string?)resolved["type"]).ShouldBe(expected, where);
        }
    }

    private static JsonNode Resolve(JsonNode schema) => schema["$ref"] is { } to ? Resolve(Definition(to)) : schema;

    private static JsonNode Definition(JsonNode reference) => Definitions[((string)reference!)["#/$defs/".Length..]]!;

    // The most specific definition of a field comes first.
    private static Dictionary<string, JsonNode> Properties(JsonNode definition)
    {
        var found = definition["properties"]?.AsObject().ToDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal) ?? [];
        foreach (var (name, schema) in Bases(definition).SelectMany(Properties))
        {
            found.TryAdd(name, schema);
        }

        return found;
    }

    private static IEnumerable<string> Required(JsonNode definition) =>
        (definition["required"]?.AsArray().Select(r => (string)r!) ?? []).Concat(Bases(definition).SelectMany(Required)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<JsonNode> Bases(JsonNode definition) => definition["allOf"]?.AsArray().Select(b => Definition(b!["$ref"]!)) ?? [];
}
