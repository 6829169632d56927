using NodaTime;
using Palimpsest.Reports;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Oracle;

public sealed class OracleTallyTests
{
    private const string X = "incident:2013-x";
    private static readonly Question Dead = new(Outcome.Killed);

    [Fact]
    public void Qalat_eight_dead_of_whom_two_to_five_civilians()
    {
        var account = Account("q", "2013-04-06", Killed("us-soldiers", 3, VictimClass.SecurityForce), Killed("us-civilians", 2, VictimClass.Civilian), Killed("afghans", 3));

        Figure(account, Dead).ShouldBe(new Figure(8, 8, 8));
        Figure(account, Dead with { Only = VictimClass.Civilian }).ShouldBe(new Figure(2, 2, 5));
    }

    [Fact]
    public void Farah_forty_four_dead_and_nine_attackers()
    {
        var account = Account(
            "f",
            "2013-04-03",
            Killed("civilians", 34, VictimClass.Civilian),
            Killed("police", 10, VictimClass.SecurityForce),
            Killed("attackers", 9, VictimClass.Militant) with { Attackers = true });

        Figure(account, Dead).ShouldBe(new Figure(44, 44, 44));
        Figure(account, Dead with { WithAttackers = true }).ShouldBe(new Figure(53, 53, 53));
        Figure(account, Dead with { Only = VictimClass.Civilian }).ShouldBe(new Figure(34, 34, 34));
        Figure(account, Dead with { Only = VictimClass.SecurityForce }).ShouldBe(new Figure(10, 10, 10));
    }

    [Fact]
    public void A_total_stands_for_its_parts_and_its_remainder_is_of_class_unknown()
    {
        var account = Account("t", "2013-04-03", Killed("all", 10) with { Total = true }, Killed("civilians", 6, VictimClass.Civilian), Killed("children", 2) with { Within = "civilians" });

        Figure(account, Dead).ShouldBe(new Figure(10, 10, 10));
        Figure(account, Dead with { Only = VictimClass.Civilian }).ShouldBe(new Figure(6, 6, 10));
        Figure(account, Dead with { Only = VictimClass.Militant }).ShouldBe(new Figure(0, 0, 6));
    }

    [Fact]
    public void Attackers_inside_a_total_are_taken_out_of_it_once()
    {
        var account = Account(
            "t",
            "2013-04-03",
            Killed("all", 10) with { Total = true },
            Killed("militants", 5, VictimClass.Militant),
            Killed("attackers", 3, VictimClass.Militant) with { Attackers = true, Within = "militants" },
            Killed("bombers", 1, VictimClass.Militant) with { Attackers = true, Within = "attackers" });

        Figure(account, Dead).ShouldBe(new Figure(7, 7, 7));
        Figure(account, Dead with { WithAttackers = true }).ShouldBe(new Figure(10, 10, 10));
        Figure(account, Dead with { Only = VictimClass.Militant }).ShouldBe(new Figure(2, 2, 7));
    }

    [Fact]
    public void Four_policies_pick_from_three_accounts()
    {
        var few = Account("few", "2013-04-01", Killed("all", 5));
        var many = Report<CasualtiesReported>("many", X, "source:bbc", "2013-04-02") with { Lines = [Killed("all", 0) with { Count = Count.Parse("at least 7") }] };
        var also = Report<CasualtiesReported>("also", X, "source:dpa", "2013-04-01") with { Lines = [Killed("people", 5)] };
        var world = new Scene(few, many, also).On("2013-04-03");

        Tally By(Policy policy) => world.TallyOf(Key(X), Dead with { Policy = policy })!;
        By(Policy.Latest).Figure.ShouldBe(new Figure(7, 7, null));
        By(Policy.Latest).Tied.ShouldBeFalse();
        By(Policy.Envelope).Figure.ShouldBe(new Figure(5, null, null));
        By(Policy.Conservative).Chosen!.Id.ShouldBe("few");
        By(Policy.Conservative).Tied.ShouldBeTrue();
        By(Policy.Majority).Figure.ShouldBe(new Figure(5, 5, 5));
        By(Policy.Majority).NoMajority.ShouldBeFalse();
    }

