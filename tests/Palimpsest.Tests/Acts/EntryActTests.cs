using Palimpsest.Reports;
using static Palimpsest.Tests.Acts.Editing;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Acts;

/// <summary>Withdraw, reinstate and regrade, and what they have in common with a correction.</summary>
public sealed class EntryActTests
{
    public static TheoryData<EntryAct> EachKind =>
    [
        Correction("act", Convoy with { Value = "truck" }),
        Withdrawal("act", "convoy"),
        Regrade("act", "convoy", Reliability.C, Credibility.Doubtful),
    ];

    [Theory]
    [MemberData(nameof(EachKind))]
    public void It_is_recorded_as_it_is_told_and_again_it_is_known(EntryAct act)
    {
        act.Decide(Convoy).ShouldRecord(act);
        act.Decide(Convoy, act).ShouldBeKnown();

        // Who had it recorded needs no reason to hear that it was.
        act.Decide(reason: null, Convoy, act).ShouldBeKnown();
        act.Decide(Convoy, act, Withdrawal("later", "convoy", after: "act")).ShouldBeKnown();
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public void It_says_why(EntryAct act)
    {
        act.Decide(reason: null, Convoy).ShouldRefuse("reason: missing: an editor act says why");
        act.Decide(reason: " ", Convoy).ShouldRefuse("reason: missing: an editor act says why");
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public void Its_target_is_recorded_before_it(EntryAct act) =>
        act.Decide(Disputed).ShouldRefuse("target: 'convoy' is not recorded; an entry must stand before the act on it");

    [Theory]
    [MemberData(nameof(EachKind))]
    public void Its_id_is_an_id_and_its_own(EntryAct act)
    {
        (act with { Id = "No id" }).Decide(Convoy).ShouldRefuse("id: 'No id' is no id: expected a-z, 0-9, hyphens and dots, at most 120 characters");
        act.Decide(Convoy, Disputed with { Id = "act" }).ShouldRefuse("id: 'act' is recorded already with different content; an id is never used again");

        // Two editors may give their acts the same id: what the other did says more.
        var taken = Withdrawal("act", "convoy", after: "before");
        (act with { After = "before" }).Decide(Convoy, Regrade("before", "convoy", Reliability.A, Credibility.Confirmed), taken with { After = "else" })
            .Conflict!.Event.Id.ShouldBe("act");
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public void All_that_is_wrong_is_said_at_once(EntryAct act) => (act with { Id = "" }).Decide(reason: null).ShouldRefuse(
        "id: '' is no id: expected a-z, 0-9, hyphens and dots, at most 120 characters",
        "reason: missing: an editor act says why",
        "target: 'convoy' is not recorded; an entry must stand before the act on it");

    [Theory]
    [MemberData(nameof(EachKind))]
    public void Nothing_aims_at_an_editor_act_or_at_the_description_of_a_source(EntryAct act)
    {
        (act with { Target = "first" }).Decide(Convoy, Withdrawal("first", "convoy"))
            .ShouldRefuse("target: 'first' is an editor act, and nothing can aim at one; its opposite undoes it");
        (act with { Target = "first" }).Decide(Merge("first", "person:a", "person:b"))
            .ShouldRefuse("target: 'first' is an editor act, and nothing can aim at one; its opposite undoes it");
        (act with { Target = "guardian-described" }).Decide(Guardian)
            .ShouldRefuse("target: 'guardian-described' describes a source; describe the source anew instead");
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public void Who_has_not_seen_the_last_act_on_the_entry_is_told_of_it(EntryAct act)
    {
        var first = Regrade("first", "convoy", Reliability.A, Credibility.Confirmed);
        act.Decide(Convoy, first).ShouldConflict(
            first,
            "after: conflict: ada acted on 'convoy' meanwhile (AssertionRegraded 'first': it was so); look at it, and if yours still holds say that it comes after 'first'");

        var second = Correction("second", Convoy with { Value = "foot", Reliability = Reliability.A, Credibility = Credibility.Confirmed }, after: "first");
        (act with { After = "first" }).Decide(Convoy, first, second).ShouldConflict(
            second,
            "after: conflict: ada acted on 'convoy' meanwhile (AssertionCorrected 'second': it was so); look at it, and if yours still holds say that it comes after 'second'");
        (act with { After = "never" }).Decide(Convoy).ShouldConflict(null, "after: no editor act on 'convoy' is recorded: expected none here");

        // Acts of sources and acts on other entries are no versions of it.
        act.Decide(Convoy, Disputed, Withdrawal("other", "disputed"), Merge("merge", "source:guardian", "source:observer")).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void A_source_act_is_withdrawn_reinstated_and_regraded_like_a_report()
    {
        var withdrawn = Withdrawal("w", "disputed");
        withdrawn.Decide(Convoy, Disputed).ShouldRecord(withdrawn);
        var back = Reinstatement("b", "disputed", after: "w");
        back.Decide(Convoy, Disputed, withdrawn).ShouldRecord(back);
        var regrade = Regrade("g", "disputed", Reliability.A, Credibility.Confirmed);
        regrade.Decide(Convoy, Disputed).ShouldRecord(regrade);
    }

    [Fact]
    public void What_is_withdrawn_already_is_so()
    {
        var first = Withdrawal("first", "convoy");
        Withdrawal("second", "convoy", after: "first").Decide(Convoy, first).ShouldBeSo("target: 'convoy' is withdrawn already");
        Withdrawal("third", "convoy", after: "back").Decide(Convoy, first, Reinstatement("back", "convoy", after: "first")).IsAccepted.ShouldBeTrue();

        // The conflict comes first: who did not know of it did not mean it.
        Withdrawal("second", "convoy").Decide(Convoy, first).Conflict!.Event.ShouldBe(first);
    }

    [Fact]
    public void Only_what_is_withdrawn_is_reinstated()
    {
        var back = Reinstatement("back", "convoy", after: "first");
        back.Decide(Convoy, Withdrawal("first", "convoy")).ShouldRecord(back);
        Reinstatement("back", "convoy").Decide(Convoy).ShouldBeSo("target: 'convoy' is not withdrawn");
        Reinstatement("again", "convoy", after: "back").Decide(Convoy, Withdrawal("first", "convoy"), back).ShouldBeSo("target: 'convoy' is not withdrawn");
        Reinstatement("back", "convoy").Decide(Convoy, Withdrawal("first", "convoy")).Conflict!.Event.Id.ShouldBe("first");
        Reinstatement("back", "convoy").Decide().ShouldRefuse("target: 'convoy' is not recorded; an entry must stand before the act on it");
        back.Decide(reason: null, Convoy, Withdrawal("first", "convoy")).ShouldRefuse("reason: missing: an editor act says why");
    }

    [Fact]
    public void What_is_graded_so_already_is_so_and_one_grade_may_stay()
    {
        Regrade("g", "convoy", Reliability.B, Credibility.ProbablyTrue).Decide(Convoy).ShouldBeSo("target: 'convoy' is graded B2 already");
        var better = Regrade("g", "convoy", Reliability.A, Credibility.ProbablyTrue);
        better.Decide(Convoy).ShouldRecord(better);
        Regrade("h", "convoy", Reliability.A, Credibility.ProbablyTrue, after: "g").Decide(Convoy, better)
            .ShouldBeSo("target: 'convoy' is graded A2 already");
        Regrade("h", "convoy", Reliability.B, Credibility.ProbablyTrue, after: "g").Decide(Convoy, better).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void What_is_withdrawn_can_still_be_corrected_and_regraded()
    {
        var withdrawn = Withdrawal("w", "convoy");
        Correction("c", Convoy with { Value = "truck" }, after: "w").Decide(Convoy, withdrawn).IsAccepted.ShouldBeTrue();
        Regrade("g", "convoy", Reliability.E, Credibility.Improbable, after: "w").Decide(Convoy, withdrawn).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void What_is_withdrawn_is_named_by_others_with_a_warning()
    {
        var foot = Convoy with { Id = "foot", Value = "foot", Revises = ["convoy"] };
        const string Warning = "'convoy' is withdrawn from the record: it was entered by mistake";
        Commands(foot, Convoy, Withdrawal("w", "convoy")).ShouldWarn($"revises: {Warning}");
        Commands(Disputed, Convoy, Withdrawal("w", "convoy")).ShouldWarn($"target: {Warning}");
        Commands(Disputed, Convoy, Withdrawal("w", "convoy"), Reinstatement("b", "convoy", after: "w")).Warnings.ShouldBeEmpty();
    }

    private static Palimpsest.Acts.Decision Commands(RecordEvent e, params RecordEvent[] recorded) =>
        Palimpsest.Acts.Commands.For(e).Decide(new Palimpsest.Acts.Known(Import.Lines.AsRecorded(recorded)));
}
