using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palimpsest.Clocks;

/// <summary>
/// What names an answer for ever: which record, which horizon, which question, under which version of the semantics.
/// Asking again with it gives the same bytes.
/// </summary>
/// <param name="Record">The record's id.</param>
/// <param name="Believed">X as it was asked: a day or an instant.</param>
/// <param name="Number">Y: the number of a whole commit's last event; 0 for the empty record.</param>
/// <param name="EventId">The id of the event with that number; null for the empty record.</param>
/// <param name="Question">What was asked, as the reading side writes it.</param>
/// <param name="Semantics">The version of the semantics.</param>
public sealed record Token(
    [property: JsonPropertyName("r")] Guid Record,
    [property: JsonPropertyName("x")] string Believed,
    [property: JsonPropertyName("y")] long Number,
    [property: JsonPropertyName("e")] Guid? EventId,
    [property: JsonPropertyName("q")] JsonElement Question,
    [property: JsonPropertyName("s")] int Semantics)
{
    private const int Longest = 16384;
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Not a token.</exception>
    public static Token Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return text.Length <= Longest && Base64Url.IsValid(text)
                ? JsonSerializer.Deserialize<Token>(Base64Url.DecodeFromChars(text), Options) ?? throw new FormatException("not a token")
                : throw new FormatException("not a token: expected the text that an answer carried as its token, whole");
        }
        catch (JsonException e)
        {
            throw new FormatException("not a token: expected the text that an answer carried as its token, whole", e);
        }
    }

    /// <summary>The token as text: base64url, safe in a URL and a footnote.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Options)));
}
