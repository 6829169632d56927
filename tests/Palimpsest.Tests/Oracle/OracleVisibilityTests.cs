using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Oracle;

public sealed class OracleVisibilityTests
{
    private static readonly CircumstanceReported Convoy = Manner("convoy", "2013-04-06");
    private static readonly CircumstanceReported Foot = Manner("foot", "2013-04-11") with { Revises = ["convoy"] };
    private static readonly AssertionRetracted Pulled = Retraction("pulled", "foot", "source:guardian", "2013-04-12");

    [Fact]
    public void A_bare_date_is_the_end_of_that_utc_day()
    {
        var scene = new Scene(Convoy);

        scene.On("2013-04-05").CurrentIds().ShouldBeEmpty();
        scene.On("2013-04-06T23:59:59.999999998Z").CurrentIds().ShouldBeEmpty();
        scene.On("2013-04-06").CurrentIds().ShouldBe(["convoy"]);
    }

    [Fact]
    public void What_is_recorded_after_Y_does_not_count()
    {
        new Scene(Convoy, Foot).On("2013-04-12", recorded: 1).CurrentIds().ShouldBe(["convoy"]);
        new Scene(Convoy, Foot).On("2013-04-12", recorded: 0).CurrentIds().ShouldBeEmpty();
    }

    [Fact]
    public void A_newer_telling_replaces_the_older_from_its_own_date()
    {
        var scene = new Scene(Convoy, Foot);

        scene.On("2013-04-08").CurrentIds().ShouldBe(["convoy"]);
        scene.On("2013-04-12").CurrentIds().ShouldBe(["foot"]);
    }

    [Fact]
    public void An_outlet_pulls_foot_and_prints_foot2_and_convoy_does_not_come_back()
    {
        var foot2 = Manner("foot2", "2013-04-12") with { Revises = ["foot"] };

        new Scene(Convoy, Foot, Pulled, foot2).On("2013-04-12").CurrentIds().ShouldBe(["foot2"]);
        new Scene(Convoy, Foot, Pulled).On("2013-04-12").CurrentIds().ShouldBe(["convoy"]);
    }

    [Fact]
    public void No_path_leads_through_what_counts_only_later()
    {
        var between = Manner("between", "2013-04-20") with { Revises = ["convoy"] };
        var scene = new Scene(Convoy, between, Manner("last", "2013-04-08") with { Revises = ["between"] });

        scene.On("2013-04-12").CurrentIds().ShouldBe(["convoy", "last"]);
        scene.On("2013-04-20").CurrentIds().ShouldBe(["last"]);
    }

    [Fact]
    public void Reports_that_revise_each_other_stand_side_by_side() =>
        new Scene(Convoy with { Revises = ["foot"] }, Foot).On("2013-04-12").CurrentIds().ShouldBe(["convoy", "foot"]);

    [Fact]
    public void A_link_to_another_aspect_does_not_count() =>
        new Scene(Convoy, Foot with { Aspect = "target" }).On("2013-04-12").CurrentIds().ShouldBe(["convoy", "foot"]);

    [Fact]
    public void A_strangers_retraction_leaves_it_visible_and_contested()
    {
        var world = new Scene(Convoy, Retraction("r", "convoy", "source:bbc", "2013-04-07")).On("2013-04-08");

        world.CurrentIds().ShouldBe(["convoy"]);
        world.Contested("convoy").ShouldBeTrue();
    }

    [Fact]
    public void A_retraction_of_a_retraction_makes_it_visible_again()
    {
        var scene = new Scene(Foot, Pulled, Retraction("sorry", "pulled", "source:guardian", "2013-04-14"));

        scene.On("2013-04-11").Visible("foot").ShouldBeTrue();
        scene.On("2013-04-13").Visible("foot").ShouldBeFalse();
        scene.On("2013-04-14").Visible("foot").ShouldBeTrue();
        scene.On("2013-04-14", recorded: 2).Visible("foot").ShouldBeFalse();
    }

    [Fact]
    public void An_act_without_a_target_recorded_before_it_is_ignored()
    {
        new Scene(Pulled, Foot).On("2013-04-12").Visible("foot").ShouldBeTrue();
        new Scene(Pulled, Foot).On("2013-04-12").Visible("pulled").ShouldBeFalse();
    }

