using System.CommandLine;
using System.Text.Json;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Shared;

/// <summary>Which words of a command line say something else than the token beside them.</summary>
internal static class Differences
{
    public static IEnumerable<string> Between(ParseResult parsed, Question asked, Answer answer)
    {
        if (parsed.GetValue(Reading.On) is { } on && BelievedOn.Parse(on).At != answer.Horizon.BelievedOn.At)
        {
            yield return "--on";
        }

        if (parsed.GetValue(Reading.Recorded) is { } recorded && recorded != answer.Horizon.Recorded.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            yield return "--recorded";
        }

        // What was not given is left out of both; the view and the key are always given.
        var named = answer.Question.ToJson();
        foreach (var given in asked.ToJson().EnumerateObject())
        {
            if (!named.TryGetProperty(given.Name, out var value) || !JsonElement.DeepEquals(value, given.Value))
            {
                yield return given.Name switch { "view" => "the view", "key" => "the key", "text" => "the text", var name => $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}" };
            }
        }
    }
}
