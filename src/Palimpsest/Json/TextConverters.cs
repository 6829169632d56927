using System.Text.Json;
using System.Text.Json.Serialization;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Json;

/// <summary>Values that are one text each: keys, dates, grades.</summary>
internal sealed class TextConverterFactory : JsonConverterFactory
{
    private static readonly Dictionary<Type, JsonConverter> Converters = new()
    {
        [typeof(SubjectKey)] = new TextConverter<SubjectKey>(SubjectKey.Parse, k => k.Value),
        [typeof(Edtf)] = new TextConverter<Edtf>(Edtf.Parse, d => d.Text),
        [typeof(PublicationDate)] = new TextConverter<PublicationDate>(PublicationDate.Parse, d => d.Text),
        [typeof(Reliability)] = new TextConverter<Reliability>(ParseReliability, r => r.ToString()),
        [typeof(Credibility)] = new CredibilityConverter(),
    };

    public override bool CanConvert(Type typeToConvert) => Converters.ContainsKey(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Converters[typeToConvert];

    private static Reliability ParseReliability(string text) => text.Length == 1 && text[0] is >= 'A' and <= 'F'
        ? Reliability.A + (text[0] - 'A')
        : throw new FormatException($"'{(text.Length > 40 ? text[..40] + "…" : text)}' is no reliability: expected A to F (Admiralty code)");
}

internal sealed class TextConverter<T>(Func<string, T> parse, Func<T, string> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("a text was expected");
        }

        try
        {
            return parse(reader.GetString()!);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}

/// <summary>The words of the codebooks, exactly as written there: no other case, no number, no list of several.</summary>
internal sealed class WordConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum && typeToConvert.Namespace == typeof(RecordEvent).Namespace;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(WordConverter<>).MakeGenericType(typeToConvert))!;
}

internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));
    private static readonly Dictionary<string, T> Values = Words.ToDictionary(w => w.Value, w => w.Key, StringComparer.Ordinal);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : throw new JsonException("a text was expected");

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words[value]);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Words[value]);

    private static T Parse(string word) => Values.TryGetValue(word, out var value)
        ? value
        : throw new JsonException($"'{(word.Length > 40 ? word[..40] + "…" : word)}' is unknown: expected {string.Join(", ", Values.Keys)}");
}

internal sealed class CredibilityConverter : JsonConverter<Credibility>
{
    public override Credibility Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var n) && n is >= 1 and <= 6
            ? (Credibility)n
            : throw new JsonException("no credibility: expected a number from 1 to 6 (Admiralty code)");

    public override void Write(Utf8JsonWriter writer, Credibility value, JsonSerializerOptions options) => writer.WriteNumberValue((int)value);
}

/// <summary>A count is a number, a text, or an object of the source's own low, best and high.</summary>
internal sealed class CountConverter : JsonConverter<Count>
{
    public override Count Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    return reader.TryGetInt64(out var n) ? Count.Exactly(n) : throw new JsonException("no count: expected a whole number");
                case JsonTokenType.String:
                    return Count.Parse(reader.GetString()!);
                case JsonTokenType.StartObject:
                    var own = JsonSerializer.Deserialize<OwnFigures>(ref reader, options)!;
                    return Count.Own(own.Low, own.Best, own.High);
                default:
                    throw new JsonException("no count: expected a number, a text such as \"at least 7\", or {\"low\":1,\"best\":2,\"high\":3}");
            }
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Count value, JsonSerializerOptions options)
    {
        if (value.IsOwnFigures)
        {
            JsonSerializer.Serialize(writer, new OwnFigures(value.Figure.Low, value.Figure.Best, value.Figure.High), options);
        }
        else if (value.Text.All(char.IsAsciiDigit))
        {
            writer.WriteNumberValue(value.Figure.Low);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }

    private sealed record OwnFigures([property: JsonRequired] long Low, long? Best = null, long? High = null);
}
