using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Shared;

/// <summary>Which words of a command line ask something else than the token beside them.</summary>
internal static class Differences
{
    /// <summary>What differs, as it is to be called; the horizon apart.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="asked">What it asks.</param>
    /// <param name="named">What the token names.</param>
    public static IEnumerable<string> Between(ParseResult parsed, Question asked, Question named)
    {
        var (here, there) = (asked.ToJson(), named.ToJson());
        var words = new[] { ("view", "the view"), ("key", "KEY"), ("text", "TEXT") }.Where(w => here.TryGetProperty(w.Item1, out _));

        // An option that says the default outright is left out of the question, and still says something.
        var options = parsed.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit && !Reading.Options.Append(Reading.RowsFormat).Contains(o.Option))
            .Select(o => (Property(o.Option.Name), o.Option.Name));
        return words.Concat(options).Where(w => !Same(here, there, w.Item1)).Select(w => w.Item2);
    }

    private static bool Same(JsonElement here, JsonElement there, string property) =>
        here.TryGetProperty(property, out var asked)
            ? there.TryGetProperty(property, out var named) && JsonElement.DeepEquals(asked, named)
            : !there.TryGetProperty(property, out _);

    // The one that may be repeated makes a list.
    private static string Property(string option) => option == "--outlet" ? "outlets" :
        JsonNamingPolicy.CamelCase.ConvertName(string.Concat(option.TrimStart('-').Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..])));
}
