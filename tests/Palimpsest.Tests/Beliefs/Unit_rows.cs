using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Factions;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Beliefs;

/// <summary>The unit rows of design section 7 that need no editor act, as the product reads them.</summary>
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

    private static CircumstanceReported Manner(string id, string publishedOn) =>
        Say.Report<CircumstanceReported>(id, "incident:2013-04-06-qalat", "source:guardian", publishedOn) with { Aspect = "manner", Value = id };

    private static IEnumerable<string> Current(string on, params RecordEvent[] events) => World(on, events).Current.Select(a => a.Id);

    private static WorldView World(string on, params RecordEvent[] events) => new(
        new RecordAsOf(events.Select((e, i) => new Recorded(i + 1, Instant.FromUnixTimeSeconds(i), "a", null, "", e)), long.MaxValue), BelievedOn.Parse(on));
}
