using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>Design section 7, row by row, through <c>believed ... --format json</c>; Mexico's awaits the articles.</summary>
[Collection(nameof(CommandLine))]
public sealed class Worked_examples(CommandLine journal)
{
    private const string Qalat = "incident:2013-04-06-qalat";
    private const string Shihri = "person:said-al-shihri";

    [Theory]
    [InlineData("2013-01-22", "noReport", false)]
    [InlineData("2013-01-25", "reportedDead", false)]
    [InlineData("2013-04-10", "reportedDead", false)]
    [InlineData("2013-04-12", "deathDisputed", true)]
    [InlineData("2013-06-01", "deathDisputed", true)]
    public async Task Al_Shihris_life_status(string on, string status, bool contested)
    {
        var person = await journal.AskAsync("believed", "person", Shihri, "--on", on);
        Text(person["lifeStatus"]).ShouldBe(status);
        person["contested"]!.GetValue<bool>().ShouldBe(contested);
    }

    [Fact]
    public async Task Al_Shihris_death_is_the_Yemeni_governments_word_of_wounds_from_a_drone_strike_of_November_2012()
    {
        var person = await journal.AskAsync("believed", "person", Shihri, "--on", "2013-01-25");
        var death = person["deaths"]!.AsArray().ShouldHaveSingleItem()!;
        Text(death["assertions"]![0]!["party"]).ShouldBe("source:yemeni-government");
        Text(death["cause"]).ShouldContain("drone");
        var strike = await journal.AskAsync("believed", "incident", Text(death["incident"]), "--on", "2013-01-25");
        Text(strike["incident"]!["kind"]).ShouldBe("droneStrike");
        Text(strike["incident"]!["occurred"]).ShouldBe("2012-11");
    }

