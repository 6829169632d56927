namespace Palimpsest.Cli.Tests.Stories;

[Collection(nameof(CommandLine))]
public sealed class Leaking_nothing(CommandLine journal)
{
    private const string Peshawar = "incident:2013-04-16-peshawar";

    [Theory]
    [InlineData("2013-04-16", false)]
    [InlineData("2013-04-17", true)]
    public async Task A_citation_is_shown_once_it_could_be_read(string on, bool shown)
    {
        foreach (var verb in new string[][] { ["believed", "incident", Peshawar], ["explain", Peshawar], ["believed", "casualties", "--country", "Pakistan"] })
        {
            var answer = (await journal.AskAsync([.. verb, "--on", on])).ToJsonString();
            answer.ShouldContain("source:dawn");
            answer.Contains("\"outlet\":\"source:rfe-rl\"", StringComparison.Ordinal).ShouldBe(shown, string.Join(' ', verb));
        }
    }

    [Fact]
    public async Task The_name_of_a_union_is_found_once_somebody_announced_it()
    {
        (await journal.AskAsync("find", "levant", "--on", "2013-04-08"))["results"]!.AsArray().ShouldBeEmpty();
        (await journal.AskAsync("find", "levant", "--on", "2013-04-09"))["results"]!.AsArray().Select(r => r!["key"]!.ToString()).ShouldContain("faction:isi");
    }
}
