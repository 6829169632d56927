using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Writing;

/// <summary>What an editor does to this record's own entries, verb by verb.</summary>
[Collection(nameof(CommandLine))]
public sealed class Editing_entries(CommandLine cli)
{
    private const string Convoy = "2013-04-06-qalat-manner-convoy";
    private const string Qalat = "incident:2013-04-06-qalat";
    private const string Mehsud = "person:naimatullah-mehsud";

    private static readonly string[] Signed = ["--by", "ann", "--reason", "our mistake"];

    [Fact]
    public async Task A_correction_starts_from_the_entry_and_changes_its_first_citation_in_place()
    {
        var db = await cli.FixtureAsync();
        var before = JsonNode.Parse((await cli.LinesAsync(db)).Single(l => l.Contains($"\"id\":\"{Convoy}\"", StringComparison.Ordinal)))!.AsObject();

        var ran = await cli.RunAsync(db, ["correct", Convoy, "--published", "2013-04-11", "--field", "value=on foot", "--field", "note=Misread at first.", .. Signed]);

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Out.ShouldBe($"Recorded as number {CommandLine.Events + 1}, by ann: AssertionCorrected {Convoy}-corrected\n");
        var act = JsonNode.Parse((await cli.LinesAsync(db))[^1])!;
        ((string)act["target"]!, act["after"], (string)act["enteredBy"]!, (string)act["reason"]!).ShouldBe((Convoy, null, "ann", "our mistake"));
        before["citations"]![0]!["publishedOn"] = "2013-04-11";
        (before["value"], before["note"]) = ("on foot", "Misread at first.");
        (before["enteredBy"], before["reason"]) = (null, null);
        before.Remove("enteredBy");
        before.Remove("reason");
        JsonNode.DeepEquals(act["content"], before).ShouldBeTrue($"{act["content"]}\n{before}");
    }

    [Fact]
    public async Task A_list_of_citations_replaces_them_and_an_exported_line_may_be_the_whole_content()
    {
        var db = await cli.FixtureAsync();
        var line = (await cli.LinesAsync(db)).Single(l => l.Contains($"\"id\":\"{Convoy}\"", StringComparison.Ordinal));
        using var folder = new Scratch();
        var file = folder.File("content.json", line.Replace("\"occurred\":\"2013-04-06\"", "\"occurred\":\"2013-04-05\"", StringComparison.Ordinal));

        (await cli.RunAsync(db, ["correct", Convoy, "--file", file, .. Signed])).Exit.ShouldBe(0);
        (await cli.RunAsync(db, ["correct", Convoy, "--outlet", "source:bbc", "--published", "2013-04-07", "--citation", "outlet=source:afp,publishedOn=2013-04-08", .. Signed])).Exit.ShouldBe(0);

        var act = JsonNode.Parse((await cli.LinesAsync(db))[^1])!;
        ((string)act["id"]!, (string)act["after"]!).ShouldBe(($"{Convoy}-corrected-2", $"{Convoy}-corrected"));
        ((string)act["content"]!["occurred"]!).ShouldBe("2013-04-05");
        act["content"]!["citations"]!.AsArray().Select(c => (string)c!["outlet"]!).ShouldBe(["source:bbc", "source:afp"]);
        act["content"]!["citations"]![0]!["via"].ShouldBeNull();
    }

    [Fact]
    public async Task A_source_act_is_corrected_withdrawn_and_regraded_like_a_report()
    {
        var db = await cli.FixtureAsync();
        (await cli.RunAsync(db, "dispute", Convoy, "--summary", "Not so.", "--outlet", "source:bbc", "--published", "2013-04-08", "--by", "ann")).Exit.ShouldBe(0);
        var dispute = $"{Convoy}-disputed";

        await DoneAsync(db, "correct", dispute, "--summary", "Quite otherwise.", "--attributed-to", "source:isaf=NATO");
        await DoneAsync(db, "regrade", dispute, "--reliability", "B", "--credibility", "2");
        await DoneAsync(db, "withdraw", dispute);

        var acts = (await cli.LinesAsync(db)).TakeLast(3).Select(l => JsonNode.Parse(l)!).ToList();
        ((string)acts[0]["content"]!["summary"]!, (string)acts[0]["content"]!["attributedTo"]!["key"]!, (string)acts[0]["content"]!["target"]!)
            .ShouldBe(("Quite otherwise.", "source:isaf", Convoy));
        acts.Select(a => (string?)a["after"]).ShouldBe([null, $"{dispute}-corrected", $"{dispute}-regraded"]);
    }