    [Fact]
    public async Task The_dispute_is_a_purported_statement_and_the_journals_recap_does_not_undo_it()
    {
        var deaths = (await journal.AskAsync("believed", "person", Shihri, "--on", "2013-06-01"))["deaths"]!.AsArray();
        var dispute = deaths.Single(d => Text(d!["type"]) == "DeathDisputed")!;
        Text(dispute["basis"]).ShouldBe("signOfLife");
        Text(dispute["assertions"]![0]!["modality"]).ShouldBe("purported");
        var reports = deaths.Where(d => Text(d!["type"]) == "DeathReported").ToList();
        reports.Count.ShouldBe(2);
        reports.ShouldAllBe(r => r!["contested"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("2013-04-08", "convoy", null)]
    [InlineData("2013-04-12", "on foot", "convoy")]
    public async Task Qalats_manner(string on, string manner, string? earlier)
    {
        var incident = await journal.AskAsync("believed", "incident", Qalat, "--on", on);
        var shown = incident["circumstances"]!.AsArray().Single(c => Text(c!["aspect"]) == "manner")!;
        Text(shown["value"]).ShouldContain(manner);
        shown["earlier"]!.AsArray().Select(e => Text(e!["value"])).ShouldBe(earlier is null ? [] : [Text(shown["earlier"]![0]!["value"])]);
        if (earlier is not null)
        {
            Text(shown["earlier"]![0]!["value"]).ShouldContain(earlier);
            Text(shown["assertions"]![0]!["countsFrom"]).ShouldBe("2013-04-11");
            Text(shown["assertions"]![0]!["party"]).ShouldBe("source:guardian");
        }
    }

    [Theory]
    [InlineData("2013-04-08")]
    [InlineData("2013-04-12")]
    public async Task Qalats_killed_and_claims(string on)
    {
        var incident = await journal.AskAsync("believed", "incident", Qalat, "--on", on);
        Figure(incident["casualties"]!["killed"]).ShouldBe((8, 8, 8));
        incident["casualties"]!["killed"]!["accounts"]![0]!["lines"]!.AsArray().Select(l => l!["count"]!.GetValue<int>()).Order().ShouldBe([2, 3, 3]);
        Text(incident["claims"]!["status"]).ShouldBe("claimed");
        var claimant = incident["claims"]!["claimants"]!.AsArray().ShouldHaveSingleItem()!;
        (Text(claimant["by"]), Text(claimant["stance"])).ShouldBe(("faction:afghan-taliban", "claimed"));
        var civilians = await journal.AskAsync("believed", "incident", Qalat, "--on", on, "--class", "civilian");
        Figure(civilians["casualties"]!["killed"]).ShouldBe((2, 2, 5));
    }

    [Fact]
    public async Task The_merger_is_announced_by_one_side_and_then_denied_by_the_other()
    {
        var before = await journal.AskAsync("believed", "faction", "faction:jabhat-al-nusra", "--on", "2013-04-09");
        var announced = before["mergers"]!.AsArray().ShouldHaveSingleItem()!;
        Text(announced["status"]).ShouldBe("claimed");
        announced["announcedBy"]!.AsArray().Select(Text).ShouldBe(["faction:isi"]);
        before["contested"]!.GetValue<bool>().ShouldBeFalse();

        foreach (var side in new[] { "faction:jabhat-al-nusra", "faction:isi" })
        {
            var after = await journal.AskAsync("believed", "faction", side, "--on", "2013-04-10");
            var merger = after["mergers"]!.AsArray().ShouldHaveSingleItem()!;
            Text(merger["status"]).ShouldBe("contested");
            merger["announcedBy"]!.AsArray().Select(Text).ShouldBe(["faction:isi"]);
            merger["deniedBy"]!.AsArray().Select(Text).ShouldBe(["faction:jabhat-al-nusra"]);
            after["contested"]!.GetValue<bool>().ShouldBeTrue();
        }

        var nusra = await journal.AskAsync("believed", "faction", "faction:jabhat-al-nusra", "--on", "2013-04-10");
        var pledge = nusra["allegiances"]!.AsArray().ShouldHaveSingleItem()!;
        (Text(pledge["from"]), Text(pledge["to"]), Text(pledge["status"])).ShouldBe(("faction:jabhat-al-nusra", "person:ayman-al-zawahiri", "pledged"));
    }

    [Theory]
    [InlineData("2013-04-05", "noReport")]
    [InlineData("2013-04-06", "reportedDead")]
    public async Task Naimatullah_Mehsuds_life_status(string on, string status) =>
        Text((await journal.AskAsync("believed", "person", "person:naimatullah-mehsud", "--on", on))["lifeStatus"]).ShouldBe(status);

    [Fact]
    public async Task Farahs_killed()
    {
        async Task<(long, long?, long?)> KilledAsync(params string[] more) => Figure(
            (await journal.AskAsync(["believed", "incident", "incident:2013-04-03-farah-court", "--on", "2013-04-03", .. more]))["casualties"]!["killed"]);
        (await KilledAsync()).ShouldBe((44, 44, 44));
        (await KilledAsync("--with-attackers")).ShouldBe((53, 53, 53));
        (await KilledAsync("--class", "civilian")).ShouldBe((34, 34, 34));
        (await KilledAsync("--class", "securityForce")).ShouldBe((10, 10, 10));
    }

    [Theory]
    [InlineData("2013-04-10", "latest", 32L, 32L)]
    [InlineData("2013-04-10", "conservative", 32L, 32L)]
    [InlineData("2013-04-10", "majority", 32L, 32L)]
    [InlineData("2013-04-30", "latest", 74L, 74L)]
    [InlineData("2013-04-30", "conservative", 74L, 74L)]
    [InlineData("2013-04-30", "majority", 74L, 74L)]
    [InlineData("2013-04-30", "envelope", 74L, null)]
    public async Task Killed_in_Iraq_in_April_2013(string on, string policy, long low, long? best)
    {
        var tally = await IraqAsync(on, policy);
        Figure(tally["total"]!["killed"]).ShouldBe((low, best, null));
        tally["total"]!["killed"]!["open"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_two_places_within_the_wave_are_parts_and_not_added()
    {
        var parts = (await IraqAsync("2013-04-30", "latest"))["incidents"]!.AsArray().Where(i => i!["within"]!.AsObject().Count > 0).ToList();
        parts.Select(p => Figure(p!["casualties"]!["killed"]).Low).Order().ShouldBe([2, 5]);
        parts.ShouldAllBe(p => Text(p!["within"]!["killed"]) == "incident:2013-04-15-iraq-wave" && p["added"]!.AsArray().Count == 0);
    }

    [Theory]
    [InlineData("2013-04-20", false)]
    [InlineData("2013-04-27", true)]
    public async Task The_ransom_for_the_family_taken_in_Cameroon(string on, bool said)
    {
        var incident = await journal.AskAsync("believed", "incident", "incident:2013-02-cameroon-french-family", "--on", on);
        var ransom = incident["circumstances"]!.AsArray().Where(c => Text(c!["aspect"]) == "ransom").ToList();
        ransom.Count.ShouldBe(said ? 1 : 0);
        if (said)
        {
            Text(ransom[0]!["value"]).ShouldContain("more than $3 million");
            var report = ransom[0]!["assertions"]![0]!;
            Text(report["party"]).ShouldBe("source:nigerian-government");
            Text(report["citations"]![0]!["outlet"]).ShouldBe("source:bbc");
            Text(report["countsFrom"]).ShouldBe("2013-04-26");
        }
    }

    private Task<JsonNode> IraqAsync(string on, string policy) => journal.AskAsync(
        "believed", "casualties", "--country", "Iraq", "--from", "2013-04-01", "--to", "2013-04-30", "--outcome", "killed", "--on", on, "--policy", policy);

    [Theory]
    [InlineData("2013-04-10", "2013-04-01 10 2013-04-06 22")]
    [InlineData("2013-04-30", "2013-04-01 10 2013-04-06 22 2013-04-15 20 2013-04-18 22")]
    public async Task Killed_in_Iraq_in_April_day_by_day(string on, string points)
    {
        var series = (await journal.AskAsync("believed", "series", "--country", "Iraq", "--from", "2013-04-01", "--to", "2013-04-30", "--outcome", "killed", "--on", on))["series"]![0]!;
        string.Join(' ', series["points"]!.AsArray().Select(p => $"{p!["period"]} {p["low"]}")).ShouldBe(points);
        var tally = (await journal.AskAsync("believed", "casualties", "--country", "Iraq", "--from", "2013-04-01", "--to", "2013-04-30", "--outcome", "killed", "--on", on))["total"]!["killed"]!;
        JsonNode.DeepEquals(series["total"], tally).ShouldBeTrue();
        (await journal.AskAsync("believed", "series", "--at", Text((await journal.AskAsync("believed", "series", "--by", "month", "--on", on))["token"])))["by"]!.GetValue<string>().ShouldBe("month");
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static (long Low, long? Best, long? High) Figure(JsonNode? node) =>
        (node!["low"]!.GetValue<long>(), node["best"]?.GetValue<long>(), node["high"]?.GetValue<long>());
}
