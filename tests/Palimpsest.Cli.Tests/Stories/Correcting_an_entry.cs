using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>Design section 7: <c>published</c> corrected from 6 to 11 April: at 8 April visible by the old Y, not by the new.</summary>
[Collection(nameof(CommandLine))]
public sealed class Correcting_an_entry(CommandLine journal)
{
    private const string Convoy = "2013-04-06-qalat-manner-convoy";
    private const string Qalat = "incident:2013-04-06-qalat";

    [Fact]
    public async Task A_date_of_publication_corrected_from_6_to_11_April_moves_the_belief_by_the_new_record_and_not_by_the_old()
    {
        var database = await journal.FixtureAsync();
        string[] asked = ["believed", "incident", Qalat, "--on", "2013-04-08"];
        var before = await journal.AskTextAsync(database, asked);
        var token = JsonNode.Parse(before)!["token"]!.ToString();

        var ran = await journal.RunAsync(database, "correct", Convoy, "--published", "2013-04-11", "--by", "ann", "--reason", "the date of the other article");
        ran.Exit.ShouldBe(0, ran.Error);

        Manner(before).ShouldHaveSingleItem().ShouldContain("convoy");
        Manner(await journal.AskTextAsync(database, asked)).ShouldBeEmpty();
        Manner(await journal.AskTextAsync(database, "believed", "incident", Qalat, "--on", "2013-04-12")).Count.ShouldBe(1);
        (await journal.AskTextAsync(database, [.. asked, "--recorded", $"{CommandLine.Events}"])).ShouldBe(before);
        (await journal.AskTextAsync(database, "believed", "incident", Qalat, "--at", token)).ShouldBe(before);
    }

    [Fact]
    public async Task Its_history_says_which_field_changed_from_what_to_what_and_the_explanation_who_did_it_and_why()
    {
        var database = await journal.FixtureAsync();
        await journal.RunAsync(database, "correct", Convoy, "--published", "2013-04-11", "--field", "value=a lorry", "--by", "ann", "--reason", "misread");
        await journal.RunAsync(database, "withdraw", Convoy, "--by", "bob", "--reason", "said of another day");

        var history = await journal.AskAsync(database, ["history", Convoy]);
        var entries = history["entries"]!.AsArray().ToDictionary(e => e!["id"]!.ToString(), e => e!, StringComparer.Ordinal);
        var correction = entries[$"{Convoy}-corrected"];
        correction["changes"]!.AsArray().Select(c => $"{c!["field"]}: {c["before"]} -> {c["after"]}").ShouldBe(
            ["value: a U.S. convoy in vehicles, hit by a suicide bomber's vehicle -> a lorry", "citations[0].publishedOn: 2013-04-06 -> 2013-04-11"]);
        (correction["by"]!.ToString(), correction["reason"]!.ToString()).ShouldBe(("ann", "misread"));
        entries[$"{Convoy}-withdrawn"]["changes"]!.AsArray().ShouldBeEmpty();
        entries[Convoy]["changes"]!.AsArray().ShouldBeEmpty();

        var shown = (await journal.RunAsync(database, "history", Qalat)).Out;
        shown.ShouldContain("citations[0].publishedOn: 2013-04-06 → 2013-04-11");
        var explained = (await journal.RunAsync(database, "explain", Qalat, "--on", "2013-04-12")).Out;
        explained.ShouldContain("withdrawn by an editor, nyt from 2013-04-11");
        explained.ShouldContain("assertion corrected by ann on ");
        explained.ShouldContain(": said of another day");
    }

    private static IReadOnlyList<string> Manner(string answer) =>
        [.. JsonNode.Parse(answer)!["circumstances"]!.AsArray().Where(c => c!["aspect"]!.ToString() == "manner").Select(c => c!["value"]!.ToString())];
}
