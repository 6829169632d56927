using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Import.Native;

/// <summary>
/// Why a line, though JSON, is no event: walks it beside the contract of <see cref="RecordJson"/> and tells the first difference,
/// by the field's name in the native format. Only asked when reading failed, so it costs sound lines nothing.
/// </summary>
internal static class LineShape
{
    /// <summary>What is wrong with <c>enteredBy</c> and <c>reason</c>, or with the line as a whole.</summary>
    public static Finding? FaultOfEntry(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new Finding("", $"an object {{…}} was expected, not {Named(root)}");
        }

        if (LineText.HalfCharacter(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(root)) is { } half)
        {
            return half;
        }

        foreach (var field in new[] { EntryFields.EnteredBy, EntryFields.Reason })
        {
            if (root.EnumerateObject().Count(m => m.NameEquals(field)) > 1)
            {
                return new Finding(field, "stands twice in the line");
            }

            if (root.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.String)
            {
                return new Finding(field, $"a text was expected, not {Named(value)}");
            }
        }

        return null;
    }

    /// <summary>The first difference between the line and what its type asks for; null if none is found.</summary>
    public static Finding? Fault(JsonElement root)
    {
        if (root.EnumerateObject().Count(m => m.NameEquals(RecordJson.Discriminator)) > 1)
        {
            return new Finding(RecordJson.Discriminator, "stands twice in the line");
        }

        if (!root.TryGetProperty(RecordJson.Discriminator, out var type))
        {
            return new Finding(RecordJson.Discriminator, "missing: a line begins by saying what it is, such as \"type\":\"IncidentReported\"");
        }

        if (type.ValueKind != JsonValueKind.String)
        {
            return new Finding(RecordJson.Discriminator, $"a text was expected, not {Named(type)}");
        }

        var name = type.GetString()!;
        var kind = EventCatalogue.All.FirstOrDefault(k => k.Name == name);
        return kind is null
            ? new Finding(RecordJson.Discriminator, Unknown("type", name, EventCatalogue.All.Select(k => k.Name)))
            : OfObject(root, kind.Type, "", kind.Name);
    }

    // A correction holds a whole entry, which says what it is.
    private static Finding? OfContent(JsonElement content, string path)
    {
        if (content.ValueKind != JsonValueKind.Object)
        {
            return Wrong(path, "an object {…}", content);
        }

        foreach (var field in new[] { EntryFields.EnteredBy, EntryFields.Reason })
        {
            if (content.TryGetProperty(field, out _))
            {
                return new Finding($"{path}.{field}", "belongs to the line and not to the content of the entry");
            }
        }

        return Fault(content) is { } fault ? fault with { Field = $"{path}.{fault.Field}" } : null;
    }

    /// <summary>The last resort: where it went wrong, if not why.</summary>
    public static Finding Untold(Exception e)
    {
        var path = e is JsonException { Path: { } p } && p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : "";
        return new Finding(Legible.Text(path), "cannot be read; see the description of the format");
    }

    private static Finding? OfObject(JsonElement element, Type type, string path, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Wrong(path, "an object {…}", element);
        }

        var fields = RecordJson.Options.GetTypeInfo(type).Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!present.Add(member.Name))
            {
                return new Finding(Legible.Text(at), "stands twice in the line");
            }

            if (path.Length == 0 && member.Name is RecordJson.Discriminator or EntryFields.EnteredBy or EntryFields.Reason)
            {
                continue;
            }

            if (!fields.TryGetValue(member.Name, out var field))
            {
                return new Finding(Legible.Text(at), Unknown($"field of {what}", member.Name, fields.Keys));
            }

            if (OfField(member.Value, field, at) is { } fault)
            {
                return fault;
            }
        }

        var missing = fields.Values.Where(f => f.IsRequired && !present.Contains(f.Name)).Select(f => f.Name).ToList();
        return missing.Count switch
        {
            0 => null,
            1 => new Finding(path.Length == 0 ? missing[0] : $"{path}.{missing[0]}", $"missing: {what} needs it"),
            _ => new Finding(path.Length == 0 ? missing[0] : $"{path}.{missing[0]}", $"missing: {what} needs {string.Join(", ", missing[..^1])} and {missing[^1]}"),
        };
    }

    private static Finding? OfField(JsonElement value, JsonPropertyInfo field, string path)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            return OfValue(value, field.PropertyType, path);
        }

        var mayBeNull = field.PropertyType.IsValueType ? Nullable.GetUnderlyingType(field.PropertyType) is not null : field.IsSetNullable;
        return mayBeNull
            ? null
            : new Finding(path, field.IsRequired ? "is null: expected a value" : "is null: expected a value; leave the field out instead");
    }

    private static Finding? OfValue(JsonElement value, Type declared, string path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var info = RecordJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object when type == typeof(RecordEvent) => OfContent(value, path),
            JsonTypeInfoKind.Object => OfObject(value, type, path, path[(path.LastIndexOf('.') + 1)..]),
            JsonTypeInfoKind.Enumerable => OfList(value, info.ElementType!, path),
            _ => OfScalar(value, type, path),
        };
    }

    private static Finding? OfList(JsonElement value, Type type, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong(path, "a list […]", value);
        }

        var i = 0;
        foreach (var element in value.EnumerateArray())
        {
            var at = $"{path}[{i++}]";
            var fault = element.ValueKind == JsonValueKind.Null ? new Finding(at, "is null: expected a value") : OfValue(element, type, at);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static Finding? OfScalar(JsonElement value, Type type, string path)
    {
        var (expected, fits) = type switch
        {
            _ when type == typeof(bool) => ("true or false", value.ValueKind is JsonValueKind.True or JsonValueKind.False),
            _ when type == typeof(int) || type == typeof(Credibility) => ("a number", value.ValueKind == JsonValueKind.Number),
            _ when type == typeof(Count) => ("a number, a text such as \"at least 7\" or {\"low\":1,\"best\":2,\"high\":3}",
                value.ValueKind is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.Object),
            _ => ("a text", value.ValueKind == JsonValueKind.String),
        };
        if (!fits)
        {
            return Wrong(path, expected, value);
        }

        try
        {
            _ = value.Deserialize(type, RecordJson.Options);
            return null;
        }
        catch (JsonException) when (type == typeof(int))
        {
            return new Finding(path, $"{Legible.Word(value.GetRawText())} is no whole number");
        }
        catch (JsonException) when (type == typeof(Count) && value.ValueKind == JsonValueKind.Object && FaultOfFigures(value) is { } fault)
        {
            return new Finding(path, fault);
        }
        catch (JsonException e)
        {
            return new Finding(path, Legible.Text(e.Message));
        }
    }

    private static string? FaultOfFigures(JsonElement value)
    {
        var names = value.EnumerateObject().Select(m => m.Name).ToList();
        return names.Contains("low", StringComparer.Ordinal) && names.Count == names.Distinct(StringComparer.Ordinal).Count()
            && value.EnumerateObject().All(m => m.Name switch
            {
                "low" => m.Value.ValueKind == JsonValueKind.Number && m.Value.TryGetInt64(out _),
                "best" or "high" => m.Value.ValueKind == JsonValueKind.Null || (m.Value.ValueKind == JsonValueKind.Number && m.Value.TryGetInt64(out _)),
                _ => false,
            })
                ? null
                : "is no count: expected {\"low\":1,\"best\":2,\"high\":3}, whole numbers, each once; best and high may be null or left out";
    }

    private static string Unknown(string what, string word, IEnumerable<string> words)
    {
        var all = words.Order(StringComparer.Ordinal).ToList();
        return Legible.Text(Legible.Nearest(word, all) is { } near
            ? $"{Legible.Word(word)} is no {what}: did you mean '{near}'?"
            : $"{Legible.Word(word)} is no {what}: expected one of {string.Join(", ", all)}");
    }

    private static Finding Wrong(string path, string expected, JsonElement value) => new(path, $"{expected} was expected, not {Named(value)}");

    private static string Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object {…}",
        JsonValueKind.Array => "a list […]",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
