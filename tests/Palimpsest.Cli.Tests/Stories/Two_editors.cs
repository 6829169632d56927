using System.Globalization;
using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>
/// Two processes act on one thing at the same time, both having seen the same version: one wins, the other is told what changed, nothing is lost.
/// PALIMPSEST_RACES says how many races are run (5 if not set); with PALIMPSEST_EXECUTABLE, a published build, 500 take some minutes:
/// <code>PALIMPSEST_RACES=500 PALIMPSEST_EXECUTABLE=/tmp/pub/palimpsest dotnet test tests/Palimpsest.Cli.Tests --filter Two_editors</code>
/// </summary>
[Collection(nameof(CommandLine))]
public sealed class Two_editors(CommandLine journal)
{
    private static int Races { get; } = int.Parse(Environment.GetEnvironmentVariable("PALIMPSEST_RACES") ?? "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task One_wins_the_other_is_told_what_changed_and_nothing_is_lost()
    {
        var database = await journal.FixtureAsync();
        var reports = (await journal.LinesAsync(database)).Select(l => JsonNode.Parse(l)!).Where(l => l["citations"] is not null).Select(l => l["id"]!.ToString()).ToList();
        var won = new Dictionary<string, int>(StringComparer.Ordinal) { ["ann"] = 0, ["bob"] = 0 };
        var winners = new List<string>();
        for (var race = 0; race < Races; race++)
        {
            var (ann, bob) = Acts(race, reports[race]);
            var ran = await Task.WhenAll(RunAsync(database, "ann", ann), RunAsync(database, "bob", bob));
            var (winner, loser) = ran[0].Exit == 0 ? (ran[0], ran[1]) : (ran[1], ran[0]);
            var who = ran[0].Exit == 0 ? "ann" : "bob";
            (winner.Exit, loser.Exit).ShouldBe((0, 1), $"race {race}\n{ran[0].Error}\n{ran[1].Error}");
            var id = winner.Out.Trim().Split(' ')[^1];
            loser.Error.ShouldContain($"conflict: {who} acted on ");
            loser.Error.ShouldContain($", {who}: ");
            loser.Error.ShouldContain($"{id}: because of race {race}");
            if ((who == "ann" ? ann : bob)[0] == "correct")
            {
                loser.Error.ShouldContain($"→ {who}'s, {race}");
            }

            won[who]++;
            winners.Add(id);
        }

        TestContext.Current.SendDiagnosticMessage($"{Races} races: {won["ann"]} won by the one, {won["bob"]} by the other");
        var lines = await journal.LinesAsync(database);
        lines.Skip(CommandLine.Events).Select(l => JsonNode.Parse(l)!["id"]!.ToString()).ShouldBe(winners);
        (await journal.RunAsync(database, "verify")).Exit.ShouldBe(0);
    }

    private static Task<Ran> RunAsync(string database, string by, string[] act) => CommandLine.RunProcessAsync("", [.. act, "--by", by, "--db", database]);

    // Corrections, withdrawals, regrades, and merges of A into B against B into A.
    private static (string[] Ann, string[] Bob) Acts(int race, string target)
    {
        string[] because = ["--reason", $"because of race {race}", "--after", "none"];
        string[] Correct(string by) => ["correct", target, "--summary", $"{by}'s, {race}", .. because];
        string[] Regrade(string grade) => ["regrade", target, "--reliability", grade, "--credibility", "2", .. because];
        string[] Merge(string one, string other) => ["merge", $"faction:{one}-{race}", "--into", $"faction:{other}-{race}", .. because, "--after-other", "none"];
        return (race % 5) switch
        {
            0 => (Correct("ann"), Correct("bob")),
            1 => (Merge("a", "b"), Merge("b", "a")),
            2 => (Correct("ann"), ["withdraw", target, .. because]),
            3 => (Regrade("A"), Regrade("E")),
            _ => (["withdraw", target, .. because], Regrade("B")),
        };
    }
}
