using CsCheck;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Store.Maintenance;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// The whole way, from commands through Wolverine, Marten, the record clock and the fact rows to an answer, held to the oracle.
/// </summary>
public sealed class Any_subject_at_any_horizon(PostgresServerFixture server)
{
    private const int Histories = 30;
    private const int Horizons = 8;

    [Fact]
    public async Task Is_what_the_oracle_says_however_it_was_entered()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        var reader = new BeliefReader(source);
        var random = Samples(AnyHistory.Enterable, Histories);
        for (var number = 0; number < Histories; number++)
        {
            var told = new Told(number, random[number]);
            await EnterAsync(writer, told, number % 3, ct);
            var recorded = await told.AsRecordedAsync(reader.Record, ct);
            recorded.Count.ShouldBe(told.Events.Count);
            foreach (var (x, at, perspective) in Samples(AnyHistory.X, Horizons).Zip(Samples(Gen.Int[0, recorded.Count], Horizons), Samples(AnyHistory.Perspective, Horizons)))
            {
                var y = at == recorded.Count ? recorded[^1].Number + 5 : recorded[at].Number;
                var heard = told.Heard(perspective);
                await CompareAsync(reader, told, new OracleWorld(recorded, x.At, await WholeCommitAsync(reader, y, ct), heard), x, y, ct);
            }
        }

        // The rows written as the events came equal those that follow from all events, before a rebuild and after it.
        (await RecordMaintenance.VerifyAsync(source, null, ct)).Findings.ShouldBeEmpty();
        await RecordMaintenance.RebuildAsync(source, null, null, ct);
        (await RecordMaintenance.VerifyAsync(source, null, ct)).Findings.ShouldBeEmpty();
    }

    // One command each; one file; or half and half, every line sent twice.
    private static async Task EnterAsync(RecordWriter writer, Told told, int how, CancellationToken ct)
    {
        var half = how switch { 0 => told.Events.Count, 1 => 0, _ => told.Events.Count / 2 };
        foreach (var e in told.Events.Take(half))
        {
            var outcome = await writer.SendAsync(Told.Commanded(e), ct);
            outcome.Accepted.ShouldBeTrue(string.Join('\n', outcome.Errors));
            if (how == 2)
            {
                (await writer.SendAsync(Told.Commanded(e) with { By = "another" }, ct)).WasKnown.ShouldBeTrue();
            }
        }

        var file = await writer.SendAsync(told.AsFile(how == 2 ? told.Events : told.Events.Skip(half)), ct);
        file.Accepted.ShouldBeTrue(string.Join('\n', file.Check.Findings));
        file.Check.New.ShouldBe(told.Events.Count - half);
    }

    private static async Task<long> WholeCommitAsync(BeliefReader reader, long y, CancellationToken ct) =>
        (await reader.Record.PointAsync(y.ToString(System.Globalization.CultureInfo.InvariantCulture), ct)).Number;

    private static async Task CompareAsync(BeliefReader reader, Told told, OracleWorld oracle, BelievedOn x, long y, CancellationToken ct)
    {
        async Task<T> AskAsync<T>(View view, Subjects.SubjectKey key) => (T)(await reader.AskAsync(
            new Question { View = view, Key = key }.Heard(oracle.Perspective), x, y.ToString(System.Globalization.CultureInfo.InvariantCulture), ct)).Belief;

        var why = $"believed on {x}, recorded up to {oracle.Y}, heard: {oracle.Perspective}\n{string.Join('\n', told.Events.Select(Json.RecordJson.Write))}";
        foreach (var person in told.Persons)
        {
            var belief = await AskAsync<PersonBelief>(View.Person, person);
            belief.LifeStatus.ToString().ShouldBe(oracle.LifeStatus(person).ToString(), why);
            (belief.Contested || !oracle.Reports.Any(a => a.BearsOn.Any(key => oracle.Same(key, person)) && oracle.Current(a) && oracle.Contested(a))).ShouldBeTrue(why);
        }

        foreach (var faction in told.Factions)
        {
            var belief = await AskAsync<FactionBelief>(View.Faction, faction);
            belief.Leaders.Select(l => $"{l.Person} {l.LifeStatus}").ShouldBe(
                oracle.CurrentOf<LeaderNamed>(faction).GroupBy(l => (l.Role, l.Scope, Person: oracle.Canonical(l.Person))).Select(l => $"{l.Key.Person} {oracle.LifeStatus(l.Key.Person)}"),
                ignoreOrder: true, why);
            belief.Allegiances.SelectMany(a => a.Assertions).Select(a => a.Id).ShouldBe(
                oracle.Reports.OfType<AllegianceReport>().Where(a => a.BearsOn.Any(key => oracle.Same(key, faction)) && oracle.Current(a)).Select(a => a.Id), ignoreOrder: true, why);
        }

        foreach (var incident in told.Incidents)
        {
            var belief = await AskAsync<IncidentBelief>(View.Incident, incident);
            belief.Claims.Status.ToString().ShouldBe(oracle.Claims(incident).Status.ToString(), why);
            belief.Casualties.Select(t => $"{t.Key} {new Figure(t.Value.Low, t.Value.Best, t.Value.High)}").ShouldBe(
                from outcome in Enum.GetValues<Outcome>()
                let tally = oracle.TallyOf(incident, new Palimpsest.Tests.Oracle.Question(outcome))
                where tally is not null
                select $"{Words.Of(outcome)} {tally.Figure}",
                why);
            belief.Circumstances.Select(c => $"{c.Aspect} {c.Value}").ShouldBe(
                from aspect in oracle.CurrentOf<CircumstanceReported>(incident).Select(c => c.Aspect).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                select $"{aspect} {oracle.Circumstance(incident, aspect).Choice!.Chosen.Value}",
                why);
            belief.Contested.ShouldBe(
                oracle.Claims(incident).Status == ClaimStatus.Competing
                || oracle.Reports.Any(a => oracle.Same(a.Subject, incident) && oracle.Current(a) && oracle.Contested(a)), why);
        }
    }

    private static List<T> Samples<T>(Gen<T> gen, int count) => [.. gen.Array[count].Single()];
}
