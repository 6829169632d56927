using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Json;

namespace Palimpsest.Cli.Writing;

/// <summary>A line of the native format in the making: what it starts from, and what the command line says over it.</summary>
internal sealed class Draft(JsonObject line, Type? type)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>An event of the kind that the line names.</summary>
    public Draft(JsonObject line)
        : this(line, TypeOf(line))
    {
    }

    public JsonObject Line => line;

    /// <summary>The text of a field; null where it is missing or no text.</summary>
    public string? Text(string field) => line[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Sets the field at a dotted path; a list gets one entry more; an empty value leaves the field out.</summary>
    /// <exception cref="FindingsException">Given twice, or a part of the path is no object.</exception>
    public void Set(string path, string? value)
    {
        if (value is null)
        {
            return;
        }

        var fieldType = FieldTypes.At(type, path);
        if (FieldTypes.EntryOfList(fieldType) is { } entry && value.Length > 0)
        {
            // A whole list, or one entry of it.
            if (NativeJson.TryParse(value, out var whole) && whole is JsonArray list)
            {
                list.ToList().ForEach(e => Add(path, e?.DeepClone()));
            }
            else
            {
                Add(path, FieldTypes.Value(value, entry));
            }

            return;
        }

        if (!_given.Add(path))
        {
            throw new FindingsException(new Finding(path, "is given twice"));
        }

        var (owner, name) = Owner(path);
        if (value.Length == 0)
        {
            owner.Remove(name);
        }
        else
        {
            owner[name] = FieldTypes.Value(value, fieldType);
        }
    }

    /// <summary>Adds an entry to a list; the first one replaces what the line started with.</summary>
    public void Add(string path, JsonNode? entry)
    {
        var (owner, name) = Owner(path);
        if (_given.Add(path) || owner[name] is not JsonArray)
        {
            owner[name] = new JsonArray();
        }

        owner[name]!.AsArray().Add(entry);
    }

    private (JsonObject Owner, string Name) Owner(string path)
    {
        var names = path.Split('.');
        var at = line;
        foreach (var name in names[..^1])
        {
            at[name] ??= new JsonObject();
            at = at[name] as JsonObject ?? throw new FindingsException(new Finding(path, $"'{name}' is no object"));
        }

        return (at, names[^1]);
    }

    private static Type? TypeOf(JsonObject line) =>
        line[RecordJson.Discriminator] is JsonValue value && value.TryGetValue<string>(out var name) ? EventCatalogue.All.FirstOrDefault(k => k.Name == name)?.Type : null;
}
