using NodaTime;
using Palimpsest.Reports;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Oracle;

public sealed class OracleBeliefTests
{
    private const string Shihri = "person:said-al-shihri";
    private const string Qalat = "incident:2013-04-06-qalat";

    private static readonly DeathReported Announced = Report<DeathReported>("dead", Shihri, "source:ap", "2013-01-23", by: "source:yemeni-government") with
    {
        Occurred = Date("2012-11/2013-01-24"),
    };

    private static readonly DeathDisputed Audio = Report<DeathDisputed>("audio", Shihri, "source:reuters", "2013-04-11", by: "faction:aqap") with
    {
        Basis = DisputeBasis.SignOfLife,
        Modality = Modality.Purported,
    };

    [Theory]
    [InlineData("2013-01-22", LifeStatus.NoReport)]
    [InlineData("2013-01-25", LifeStatus.ReportedDead)]
    [InlineData("2013-04-10", LifeStatus.ReportedDead)]
    [InlineData("2013-04-12", LifeStatus.DeathDisputed)]
    [InlineData("2013-06-01", LifeStatus.DeathDisputed)]
    public void Al_Shihris_death_is_reported_then_disputed_and_the_recap_does_not_undo_it(string believedOn, LifeStatus status)
    {
        var recap = Report<DeathReported>("recap", Shihri, "source:ctc-sentinel", "2013-05-16/2013-05-31") with { Occurred = Date("2012-11/2013-01-24") };

        new Scene(Announced, Audio, recap).On(believedOn).LifeStatus(Key(Shihri)).ShouldBe(status);
    }

    [Fact]
    public void A_dispute_that_names_reports_contests_those_alone()
    {
        var other = Announced with { Id = "other" };
        var world = new Scene(Announced, other, Audio with { Disputes = ["dead"] }).On("2013-05-01");

        world.Contested("dead").ShouldBeTrue();
        world.Contested("other").ShouldBeFalse();
        world.LifeStatus(Key(Shihri)).ShouldBe(LifeStatus.ReportedDead);
    }

    [Fact]
    public void A_death_after_the_sign_of_life_is_not_contested_by_it()
    {
        var strike = Report<DeathReported>("strike", Shihri, "source:ap", "2013-04-20") with { Occurred = Date("2013-04-18/2013-04-19") };

        new Scene(Announced, Audio, strike).On("2013-05-01").LifeStatus(Key(Shihri)).ShouldBe(LifeStatus.ReportedDead);
    }

    [Fact]
    public void A_confirmation_is_contested_only_by_what_was_published_after_it()
    {
        var confirmed = Report<DeathConfirmed>("confirmed", Shihri, "source:site", "2013-07-17", by: "faction:aqap") with { Occurred = Date("2012") };

        new Scene(Announced, Audio, confirmed).On("2013-07-18").LifeStatus(Key(Shihri)).ShouldBe(LifeStatus.DeathConfirmed);
        new Scene(Announced, Audio with { Citations = [Cite("source:ap", "2013-07-18")] }, confirmed).On("2013-07-18")
            .LifeStatus(Key(Shihri)).ShouldBe(LifeStatus.DeathDisputed);
    }

    [Fact]
    public void A_merger_announced_by_one_is_contested_once_the_other_denies_it_in_its_own_stream()
    {
        var announced = Report<MergerAnnounced>("announced", "faction:isi", "source:afp", "2013-04-09") with
        {
            Parties = [Key("faction:isi"), Key("faction:jabhat-al-nusra")],
        };
        var denied = Report<MergerDenied>("denied", "faction:jabhat-al-nusra", "source:afp", "2013-04-10") with
        {
            Parties = [Key("faction:jabhat-al-nusra"), Key("faction:isi")],
        };
        var scene = new Scene(announced, denied);

        scene.On("2013-04-09").Contested("announced").ShouldBeFalse();
        scene.On("2013-04-10").Contests(announced).ShouldBe([new Contest(ContestedBy.Denial, denied)]);
        scene.On("2013-04-10").Contested("denied").ShouldBeFalse();
    }

    [Fact]
    public void A_dispute_contests_until_it_is_retracted()
    {
        var scene = new Scene(Announced, Dispute("d", "dead", "source:bbc", "2013-02-01"), Retraction("r", "d", "source:bbc", "2013-02-03"));

        scene.On("2013-02-02").Contested("dead").ShouldBeTrue();
        scene.On("2013-02-03").Contested("dead").ShouldBeFalse();
    }

