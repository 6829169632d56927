using Palimpsest.Reports;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Oracle;

public sealed class OracleEditorActTests
{
    private static readonly CircumstanceReported Convoy = Manner("convoy", "2013-04-06");
    private static readonly CircumstanceReported Foot = Manner("foot", "2013-04-11") with { Revises = ["convoy"] };

    [Fact]
    public void A_correction_of_the_date_holds_from_its_number_and_the_record_before_it_reads_as_it_did()
    {
        var scene = new Scene(Convoy, Correction("c", Manner("convoy", "2013-04-11")));

        scene.On("2013-04-08", recorded: 1).CurrentIds().ShouldBe(["convoy"]);
        scene.On("2013-04-08", recorded: 2).CurrentIds().ShouldBeEmpty();
        scene.On("2013-04-11", recorded: 2).CurrentIds().ShouldBe(["convoy"]);
    }

    [Fact]
    public void The_latest_correction_gives_the_whole_content_and_grades_are_those_of_the_latest_regrade()
    {
        var graded = Convoy with { Reliability = Reliability.B };
        var scene = new Scene(
            graded,
            Regrade("r1", "convoy", Reliability.C, Credibility.Doubtful),
            Correction("c1", graded with { Value = "truck", Note = "seen" }),
            Correction("c2", graded with { Value = "bus", Reliability = Reliability.E }),
            Regrade("r2", "convoy", Reliability.A, Credibility.Confirmed));

        CircumstanceReported Read(long y) => (CircumstanceReported)scene.On("2013-04-08", recorded: y).Find("convoy")!;
        (Read(1).Value, Read(1).Reliability, Read(1).Credibility).ShouldBe(("convoy", Reliability.B, Credibility.CannotBeJudged));
        (Read(3).Value, Read(3).Reliability, Read(3).Credibility).ShouldBe(("truck", Reliability.C, Credibility.Doubtful));
        (Read(4).Value, Read(4).Note, Read(4).Reliability).ShouldBe(("bus", null, Reliability.C));
        (Read(5).Value, Read(5).Reliability, Read(5).Credibility).ShouldBe(("bus", Reliability.A, Credibility.Confirmed));
    }

    [Fact]
    public void Grades_in_a_correction_say_nothing() =>
        new Scene(Convoy, Correction("c", Convoy with { Reliability = Reliability.A })).On("2013-04-08").Find("convoy").ShouldBe(Convoy);

    [Fact]
    public void What_is_withdrawn_is_not_visible_until_it_is_reinstated()
    {
        var scene = new Scene(Convoy, Withdrawal("w", "convoy"), Withdrawal("again", "convoy"), Reinstatement("b", "convoy"));

        Enumerable.Range(1, 4).Select(y => scene.On("2013-04-08", recorded: y).Visible("convoy")).ShouldBe([true, false, false, true]);
    }

    [Fact]
    public void A_withdrawn_link_passes_revision_on()
    {
        var last = Manner("last", "2013-04-13") with { Revises = ["foot"] };
        var scene = new Scene(Convoy, Foot, last, Withdrawal("w", "foot"));

        scene.On("2013-04-11").CurrentIds().ShouldBe(["convoy"]);
        scene.On("2013-04-13").CurrentIds().ShouldBe(["last"]);
    }

    [Fact]
    public void An_act_can_be_withdrawn_and_corrected()
    {
        var dispute = Dispute("d", "convoy", "source:bbc", "2013-04-07");
        var pulled = Retraction("p", "convoy", "source:bbc", "2013-04-08");
        var scene = new Scene(
            Convoy, dispute, Withdrawal("w", "d"), pulled, Correction("c", pulled with { Citations = [Cite("source:guardian", "2013-04-09")] }));

        scene.On("2013-04-07", recorded: 2).Contested("convoy").ShouldBeTrue();
        scene.On("2013-04-07", recorded: 3).Contested("convoy").ShouldBeFalse();
        scene.On("2013-04-09", recorded: 4).Contested("convoy").ShouldBeTrue();
        scene.On("2013-04-08", recorded: 5).Visible("convoy").ShouldBeTrue();
        scene.On("2013-04-09", recorded: 5).Visible("convoy").ShouldBeFalse();
    }

    [Fact]
    public void An_editor_act_whose_target_was_not_recorded_before_it_or_is_none_is_ignored()
    {
        new Scene(Withdrawal("w", "convoy"), Convoy).On("2013-04-08").Visible("convoy").ShouldBeTrue();
        new Scene(Convoy, Withdrawal("w", "convoy"), Withdrawal("ww", "w")).On("2013-04-08").Visible("convoy").ShouldBeFalse();
    }

