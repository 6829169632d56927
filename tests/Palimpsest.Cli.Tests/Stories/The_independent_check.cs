using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>A script of its own, which shares no line with the product, derives April's dead of every country from the fixture's lines.</summary>
[Collection(nameof(CommandLine))]
public sealed class The_independent_check(CommandLine journal)
{
    private const string On = "2013-05-31";
    private static readonly Lazy<Task<JsonNode>> Derived = new(DeriveAsync);

    [Theory]
    [InlineData("withoutAttackers")]
    [InlineData("withAttackers", "--with-attackers")]
    public async Task Every_country_has_the_same_tally(string attackers, params string[] more)
    {
        var derived = (await Derived.Value)["countries"]!.AsObject().Select(c => Row(c.Key, c.Value![attackers]!));

        var told = new List<string>();
        foreach (var country in await CountriesAsync())
        {
            var tally = await journal.AskAsync([
                "believed", "casualties", "--country", country, "--from", "2013-04-01", "--to", "2013-04-30", "--on", On, "--outcome", "killed", .. more]);
            told.Add(Row(country, tally["total"]!["killed"]!));
        }

        told.ShouldContain(row => row.StartsWith("Iraq: 74 ", StringComparison.Ordinal));
        told.ShouldBe(derived);
    }

    private async Task<IEnumerable<string>> CountriesAsync() => (await journal.AskAsync("believed", "incidents", "--on", On))["incidents"]!.AsArray()
        .Select(i => i!["place"]!["country"]?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Row(string country, JsonNode killed) =>
        $"{country}: {killed["low"]} / {killed["best"]?.ToString() ?? "none"} / {killed["high"]?.ToString() ?? "open"} in {killed["incidents"]} incidents";

    private static async Task<JsonNode> DeriveAsync()
    {
        var script = Path.Combine(CommandLine.Repository, "tests", "country-tallies.cs");
        var start = new ProcessStartInfo("dotnet", ["run", script, "--", CommandLine.Fixture, "2013-04", "--on", On, "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The build that runs the tests must not reach into the script's.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(CommandLine.Ct);
        var complained = process.StandardError.ReadToEndAsync(CommandLine.Ct);
        await process.WaitForExitAsync(CommandLine.Ct);
        process.ExitCode.ShouldBe(0, await complained + await said);
        return JsonNode.Parse(await said)!;
    }
}