    [Fact]
    public void A_report_that_disputes_contests_while_it_is_current()
    {
        var told = Report<LeaderNamed>("told", "faction:a", "source:ap", "2013-04-01") with { Person = Key(Shihri), Role = "leader" };
        var untrue = told with { Id = "untrue", Disputes = ["told"], Citations = [Cite("source:bbc", "2013-04-02")] };
        var anew = untrue with { Id = "anew", Disputes = [], Revises = ["untrue"], Citations = [Cite("source:bbc", "2013-04-03")] };

        new Scene(told, untrue, anew).On("2013-04-02").Contested("told").ShouldBeTrue();
        new Scene(told, untrue, anew).On("2013-04-03").Contested("told").ShouldBeFalse();
    }

    [Fact]
    public void Four_commanders_of_a_role_that_is_not_sole_are_not_contested()
    {
        var named = Enumerable.Range(1, 4).Select(i => Commander($"c{i}", $"person:p{i}")).ToArray();

        new Scene([.. named]).On("2013-04-10").LeadersContested(Key("faction:a")).ShouldBeFalse();
        new Scene([.. named.Select(n => n with { Sole = true })]).On("2013-04-10").ContestedRoles(Key("faction:a"))
            .ShouldBe([new RoleKey("commander", "")]);
    }

    [Fact]
    public void Holders_of_a_sole_role_may_share_the_day_of_handover()
    {
        var old = Commander("old", "person:old") with { Sole = true, Since = Date("2012-01-01"), Until = Date("2013-04-01") };
        var next = Commander("next", "person:next") with { Sole = true, Since = Date("2013-04-01") };

        new Scene(old, next).On("2013-04-10").LeadersContested(Key("faction:a")).ShouldBeFalse();
        new Scene(old, next with { Since = Date("2013-03-31") }).On("2013-04-10").LeadersContested(Key("faction:a")).ShouldBeTrue();
        new Scene(old, next).On("2013-04-10").Vouches(old).ShouldBe((new LocalDate(2012, 1, 1), new LocalDate(2013, 4, 1)));
        new Scene(old, next).On("2013-04-10").Vouches(next).ShouldBe((new LocalDate(2013, 4, 1), new LocalDate(2013, 4, 10)));
    }

    [Fact]
    public void Claims_run_from_none_over_unclaimed_and_claimed_to_competing()
    {
        var nobody = Report<NoClaimKnown>("nobody", Qalat, "source:ap", "2013-04-06");
        var laid = Report<ResponsibilityAttributed>("laid", Qalat, "source:ap", "2013-04-07") with { By = Key("faction:taliban") };
        var taliban = Report<ResponsibilityClaimed>("taliban", Qalat, "source:ap", "2013-04-08") with { By = Key("faction:taliban") };
        var rival = Report<ResponsibilityClaimed>("rival", Qalat, "source:ap", "2013-04-09") with { By = Key("faction:rival") };
        var denied = Report<ResponsibilityDenied>("denied", Qalat, "source:ap", "2013-04-10", by: "source:isaf") with { By = Key("faction:rival") };
        var scene = new Scene(nobody, laid, taliban, rival, denied);

        ClaimStatus On(string day) => scene.On(day).Claims(Key(Qalat)).Status;
        On("2013-04-05").ShouldBe(ClaimStatus.None);
        On("2013-04-06").ShouldBe(ClaimStatus.Unclaimed);
        On("2013-04-07").ShouldBe(ClaimStatus.Attributed);
        On("2013-04-08").ShouldBe(ClaimStatus.Claimed);
        On("2013-04-09").ShouldBe(ClaimStatus.Competing);
        On("2013-04-10").ShouldBe(ClaimStatus.Claimed);
        scene.On("2013-04-10").Claims(Key(Qalat)).Stances.Select(s => s.Word.Id).ShouldBe(["rival", "taliban"]);
    }

    [Fact]
    public void Who_denies_himself_what_he_claimed_is_no_claimant()
    {
        var claimed = Report<ResponsibilityClaimed>("claimed", Qalat, "source:ap", "2013-04-08") with { By = Key("faction:taliban") };
        var denied = Report<ResponsibilityDenied>("denied", Qalat, "source:ap", "2013-04-10", by: "faction:taliban") with { By = Key("faction:taliban") };
        var belief = new Scene(claimed, denied).On("2013-04-10").Claims(Key(Qalat));

        belief.Status.ShouldBe(ClaimStatus.Denied);
        belief.Stances.ShouldBe([new Stance(Key("faction:taliban"), StanceKind.Denied, denied)]);
    }

    private static LeaderNamed Commander(string id, string person) =>
        Report<LeaderNamed>(id, "faction:a", "source:ap", "2013-04-10") with { Person = Key(person), Role = "commander" };
}