    [Fact]
    public void A_party_has_one_vote_and_two_of_four_are_no_majority()
    {
        CasualtiesReported By(string outlet, int dead) => Report<CasualtiesReported>(outlet[7..], X, outlet, "2013-04-01") with { Lines = [Killed("all", dead)] };
        var tally = new Scene(By("source:ap", 5), By("source:bbc", 5), By("source:cnn", 6), By("source:dpa", 7)).On("2013-04-03")
            .TallyOf(Key(X), Dead with { Policy = Policy.Majority })!;

        tally.NoMajority.ShouldBeTrue();
        tally.Figure.ShouldBe(new Figure(5, 5, 5));

        var again = By("source:ap", 6) with { Id = "again", Citations = [Cite("source:ap", "2013-04-02")] };
        new Scene(By("source:ap", 5), again, By("source:bbc", 6), By("source:cnn", 5)).On("2013-04-03")
            .TallyOf(Key(X), Dead with { Policy = Policy.Majority })!.Figure.ShouldBe(new Figure(6, 6, 6));
    }

    [Fact]
    public void Parts_of_what_is_added_are_shown_and_not_added_and_a_campaign_is_apart()
    {
        var scene = new Scene(
            Incident("incident:2013-wave", "2013-04-15"),
            Incident("incident:2013-kirkuk", "2013-04-15", partOf: "incident:2013-wave"),
            Incident("incident:2013-war", "2006/..", kind: "campaign"),
            Incident("incident:2013-may", "2013-05-01"),
            Incident("incident:2013-vague", "2013-04/2013-05", partOf: "incident:2013-war"),
            Toll("incident:2013-wave", "at least 42"),
            Toll("incident:2013-kirkuk", "5"),
            Toll("incident:2013-war", "60000"),
            Toll("incident:2013-vague", "3"));

        var april = scene.On("2013-06-01").Total(new Selection(new LocalDate(2013, 4, 1), new LocalDate(2013, 4, 30)), Dead);
        april.Total.ShouldBe(new Figure(42, 42, null));
        april.Selected.Select(s => (s.Incident.Value, s.Part)).ShouldBe([("incident:2013-kirkuk", Part.PartOfAdded), ("incident:2013-wave", Part.Added)]);
        april.Possible.Select(i => i.Value).ShouldBe(["incident:2013-vague", "incident:2013-war"]);

        var all = scene.On("2013-06-01").Total(new Selection(), Dead);
        all.Total.ShouldBe(new Figure(45, 45, null));
        all.Selected.Single(s => s.Part == Part.Campaign).Incident.ShouldBe(Key("incident:2013-war"));
        all.Selected.Single(s => s.Part == Part.SaysNothing).Incident.ShouldBe(Key("incident:2013-may"));
    }

    [Fact]
    public void Incidents_that_are_parts_of_each_other_are_all_added()
    {
        var total = new Scene(
            Incident("incident:2013-a", "2013-04-15", partOf: "incident:2013-b"),
            Incident("incident:2013-b", "2013-04-15", partOf: "incident:2013-a"),
            Incident("incident:2013-c", "2013-04-15", partOf: "incident:2013-a"),
            Toll("incident:2013-a", "1"),
            Toll("incident:2013-b", "2"),
            Toll("incident:2013-c", "4")).On("2013-06-01").Total(new Selection(), Dead);

        total.Total.ShouldBe(new Figure(3, 3, 3));
    }

    private static Figure Figure(CasualtiesReported account, Question question) =>
        new Scene(account).On("2013-12-31").TallyOf(Key(X), question)!.Figure;

    private static CasualtiesReported Account(string id, string publishedOn, params CasualtyLine[] lines) =>
        Report<CasualtiesReported>(id, X, "source:ap", publishedOn) with { Lines = lines };

    private static IncidentReported Incident(string key, string occurred, string kind = "bombing", string? partOf = null) =>
        Report<IncidentReported>("told." + key[9..], key, "source:ap", "2013-05-02") with
        {
            Kind = kind,
            Occurred = Date(occurred),
            Place = new Place("Iraq"),
            PartOf = partOf is null ? null : Key(partOf),
        };

    private static CasualtiesReported Toll(string incident, string count) =>
        Report<CasualtiesReported>("toll." + incident[9..], incident, "source:ap", "2013-05-02") with
        {
            Lines = [Killed("all", 0) with { Count = Count.Parse(count) }],
        };
}
