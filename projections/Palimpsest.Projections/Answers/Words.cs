using System.Text.Json;

namespace Palimpsest.Projections.Answers;

/// <summary>The words of enumerations, as in the native format: lower camel case.</summary>
public static class Words
{
    /// <summary>Such as <c>securityForce</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>All words of an enumeration.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Reads a word.</summary>
    /// <exception cref="FormatException">Not a word of the enumeration; the message lists them.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Of(value), word, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new FormatException($"'{word}' is none of {string.Join(", ", All<T>())}");
    }
}
