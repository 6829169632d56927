using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Factions;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Beliefs;

/// <summary>The unit rows of design section 7, and such rows of editor acts and perspectives, as the product reads them.</summary>
public sealed class Unit_rows
{
    private static readonly CircumstanceReported Convoy = Manner("convoy", "2013-04-06");
    private static readonly CircumstanceReported Foot = Manner("foot", "2013-04-11") with { Revises = ["convoy"] };
    private static readonly AssertionRetracted Pulled = Say.Retraction("pulled", "foot", "source:guardian", "2013-04-12");

    [Fact]
    public void An_outlet_pulls_foot_and_prints_foot2_and_convoy_does_not_come_back()
    {
        var foot2 = Manner("foot2", "2013-04-13") with { Revises = ["foot"] };
        Current("2013-04-11", Convoy, Foot, Pulled, foot2).ShouldBe(["foot"]);
        Current("2013-04-12", Convoy, Foot, Pulled, foot2).ShouldBe(["convoy"]);
        Current("2013-04-13", Convoy, Foot, Pulled, foot2).ShouldBe(["foot2"]);
    }

    [Fact]
    public void A_strangers_retraction_leaves_it_visible_and_contested()
    {
        var world = World("2013-04-12", Convoy, Say.Retraction("stranger", "convoy", "source:dawn", "2013-04-12"));
        world.IsCurrent(Convoy).ShouldBeTrue();
        world.Contests(Convoy).ShouldBe([new("retraction", "stranger")]);
    }

    [Fact]
    public void A_retraction_of_a_retraction_makes_it_visible_again()
    {
        var back = Say.Retraction("back", "pulled", "source:guardian", "2013-04-14");
        World("2013-04-13", Foot, Pulled, back).IsVisible(Foot).ShouldBeFalse();
        World("2013-04-14", Foot, Pulled, back).IsVisible(Foot).ShouldBeTrue();
    }

    [Fact]
    public void Four_commanders_of_a_role_that_is_not_sole_are_not_contested_and_two_sole_leaders_are()
    {
        RecordEvent[] Holders(bool sole) => [.. "abcd".Select(name => Say.Report<LeaderNamed>($"names-{name}", "faction:ttp", "source:dawn", "2013-04-05") with
        {
            Person = Say.Key($"person:{name}"),
            Role = "commander",
            Sole = sole,
        })];
        FactionResolver.Resolve(World("2013-04-05", Holders(sole: false)), Say.Key("faction:ttp")).Contested.ShouldBeFalse();
        FactionResolver.Resolve(World("2013-04-05", Holders(sole: true)), Say.Key("faction:ttp")).Contested.ShouldBeTrue();
    }

    [Fact]
    public void A_date_corrected_from_6_to_11_April_is_visible_on_8_April_by_the_old_Y_and_not_by_the_new()
    {
        RecordEvent[] record = [Convoy, Say.Correction("corrected", Manner("convoy", "2013-04-11"))];
        World("2013-04-08", 1, record).Current.Select(a => a.Id).ShouldBe(["convoy"]);
        World("2013-04-08", 2, record).Current.ShouldBeEmpty();
        World("2013-04-11", 2, record).Current.Select(a => a.Id).ShouldBe(["convoy"]);
    }

    [Fact]
    public void A_withdrawn_link_passes_a_revision_on_and_reinstated_it_stands_again()
    {
        var last = Manner("last", "2013-04-13") with { Revises = ["foot"] };
        RecordEvent[] record = [Convoy, Foot, last, Say.Withdrawal("w1", "foot"), Say.Withdrawal("w2", "last"), Say.Reinstatement("b", "foot", after: "w1")];
        World("2013-04-13", 4, record).Current.Select(a => a.Id).ShouldBe(["last"]);
        World("2013-04-12", 4, record).Current.Select(a => a.Id).ShouldBe(["convoy"]);
        World("2013-04-13", 5, record).Current.Select(a => a.Id).ShouldBe(["convoy"]);
        World("2013-04-13", 6, record).Current.Select(a => a.Id).ShouldBe(["foot"]);
    }

