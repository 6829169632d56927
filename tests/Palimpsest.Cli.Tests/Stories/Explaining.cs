using System.Globalization;
using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

[Collection(nameof(CommandLine))]
public sealed class Explaining(CommandLine journal)
{
    [Theory]
    [InlineData("person:said-al-shihri")]
    [InlineData("incident:2013-04-06-qalat")]
    [InlineData("faction:ttp")]
    public async Task Every_citation_that_could_be_read_by_then_is_named_with_its_date_and_party(string key)
    {
        var explained = await journal.AskAsync("explain", key, "--on", "2013-04-12");
        var shown = explained["topics"]!.AsArray().SelectMany(t => t!["assertions"]!.AsArray()).Select(a => a!["evidence"]!)
            .SelectMany(e => e["citations"]!.AsArray(), (e, c) => $"{e["id"]} {e["party"]} {c!["outlet"]} {c["publishedOn"]}").Distinct().Order(StringComparer.Ordinal);

        var lines = Directory.EnumerateFiles(CommandLine.Fixture, "*.jsonl").SelectMany(File.ReadLines).Where(l => l.Length > 0).Select(l => JsonNode.Parse(l)!).ToList();
        var expected = lines.Where(l => Mentions(l, key))
            .SelectMany(l => l["citations"]!.AsArray(), (l, c) => (l, c: c!))
            .Where(p => string.CompareOrdinal(CountsFrom(p.c), "2013-04-12") <= 0)
            .Select(p => $"{p.l["id"]} {p.l["attributedTo"]?["key"] ?? p.l["citations"]!.AsArray().First(Carries)!["outlet"]} {p.c["outlet"]} {p.c["publishedOn"]}")
            .Distinct().Order(StringComparer.Ordinal);
        shown.ShouldBe(expected);
        explained["leftOut"]!.GetValue<int>().ShouldBe(lines.Where(l => Mentions(l, key))
            .Sum(l => l["citations"]!.AsArray().Count(c => Carries(c) && string.CompareOrdinal(CountsFrom(c!), "2013-04-12") > 0)));
    }

    [Fact]
    public async Task The_outvoted_is_shown_with_what_replaced_it()
    {
        var explained = await journal.AskAsync("explain", "incident:2013-04-06-qalat", "--on", "2013-04-12");
        var manner = explained["topics"]!.AsArray().Single(t => t!["topic"]!.ToString() == "circumstance: manner")!;
        manner["belief"]!.ToString().ShouldContain("on foot");
        var outvoted = manner["assertions"]!.AsArray().Single(a => a!["standing"]!.ToString() == "revised")!;
        outvoted["evidence"]!["id"]!.ToString().ShouldBe("2013-04-06-qalat-manner-convoy");
        outvoted["replacedBy"]!.AsArray().Select(r => r!.ToString()).ShouldBe(["2013-04-06-qalat-manner-foot"]);
    }

    // The subject, or anything in the payload that is a party to it; mere mentions and citations are not.
    private static bool Mentions(JsonNode line, string key)
    {
        var payload = line.DeepClone().AsObject();
        foreach (var field in new[] { "citations", "mentions", "attributedTo" })
        {
            payload.Remove(field);
        }

        return payload["citations"] is null && line["citations"] is not null && payload.ToJsonString().Contains($"\"{key}\"", StringComparison.Ordinal);
    }

    private static bool Carries(JsonNode? citation) => citation!["role"]?.ToString() != "see";

    // Its own last day, or that of what carries it, whichever is earlier.
    private static string CountsFrom(JsonNode citation) =>
        new[] { citation["publishedOn"], citation["via"]?["publishedOn"] }.Where(d => d is not null).Select(d => LastDay(d!.ToString())).Min(StringComparer.Ordinal)!;

    private static string LastDay(string publishedOn) => publishedOn.Split('/')[^1].TrimEnd('~', '?') switch
    {
        { Length: 4 } year => $"{year}-12-31",
        { Length: 7 } month => $"{month}-{DateTime.DaysInMonth(int.Parse(month[..4], CultureInfo.InvariantCulture), int.Parse(month[5..], CultureInfo.InvariantCulture))}",
        var day => day,
    };
}
