using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Writing;

/// <summary>What the fields of the native format are made of, read from the contract itself.</summary>
internal static class FieldTypes
{
    /// <summary>The type of the field at a dotted path; null if there is none.</summary>
    public static Type? At(Type? type, string path)
    {
        foreach (var name in path.Split('.'))
        {
            type = type is null ? null : Fields(type).FirstOrDefault(f => f.Name == name)?.PropertyType;
        }

        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>The fields of an object; none if it is a value.</summary>
    public static IEnumerable<JsonPropertyInfo> Fields(Type type)
    {
        var info = RecordJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info.Kind == JsonTypeInfoKind.Object ? info.Properties : [];
    }

    public static Type? EntryOfList(Type? type) =>
        type is not null && RecordJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } entry } ? entry : null;

    /// <summary>
    /// A value as typed on a command line: JSON where the field holds no text and it is JSON, else text.
    /// A date, a key or a name made of digits stays what it is.
    /// </summary>
    public static JsonNode? Value(string text, Type? type)
    {
        var isText = type is not null && type != typeof(bool) && type != typeof(int) && type != typeof(Credibility) && type != typeof(Count)
            && RecordJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.None;
        return isText || !NativeJson.TryParse(text, out var node) ? JsonValue.Create(text) : node;
    }

    /// <summary>
    /// An object as typed on a command line: JSON, or <c>name=value,name=value</c>. A comma belongs to the value before it unless a field's name follows;
    /// the name alone of a field that is true or false means true.
    /// </summary>
    /// <exception cref="FindingsException">Neither; named after <paramref name="option"/>.</exception>
    public static JsonObject Object(string text, Type type, string option)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            return NativeJson.Object(text, option);
        }

        var draft = new Draft([], type);
        var pairs = new List<(string Name, string Value)>();
        foreach (var piece in text.Split(','))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? piece : piece[..equals]).Trim();
            if (At(type, name) is { } field && (equals >= 0 || field == typeof(bool)))
            {
                pairs.Add((name, equals < 0 ? "true" : piece[(equals + 1)..].Trim()));
            }
            else if (pairs.Count > 0)
            {
                pairs[^1] = (pairs[^1].Name, $"{pairs[^1].Value},{piece}");
            }
            else
            {
                throw new FindingsException(new Finding(option, $"'{name}' is no field of it: expected {string.Join(", ", Fields(type).Select(f => f.Name))} as name=value,name=value, or JSON"));
            }
        }

        foreach (var (name, value) in pairs)
        {
            draft.Set(name, value);
        }

        return draft.Line;
    }
}