    [Fact]
    public void Merged_keys_are_one_and_shown_under_the_key_that_the_latest_standing_merge_names()
    {
        var scene = new Scene(
            Merge("m1", "person:a", "person:b"),
            Merge("m2", "person:c", "person:d"),
            Merge("m3", "person:d", "person:b"),
            Separation("s1", "person:b", "person:d"),
            Merge("m4", "person:b", "person:a"),
            Separation("s2", "person:a", "person:b"));

        string Shown(long y) => string.Concat("abcde".Select(k => scene.On("2013-04-08", recorded: y).Canonical(Key($"person:{k}")).Slug));
        Shown(0).ShouldBe("abcde");
        Shown(1).ShouldBe("aacde");
        Shown(2).ShouldBe("aacce");
        Shown(3).ShouldBe("dddde");
        Shown(4).ShouldBe("aacce");
        Shown(5).ShouldBe("bbcce");
        Shown(6).ShouldBe("abcce");
    }

    [Fact]
    public void A_merge_lets_a_denial_meet_a_claim_and_a_link_count_and_a_retraction_be_the_outlets_own()
    {
        var claimed = Report<ResponsibilityClaimed>("claimed", "incident:2013-x", "source:ap", "2013-04-06") with { By = Key("faction:ttp") };
        var denied = Report<ResponsibilityDenied>("denied", "incident:2013-x", "source:ap", "2013-04-07") with { By = Key("faction:taliban") };
        var elsewhere = Manner("elsewhere", "2013-04-11") with { Subject = Key("incident:2013-twin"), Revises = ["convoy"] };
        var word = Manner("word", "2013-04-06") with { AttributedTo = new Attribution(Key("source:police"), null) };
        var pulled = Retraction("pulled", "word", "source:the-guardian", "2013-04-12");
        var scene = new Scene(
            claimed, denied, Convoy, elsewhere, word, pulled,
            Merge("m1", "faction:ttp", "faction:taliban"),
            Merge("m2", "incident:2013-qalat", "incident:2013-twin"),
            Merge("m3", "source:the-guardian", "source:guardian"));

        scene.On("2013-04-12", recorded: 6).Contested("claimed").ShouldBeFalse();
        scene.On("2013-04-12", recorded: 7).Contested("claimed").ShouldBeTrue();
        scene.On("2013-04-12", recorded: 7).CurrentIds().ShouldContain("convoy");
        scene.On("2013-04-12", recorded: 8).CurrentIds().ShouldNotContain("convoy");
        scene.On("2013-04-12", recorded: 8).Contested("word").ShouldBeTrue();
        scene.On("2013-04-12", recorded: 9).Visible("word").ShouldBeFalse();
    }

    [Fact]
    public void A_perspective_acts_on_citations_first_and_moves_counting_dates()
    {
        var both = Convoy with { Citations = [.. Convoy.Citations, Cite("source:bbc", "2013-04-09")], Reliability = Reliability.D };
        var pulled = Retraction("pulled", "convoy", "source:guardian", "2013-04-10");
        var scene = new Scene(both, pulled, Merge("m", "source:bbc", "source:bbc-news"));

        bool Sees(string on, OraclePerspective perspective) => scene.On(on, perspective: perspective).Visible("convoy");
        Sees("2013-04-06", OraclePerspective.None).ShouldBeTrue();
        Sees("2013-04-10", OraclePerspective.None).ShouldBeFalse();
        var bbc = new OraclePerspective(Outlets: [Key("source:bbc-news")]);
        Sees("2013-04-08", bbc).ShouldBeFalse();
        Sees("2013-04-09", bbc).ShouldBeTrue();

        // The retraction is the party's own, whatever the perspective, but who hears the BBC alone never hears of it.
        Sees("2013-04-10", bbc).ShouldBeTrue();
        Sees("2013-04-09", new(AtLeast: Reliability.F)).ShouldBeFalse();
        Sees("2013-04-09", new(AtLeast: Reliability.D)).ShouldBeTrue();
        Sees("2013-04-09", new(Party: Key("source:bbc"))).ShouldBeFalse();
        Sees("2013-04-09", new(Party: Key("source:guardian"))).ShouldBeTrue();
    }

    private static CircumstanceReported Manner(string id, string publishedOn) =>
        Report<CircumstanceReported>(id, "incident:2013-qalat", "source:guardian", publishedOn) with { Aspect = "manner", Value = id };
}
