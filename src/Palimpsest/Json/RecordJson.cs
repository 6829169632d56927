using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Palimpsest.Reports;

namespace Palimpsest.Json;

/// <summary>
/// The one payload converter: events in storage, lines of the native format and bodies of the API read and write through it.
/// camelCase; strict: an unknown field, a missing required one or a number where a text belongs is an error that names the field.
/// </summary>
public static class RecordJson
{
    /// <summary>The field that names the kind of event where the type is not known from elsewhere.</summary>
    public const string Discriminator = "type";

    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Sets the options of a serialiser that is made elsewhere, such as the event store's.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowOutOfOrderMetadataProperties = true;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 16;

        // Names of people and places stay legible; pages encode for themselves.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TextConverterFactory());
        options.Converters.Add(new CountConverter());
        options.Converters.Add(new WordConverterFactory());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepOnlyState, RefuseGaps, NameKinds } };
        return options;
    }

    /// <summary>One event as one line of the native format.</summary>
    public static string Write(RecordEvent @event) => JsonSerializer.Serialize(@event, Options);

    /// <summary>One line of the native format.</summary>
    /// <exception cref="JsonException">Not an event; path and message say where and why.</exception>
    public static RecordEvent Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordEvent>(json, Options) ?? throw new JsonException("an object was expected, not null");
        }
        catch (NotSupportedException e)
        {
            // The serialiser's answer to a line without a type; the message is its own and names one of ours.
            throw new JsonException("type: missing", e);
        }
    }

    /// <summary>One stored event, whose kind is known from its storage name.</summary>
    public static RecordEvent ReadStored(string storageName, ReadOnlySpan<byte> json) =>
        (RecordEvent)JsonSerializer.Deserialize(json, EventCatalogue.Stored(storageName).Type, Options)!;

    /// <summary>Whether two events say the same, field by field.</summary>
    public static bool Same(RecordEvent left, RecordEvent right) => string.Equals(Write(left), Write(right), StringComparison.Ordinal);

    // What has no setter is derived, and an empty list says nothing.
    private static void KeepOnlyState(JsonTypeInfo info)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            var property = info.Properties[i];
            if (property.Set is null && info.Type.Namespace == typeof(RecordEvent).Namespace)
            {
                info.Properties.RemoveAt(i);
            }
            else if (typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string))
            {
                property.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 };
            }
        }
    }

    // What the annotations say and the serialiser does not hold to: a record's own parameter may be needed, and a list holds no null.
    private static void RefuseGaps(JsonTypeInfo info)
    {
        if (info.Type.Namespace != typeof(RecordEvent).Namespace)
        {
            return;
        }

        foreach (var property in info.Properties)
        {
            property.IsRequired |= property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
            property.Order = property.Name switch { "id" => -2, "subject" or "target" => -1, _ => 0 };
            if (property.Set is { } set && typeof(IEnumerable<object?>).IsAssignableFrom(property.PropertyType))
            {
                property.Set = (owner, value) => set(owner, value is IEnumerable<object?> list && list.Contains(null)
                    ? throw new JsonException("an entry is null: expected a value")
                    : value);
            }
        }
    }

    private static void NameKinds(JsonTypeInfo info)
    {
        if (info.Type != typeof(RecordEvent) && info.Type != typeof(Assertion))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = Discriminator,
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var kind in EventCatalogue.All.Where(k => info.Type.IsAssignableFrom(k.Type)))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind.Type, kind.Name));
        }
    }
}
