using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Writing;

/// <summary>JSON as it is typed or built here, before it is a line of the native format.</summary>
internal static class NativeJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = RecordJson.Options.MaxDepth };

    public static bool TryParse(string text, [NotNullWhen(true)] out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException)
        {
            node = null;
        }

        return node is not null;
    }

    /// <exception cref="FindingsException">It is no JSON object; named after <paramref name="option"/>.</exception>
    public static JsonObject Object(string text, string option)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject
                ?? throw new FindingsException(new Finding(option, "an object {…} was expected"));
        }
        catch (JsonException e)
        {
            throw new FindingsException(new Finding(option, $"not well-formed JSON: {e.Message}"));
        }
    }

    public static JsonObject Of(RecordEvent @event) => JsonSerializer.SerializeToNode(@event, RecordJson.Options)!.AsObject();
}

/// <summary>What was typed cannot become a report or act: what is wrong, by field or option.</summary>
internal sealed class FindingsException(params IReadOnlyList<Finding> findings) : Exception(string.Join('\n', findings))
{
    public IReadOnlyList<Finding> Findings { get; } = findings;
}
