namespace Palimpsest.Cli.Tests.Writing;

[Collection(nameof(CommandLine))]
public sealed class Showing_the_demo(CommandLine cli)
{
    [Fact]
    public async Task The_demo_records_once_and_answers_the_same_each_time()
    {
        var db = await cli.EmptyAsync();

        var first = await cli.RunAsync(db, "demo");
        var second = await cli.RunAsync(db, "demo", "--no-serve");

        first.Exit.ShouldBe(0, first.Error);
        first.Out.ShouldStartWith($"The fixture is recorded: {CommandLine.Files} files: {CommandLine.Events} new, 0 known.\n");
        second.Exit.ShouldBe(0, second.Error);
        second.Out.ShouldStartWith($"The fixture is in this record already: 0 new, {CommandLine.Events} known.\n");
        After(first.Out).ShouldBe(After(second.Out));
        first.Out.ShouldNotContain(db);
    }

    // The worked examples of the design, section 7: question, day, and what begins the answer.
    [Theory]
    [InlineData("Said al-Shihri: alive?", "2013-01-22", "noReport")]
    [InlineData("Said al-Shihri: alive?", "2013-01-25", "reportedDead")]
    [InlineData("Said al-Shihri: alive?", "2013-04-10", "reportedDead")]
    [InlineData("Said al-Shihri: alive?", "2013-04-12", "deathDisputed")]
    [InlineData("Said al-Shihri: alive?", "2013-06-01", "deathDisputed")]
    [InlineData("Qalat: manner", "2013-04-08", "a U.S. convoy in vehicles")]
    [InlineData("Qalat: manner", "2013-04-12", "on foot outside the base's gate")]
    [InlineData("Qalat: killed", "2013-04-08", "8")]
    [InlineData("Qalat: killed", "2013-04-12", "8")]
    [InlineData("Qalat: civilians killed", "2013-04-12", "low 2, best 2, high 5")]
    [InlineData("Qalat: claims", "2013-04-12", "claimed")]
    [InlineData("ISI and Jabhat al-Nusra:", "2013-04-09", "claimed: announced by")]
    [InlineData("ISI and Jabhat al-Nusra:", "2013-04-10", "contested: announced by")]
    [InlineData("Jabhat al-Nusra: allegiance", "2013-04-10", "pledged:")]
    [InlineData("Naimatullah Mehsud: alive?", "2013-04-05", "noReport")]
    [InlineData("Naimatullah Mehsud: alive?", "2013-04-06", "reportedDead")]
    [InlineData("Farah: killed", "2013-04-03", "44")]
    [InlineData("... with the attackers", "2013-04-03", "53")]
    [InlineData("... civilians", "2013-04-03", "34")]
    [InlineData("... security forces", "2013-04-03", "10")]
    [InlineData("killed in Iraq, April: latest", "2013-04-10", "at least 32 in 3 incidents: 3")]
    [InlineData("killed in Iraq, April: latest", "2013-04-30", "at least 74 in 5 incidents: 3")]
    [InlineData("The French family: ransom", "2013-04-20", "nothing said")]
    [InlineData("The French family: ransom", "2013-04-27", "more than $3 million")]
    [InlineData("El Hadj ag Gamou: allegiance", "2012-12-31", "pledged:")]
    [InlineData("El Hadj ag Gamou: allegiance", "2013-04-03", "contested:")]
    [InlineData("Ansar Eddine: splits", "2013-01-23", "nothing said")]
    [InlineData("Ansar Eddine: splits", "2013-01-25", "faction:miaa")]
    [InlineData("Mexico's drug war: killed", "2012-01-12", "47515; contested")]
    public async Task It_tells_the_worked_examples(string asked, string believedOn, string answer)
    {
        var told = await ToldAsync();

        told.Split('\n').Select(row => row.Split('│', StringSplitOptions.TrimEntries))
            .ShouldContain(row => row.Length == 5 && row[1] == asked && row[2] == believedOn && row[3].StartsWith(answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_that_somebody_works_with_is_left_alone()
    {
        var db = await cli.EmptyAsync();
        await cli.RunAsync(db, "report", "NoClaimKnown", "--subject", "incident:2013-a", "--summary", "x", "--outlet", "source:bbc", "--published", "2013-04-02", "--by", "ann");

        var ran = await cli.RunAsync(db, "demo");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("palimpsest demo --data ./demo-record");
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(1);
    }

    private static string? _told;

    private async Task<string> ToldAsync() => _told ??= (await cli.RunAsync(await cli.FixtureAsync(), "demo")).Out;

    private static string After(string output) => output[output.IndexOf('\n', StringComparison.Ordinal)..];
}