    [Fact]
    public void A_retraction_that_is_withdrawn_or_corrected_to_anothers_word_hides_nothing_from_then_on()
    {
        RecordEvent[] withdrawn = [Foot, Pulled, Say.Withdrawal("w", "pulled")];
        World("2013-04-12", 2, withdrawn).IsVisible(Foot).ShouldBeFalse();
        World("2013-04-12", 3, withdrawn).IsVisible(Foot).ShouldBeTrue();

        RecordEvent[] corrected = [Foot, Pulled, Say.Correction("c", Pulled with { Citations = [Say.Cite("source:dawn", "2013-04-12")] })];
        World("2013-04-12", 3, corrected).Contests(Foot).ShouldBe([new("retraction", "pulled")]);
    }

    [Fact]
    public void A_regrade_decides_between_two_that_stand_level()
    {
        RecordEvent[] record = [Convoy, Manner("truck", "2013-04-06"), Say.Regrade("g", "convoy", Reliability.F, Credibility.ProbablyTrue)];
        TieOrder.Sort(World("2013-04-06", 2, record), World("2013-04-06", 2, record).Current)[0].Id.ShouldBe("truck");
        TieOrder.Sort(World("2013-04-06", 3, record), World("2013-04-06", 3, record).Current)[0].Id.ShouldBe("convoy");
    }

    [Fact]
    public void Two_names_of_one_group_are_one_until_they_are_separated()
    {
        var pledged = Say.Report<AllegiancePledged>("pledged", "faction:jn", "source:ap", "2013-04-10") with { To = Say.Key("person:zawahiri") };
        var denied = Say.Report<AllegianceDenied>("denied", "faction:jabhat-al-nusra", "source:bbc", "2013-04-10") with { To = Say.Key("person:zawahiri") };
        RecordEvent[] record =
        [
            pledged, denied, Say.Merge("m", "faction:jabhat-al-nusra", "faction:jn"), Say.Separation("s", "faction:jn", "faction:jabhat-al-nusra", "m", "m"),
        ];
        World("2013-04-10", 2, record).Contests(pledged).ShouldBeEmpty();
        World("2013-04-10", 3, record).Contests(pledged).ShouldBe([new("denial", "denied")]);
        World("2013-04-10", 3, record).Record.Canonical(pledged.Subject).ShouldBe(denied.Subject);
        World("2013-04-10", 3, record).Record.OfSubject(denied.Subject).ShouldBe([pledged, denied]);
        World("2013-04-10", 4, record).Contests(pledged).ShouldBeEmpty();
        World("2013-04-10", 4, record).Record.Canonical(pledged.Subject).ShouldBe(pledged.Subject);
    }

    [Fact]
    public void A_perspective_counts_from_the_citations_that_it_hears()
    {
        var both = Convoy with { Citations = [.. Convoy.Citations, Say.Cite("source:bbc", "2013-04-09")] };
        var record = new RecordAsOf(Recorded(both), 1);
        DateOf(new([Say.Key("source:bbc")], null, null)).ShouldBe(new LocalDate(2013, 4, 9));
        DateOf(new([], null, Say.Key("source:guardian"))).ShouldBe(new LocalDate(2013, 4, 6));
        DateOf(new([], null, Say.Key("source:bbc"))).ShouldBeNull();
        DateOf(new([], Reliability.C, null)).ShouldBeNull();
        DateOf(new([], Reliability.F, null)).ShouldBe(new LocalDate(2013, 4, 6));
        DateOf(new([], Reliability.D, null)).ShouldBe(new LocalDate(2013, 4, 6));

        LocalDate? DateOf(Perspective perspective) =>
            new WorldView(record, BelievedOn.Parse("2013-05-01"), perspective).VisibleFrom(both) is { } from ? Days.Of(from) : null;
    }

    private static CircumstanceReported Manner(string id, string publishedOn) =>
        Say.Report<CircumstanceReported>(id, "incident:2013-04-06-qalat", "source:guardian", publishedOn) with { Aspect = "manner", Value = id };

    private static IEnumerable<string> Current(string on, params RecordEvent[] events) => World(on, events).Current.Select(a => a.Id);

    private static WorldView World(string on, params RecordEvent[] events) => World(on, long.MaxValue, events);

    private static WorldView World(string on, long recorded, RecordEvent[] events) => new(new RecordAsOf(Recorded(events), recorded), BelievedOn.Parse(on));

    private static IEnumerable<Recorded> Recorded(params RecordEvent[] events) =>
        events.Select((e, i) => new Recorded(i + 1, Instant.FromUnixTimeSeconds(i), "ada", "as read", "", e));
}
