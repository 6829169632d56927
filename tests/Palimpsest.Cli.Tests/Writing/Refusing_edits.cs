using System.Text.Json.Nodes;

namespace Palimpsest.Cli.Tests.Writing;

/// <summary>What an editor may not do, and how he is told.</summary>
[Collection(nameof(CommandLine))]
public sealed class Refusing_edits(CommandLine cli)
{
    private const string Killed = "2013-04-06-qalat-killed";

    private static readonly string[] Signed = ["--by", "ann", "--reason", "our mistake"];

    public static TheoryData<string> Acts =>
    [
        $"correct {Killed}", $"withdraw {Killed}", $"reinstate {Killed}", $"regrade {Killed} --reliability A --credibility 1",
        "merge person:a --into person:b", "separate person:a person:b",
    ];

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Nobody_edits_unsigned_or_without_saying_why(string act)
    {
        using var nowhere = new Scratch();
        var home = Path.Combine(nowhere.Folder, "d");

        var unsigned = await cli.RunAsync([.. act.Split(' '), "--reason", "r", "--data", home]);
        var unreasoned = await cli.RunAsync([.. act.Split(' '), "--by", "ann", "--data", home]);
        var blank = await cli.RunAsync([.. act.Split(' '), "--by", "ann", "--reason", " ", "--data", home]);

        (unsigned.Exit, unreasoned.Exit, blank.Exit).ShouldBe((2, 2, 2));
        unsigned.Error.ShouldStartWith("--by is missing");
        unreasoned.Error.ShouldBe("--reason is missing: an editor act says why. Give --reason TEXT.\n");
        blank.Error.ShouldBe(unreasoned.Error);
        Directory.Exists(home).ShouldBeFalse();
    }