    [Fact]
    public void An_outlet_that_takes_back_anothers_word_removes_its_own_citation()
    {
        var death = Report<DeathReported>("death", "person:al-shihri", "source:ap", "2013-01-23", by: "source:yemeni-government");
        var both = death with { Citations = [.. death.Citations, Cite("source:bbc", "2013-01-25")] };
        var apPulls = Retraction("r", "death", "source:ap", "2013-01-24");

        var scene = new Scene(both, apPulls);
        scene.On("2013-01-23").Visible("death").ShouldBeTrue();
        scene.On("2013-01-24").Visible("death").ShouldBeFalse();
        scene.On("2013-01-25").Visible("death").ShouldBeTrue();
        scene.On("2013-01-25").Contested("death").ShouldBeFalse();
        scene.On("2013-01-25").CountingDate(both).ShouldBe(Days.EndOf(new LocalDate(2013, 1, 25)));

        new Scene(death, apPulls).On("2013-06-01").Visible("death").ShouldBeFalse();
    }

    [Fact]
    public void A_citation_counts_from_the_latest_bound_of_its_date_capped_by_its_carriers()
    {
        DateOf(Cite("source:ap", "2013-04-05/2013-04-09")).ShouldBe("2013-04-09");
        DateOf(Cite("source:ap", "2013-06-01", via: "2013-05-16/2013-05-31")).ShouldBe("2013-05-31");
        DateOf(Cite("source:ap", "2013-04-05~", via: "2013-05-16/2013-05-31")).ShouldBe("2013-04-05");
        DateOf(Cite("source:interview", null, via: "2013-05-16/2013-05-31")).ShouldBe("2013-05-31");
    }

    [Fact]
    public void The_earliest_citation_that_carries_it_dates_it_and_one_for_reference_never() =>
        DateOf(Cite("source:see", "2013-04-01", role: CitationRole.See), Cite("source:ap", "2013-04-06"), Cite("source:bbc", "2013-04-05"))
            .ShouldBe("2013-04-05");

    [Fact]
    public void The_same_event_delivered_twice_counts_from_its_first_number()
    {
        OracleEvent[] events = [new(7, Foot), new(2, Convoy), new(3, Foot), new(9, Convoy), new(4, Pulled)];

        new OracleWorld(events, BelievedOn.Parse("2013-04-12").At, 3).CurrentIds().ShouldBe(["foot"]);
        new OracleWorld(events, BelievedOn.Parse("2013-04-12").At, 9).CurrentIds().ShouldBe(["convoy"]);
    }

    [Fact]
    public void A_later_account_silent_on_the_wounded_erases_no_wounded()
    {
        var first = Report<CasualtiesReported>("first", "incident:2013-x", "source:ap", "2013-04-01") with
        {
            Lines = [Killed("all", 3), Killed("all", 9) with { Outcome = Outcome.Wounded }],
        };
        var second = Report<CasualtiesReported>("second", "incident:2013-x", "source:ap", "2013-04-02") with { Lines = [Killed("all", 5)], Revises = ["first"] };
        var world = new Scene(first, second).On("2013-04-03");

        world.CurrentFor(first, Outcome.Killed).ShouldBeFalse();
        world.CurrentFor(first, Outcome.Wounded).ShouldBeTrue();
        world.CurrentIds().ShouldBe(["first", "second"]);
    }

    [Fact]
    public void Ties_go_by_date_then_credibility_then_reliability_then_id()
    {
        var older = Manner("older", "2013-04-05") with { Credibility = Credibility.Confirmed };
        var doubtful = Manner("doubtful", "2013-04-06") with { Credibility = Credibility.Doubtful, Reliability = Reliability.A };
        var unjudged = Manner("unjudged", "2013-04-06");
        var better = Manner("better", "2013-04-06") with { Reliability = Reliability.C };
        var world = new Scene(older, doubtful, unjudged, better, Manner("zz", "2013-04-06")).On("2013-04-06");

        world.TieOrder(world.Reports).Select(a => a.Id).ShouldBe(["better", "zz", "unjudged", "doubtful", "older"]);
        world.Circumstance(Key("incident:2013-qalat"), "manner").Choice!.Tied.ShouldBeTrue();
        new Scene(older, unjudged).On("2013-04-06").Circumstance(Key("incident:2013-qalat"), "manner").Choice!.Tied.ShouldBeFalse();
    }

    private static CircumstanceReported Manner(string id, string publishedOn) =>
        Report<CircumstanceReported>(id, "incident:2013-qalat", "source:guardian", publishedOn) with { Aspect = "manner", Value = id };

    private static string DateOf(params Citation[] citations)
    {
        var report = Convoy with { Citations = citations };
        return Days.Iso(Days.Of(new Scene(report).On("2014-01-01").CountingDate(report)!.Value));
    }
}