    // Each act with its opposite: afterwards beliefs are as before, and by the token of before they were so all along.
    [Theory]
    [InlineData("withdraw 2013-04-06-qalat-killed", "reinstate 2013-04-06-qalat-killed")]
    [InlineData("correct 2013-04-06-qalat-killed --published 2013-04-30", "correct 2013-04-06-qalat-killed --published 2013-04-06")]
    [InlineData("regrade 2013-04-06-qalat-manner-foot --reliability A --credibility 1", "regrade 2013-04-06-qalat-manner-foot --reliability F --credibility 6")]
    [InlineData("merge incident:2013-04-03-farah-court --into incident:2013-04-06-qalat", "separate incident:2013-04-06-qalat incident:2013-04-03-farah-court")]
    public async Task An_act_moves_beliefs_its_opposite_moves_them_back_and_the_token_before_gives_the_same_bytes(string act, string opposite)
    {
        var db = await cli.FixtureAsync();
        string[] asked = ["believed", "incident", Qalat, "--on", "2013-04-12"];
        var before = await cli.AskTextAsync(db, asked);

        await DoneAsync(db, act.Split(' '));
        var between = await cli.AskTextAsync(db, asked);
        await DoneAsync(db, opposite.Split(' '));
        var after = await cli.AskTextAsync(db, asked);

        Believed(between).ShouldNotBe(Believed(before));
        Believed(after).ShouldBe(Believed(before));
        (await cli.AskTextAsync(db, "believed", "incident", Qalat, "--at", (string)JsonNode.Parse(before)!["token"]!)).ShouldBe(before);
        (await cli.AskTextAsync(db, "believed", "incident", Qalat, "--at", (string)JsonNode.Parse(between)!["token"]!)).ShouldBe(between);
        (await cli.RunAsync(db, "verify")).Exit.ShouldBe(0);
    }

    [Theory]
    [InlineData("correct 2013-04-06-qalat-killed --published 2013-04-07")]
    [InlineData("withdraw 2013-04-06-qalat-killed")]
    [InlineData("regrade 2013-04-06-qalat-killed --reliability B --credibility 2")]
    [InlineData("merge person:x --into person:naimatullah-mehsud")]
    public async Task A_dry_run_says_what_would_be_recorded_and_writes_nothing(string act)
    {
        var db = await cli.FixtureAsync();

        var ran = await cli.RunAsync(db, [.. act.Split(' '), .. Signed, "--dry-run"]);

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Out.ShouldStartWith("Would be recorded, by ann; a dry run: nothing was written.\n{\"type\":");
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(CommandLine.Events);
    }

    [Theory]
    [InlineData("withdraw 2013-04-06-qalat-killed", "withdraw 2013-04-06-qalat-killed", "'2013-04-06-qalat-killed' is withdrawn already")]
    [InlineData(null, "reinstate 2013-04-06-qalat-killed", "'2013-04-06-qalat-killed' is not withdrawn")]
    [InlineData(null, "correct 2013-04-06-qalat-killed --published 2013-04-06", "'2013-04-06-qalat-killed' reads so already")]
    [InlineData(null, "regrade 2013-04-06-qalat-killed --reliability F --credibility 6", "'2013-04-06-qalat-killed' is graded F6 already")]
    [InlineData("merge faction:x --into faction:isi", "merge faction:x --into faction:isi", "'faction:x' and 'faction:isi' are one already, shown as 'faction:isi'")]
    [InlineData(null, "separate faction:isi faction:ttp", "'faction:ttp' and 'faction:isi' are not merged")]
    public async Task What_is_so_already_is_nothing_to_record(string? first, string act, string why)
    {
        var db = await cli.FixtureAsync();
        if (first is not null)
        {
            await DoneAsync(db, first.Split(' '));
        }

        var events = await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events");
        var ran = await cli.RunAsync(db, [.. act.Split(' '), .. Signed]);
        var program = JsonNode.Parse((await cli.RunAsync(db, [.. act.Split(' '), .. Signed, "--format", "json"])).Out)!;

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Out.ShouldBe($"Nothing to record: {why}.\n");
        ((bool)program["accepted"]!, (bool)program["known"]!, program["number"], program["id"]).ShouldBe((true, true, null, null));
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(events);
    }

    [Fact]
    public async Task An_act_sent_again_under_its_id_is_known()
    {
        var db = await cli.FixtureAsync();
        string[] withdrawal = ["withdraw", Convoy, "--id", "mine", .. Signed];
        string[] merge = ["merge", "person:x", "--into", Mehsud, "--id", "ours", .. Signed];
        foreach (var act in new[] { withdrawal, merge })
        {
            (await cli.RunAsync(db, act)).Out.ShouldStartWith("Recorded as number");
            (await cli.RunAsync(db, act)).Out.ShouldStartWith("Recorded before, word for word");
        }
    }

    private async Task DoneAsync(string db, params string[] act)
    {
        var ran = await cli.RunAsync(db, [.. act, .. Signed]);
        ran.Exit.ShouldBe(0, ran.Error);
        ran.Out.ShouldStartWith("Recorded as number");
    }

    private static string Believed(string answer)
    {
        var json = JsonNode.Parse(answer)!.AsObject();
        json.Remove("token");
        json.Remove("horizon");
        return json.ToJsonString();
    }
}