    [Theory]
    [InlineData("withdraw nothing", "error: target: 'nothing' is not recorded")]
    [InlineData("correct nothing --summary x", "error: target: 'nothing' is not recorded")]
    [InlineData("regrade nothing --reliability A --credibility 1", "error: target: 'nothing' is not recorded")]
    [InlineData("withdraw source-afp-described", "error: target: 'source-afp-described' describes a source; describe the source anew instead (ID)")]
    [InlineData("correct source-afp-described --summary x", "error: target: 'source-afp-described' is neither a report nor a source act, and nothing else is corrected (ID)")]
    [InlineData("withdraw 2013-04-06-qalat-killed --id 2013-04-06-qalat-manner-foot", "error: id: '2013-04-06-qalat-manner-foot' is recorded already with different content")]
    [InlineData("withdraw 2013-04-06-qalat-killed --id Mine!", "error: id: 'Mine!' is no id")]
    [InlineData("withdraw 2013-04-06-qalat-killed --after some-act", "error: after: no editor act on '2013-04-06-qalat-killed' is recorded: expected none here (--after)")]
    [InlineData("correct 2013-04-06-qalat-killed --field id=other", "error: content.id: 'other' is not '2013-04-06-qalat-killed': a correction keeps the id")]
    [InlineData("correct 2013-04-06-qalat-killed --field type=NoClaimKnown --field lines=", "error: content.type: '2013-04-06-qalat-killed' is of type CasualtiesReported: a correction keeps the type; withdraw it and enter another instead")]
    [InlineData("correct 2013-04-06-qalat-killed --field reliability=A", "error: content.reliability: '2013-04-06-qalat-killed' is graded F6: a correction keeps the grades; regrade it instead")]
    [InlineData("correct 2013-04-06-qalat-killed --subject person:a", "error: content.subject: 'person:a' does not fit: expected incident: (--subject)")]
    [InlineData("correct 2013-04-06-qalat-killed --occurred yesterday", "error: content.occurred: 'yesterday'")]
    [InlineData("correct 2013-04-06-qalat-killed --field nonsense=1", "error: content.nonsense: 'nonsense' is no field of CasualtiesReported")]
    [InlineData("correct 2013-04-06-qalat-killed --field reason=r", "error: content.reason: belongs to the line and not to the content of the entry")]
    [InlineData("correct 2013-04-06-qalat-killed --citation outlet=source:bbc", "error: content.citations[0].publishedOn: missing")]
    [InlineData("correct 2013-04-06-qalat-killed --json {}", "error: content.subject: missing: CasualtiesReported needs subject, lines, summary and citations (--subject)")]
    [InlineData("correct 2013-04-06-qalat-killed --json {\"type\":", "error: --json: not well-formed JSON")]
    [InlineData("merge person:a --into person:a", "error: other: 'person:a' is the same key: expected two")]
    [InlineData("merge faction:isi --into person:a", "error: other: 'faction:isi' is of another kind than 'person:a': only keys of the same kind can be one thing")]
    [InlineData("separate faction:isi faction:ttp --after x", "error: after: no editor act on 'faction:isi' is recorded: expected none here (--after)")]
    [InlineData("separate faction:isi faction:ttp --after-other x", "error: afterOther: no editor act on 'faction:ttp' is recorded: expected none here (--after-other)")]
    public async Task A_refusal_says_what_is_wrong_and_records_nothing(string act, string message)
    {
        var db = await cli.FixtureAsync();

        var ran = await cli.RunAsync(db, [.. act.Split(' '), .. Signed]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(message);
        ran.Error.ShouldEndWith("Refused; nothing was recorded.\n");
        (await CommandLine.AskAsync<long>(db, "select count(*) from palimpsest.mt_events")).ShouldBe(CommandLine.Events);
    }

    [Fact]
    public async Task Nothing_aims_at_an_editor_act_and_a_separation_names_the_merge_that_holds()
    {
        var db = await cli.FixtureAsync();
        await DoneAsync(db, "withdraw", Killed);
        await DoneAsync(db, "merge", "faction:a", "--into", "faction:b");
        await DoneAsync(db, "merge", "faction:b", "--into", "faction:c");

        var aimed = await cli.RunAsync(db, ["withdraw", $"{Killed}-withdrawn", .. Signed]);
        var disputed = await cli.RunAsync(db, "dispute", $"{Killed}-withdrawn", "--summary", "x", "--outlet", "bbc", "--by", "ann");
        var indirect = await cli.RunAsync(db, ["separate", "faction:a", "faction:c", .. Signed]);

        (aimed.Exit, disputed.Exit, indirect.Exit).ShouldBe((1, 1, 1));
        aimed.Error.ShouldContain($"'{Killed}-withdrawn' is an editor act, and nothing can aim at one; its opposite undoes it");
        indirect.Error.ShouldContain("'faction:c' and 'faction:a' were not merged with each other, but are one through 'faction:a' into 'faction:b', 'faction:b' into 'faction:c'");
    }

    [Fact]
    public async Task A_conflict_tells_what_others_did_since_and_the_answer_to_it_is_to_come_after()
    {
        var db = await cli.FixtureAsync();
        (await cli.RunAsync(db, "regrade", Killed, "--reliability", "B", "--credibility", "2", "--by", "bob", "--reason", "seen on film")).Exit.ShouldBe(0);
        (await cli.RunAsync(db, "correct", Killed, "--published", "2013-04-11", "--by", "bob", "--reason", "the other article's date")).Exit.ShouldBe(0);
        string[] stale = ["withdraw", Killed, "--after", "none", .. Signed];

        var told = await cli.RunAsync(db, stale);
        var program = await cli.RunAsync(db, [.. stale, "--format", "json"]);
        var tried = await cli.RunAsync(db, [.. stale, "--dry-run"]);

        (told.Exit, program.Exit, tried.Exit).ShouldBe((1, 1, 1));
        told.Error.ShouldContain($"error: after: conflict: bob acted on '{Killed}' meanwhile (AssertionCorrected '{Killed}-corrected': the other article's date)");
        told.Error.ShouldMatch($@"\n  {CommandLine.Events + 1}, \d\d\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ, bob: AssertionRegraded {Killed}-regraded: seen on film\n    reliability: F → B\n    credibility: 6 → 2\n");
        told.Error.ShouldMatch($@"\n  {CommandLine.Events + 2}, .*, bob: AssertionCorrected {Killed}-corrected: the other article's date\n    citations\[0\].publishedOn: 2013-04-06 → 2013-04-11\nRefused; nothing was recorded.\n");
        tried.Error.ShouldBe(told.Error);
        var conflict = JsonNode.Parse(program.Out)!["conflict"]!;
        ((string)conflict["id"]!, (string)conflict["type"]!, (long)conflict["number"]!, (string)conflict["by"]!, (string)conflict["reason"]!)
            .ShouldBe(($"{Killed}-corrected", "AssertionCorrected", CommandLine.Events + 2L, "bob", "the other article's date"));
        ((string)conflict["recordedAt"]!).ShouldEndWith("Z");

        var seen = await cli.RunAsync(db, ["withdraw", Killed, "--after", $"{Killed}-regraded", .. Signed]);
        seen.Exit.ShouldBe(1);
        seen.Error.ShouldNotContain("reliability: F");
        (await cli.RunAsync(db, ["withdraw", Killed, "--after", $"{Killed}-corrected", .. Signed])).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_conflict_over_keys_names_the_merge_and_both_versions_are_checked()
    {
        var db = await cli.FixtureAsync();
        (await cli.RunAsync(db, "merge", "faction:ttp", "--into", "faction:isi", "--by", "bob", "--reason", "a trial")).Exit.ShouldBe(0);

        var key = await cli.RunAsync(db, ["merge", "faction:aqap", "--into", "faction:isi", "--after", "none", .. Signed]);
        var other = await cli.RunAsync(db, ["merge", "faction:ttp", "--into", "faction:aqap", "--after-other", "none", .. Signed]);

        (key.Exit, other.Exit).ShouldBe((1, 1));
        key.Error.ShouldContain("error: after: conflict: bob acted on 'faction:isi' meanwhile (SubjectsMerged 'ttp-is-isi': a trial)");
        other.Error.ShouldContain("error: afterOther: conflict: bob acted on 'faction:ttp' meanwhile (SubjectsMerged 'ttp-is-isi': a trial)");
        other.Error.ShouldContain(", bob: SubjectsMerged ttp-is-isi: a trial\n");
    }

    [Fact]
    public async Task A_key_under_which_nothing_is_recorded_is_warned_of()
    {
        var db = await cli.FixtureAsync();

        var typo = await cli.RunAsync(db, ["merge", "faction:tpp", "--into", "faction:ttp", .. Signed]);
        var outlets = await cli.RunAsync(db, ["merge", "source:nyt", "--into", "source:guardian", .. Signed]);
        var again = await cli.RunAsync(db, ["separate", "faction:ttp", "faction:tpp", .. Signed, "--format", "json"]);

        (typo.Exit, outlets.Exit, again.Exit).ShouldBe((0, 0, 0));
        typo.Error.ShouldBe("warning: other: nothing is recorded under 'faction:tpp'; is it the key that you mean?\n");
        outlets.Error.ShouldBeEmpty();
        ((string)JsonNode.Parse(again.Out)!["warnings"]![0]!["field"]!).ShouldBe("other");
    }

    [Theory]
    [InlineData("AssertionWithdrawn", "withdraw")]
    [InlineData("subjects-merged", "merge")]
    public async Task An_editor_act_is_no_report(string type, string verb)
    {
        var ran = await cli.RunAsync(["report", type, "--by", "ann", "--dry-run", "--data", "/nowhere"]);
        var help = await cli.RunAsync(["report", "--help"]);
        var own = await cli.RunAsync([verb, "--help"]);

        ran.Exit.ShouldBe(2);
        ran.Error.ShouldContain($"is an act of an editor and no report: palimpsest {verb} --help");
        help.Out.ShouldNotContain("AssertionWithdrawn");
        own.Out.ShouldContain("--after");
        own.Out.ShouldContain("Why (needed)");
    }

    private async Task DoneAsync(string db, params string[] act) => (await cli.RunAsync(db, [.. act, .. Signed])).Exit.ShouldBe(0);
}
