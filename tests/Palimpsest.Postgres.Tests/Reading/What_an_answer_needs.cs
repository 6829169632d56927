using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>What stands far from the subject asked for and yet decides about it.</summary>
public sealed class What_an_answer_needs(PostgresServerFixture server)
{
    [Fact]
    public async Task A_leaders_death_is_contested_only_while_the_report_that_disputes_it_is_current()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        var elsewhere = Say.Report<CircumstanceReported>("speech", "incident:2013-speech", "source:ap", "2013-04-03") with { Aspect = "speaker", Value = "the dead man", Disputes = ["death"] };
        RecordEvent[] events =
        [
            Say.Report<LeaderNamed>("named", "faction:ansar", "source:ap", "2013-04-01") with { Person = Say.Key("person:amir"), Role = "leader" },
            Say.Report<DeathReported>("death", "person:amir", "source:ap", "2013-04-02"),
            elsewhere,
            elsewhere with { Id = "speech2", Value = "another", Disputes = [], Revises = ["speech"], Citations = [Say.Cite("source:ap", "2013-04-05")] },
        ];
        foreach (var e in events)
        {
            (await writer.SendAsync(Commands.For(e) with { By = "tester" }, ct)).Accepted.ShouldBeTrue();
        }

        async Task<Projections.People.LifeStatus> LifeAsync(string on) => ((FactionBelief)(await new BeliefReader(source).AskAsync(
            new Projections.Reading.Question { View = View.Faction, Key = Say.Key("faction:ansar") }, BelievedOn.Parse(on), null, ct)).Belief).Leaders.Single().LifeStatus;
        (await LifeAsync("2013-04-02")).ShouldBe(Projections.People.LifeStatus.ReportedDead);
        (await LifeAsync("2013-04-03")).ShouldBe(Projections.People.LifeStatus.DeathDisputed);
        (await LifeAsync("2013-04-05")).ShouldBe(Projections.People.LifeStatus.ReportedDead);
    }
}
