using System.Globalization;
using CsCheck;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;
using Selection = Palimpsest.Tests.Oracle.Selection;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>Answers over a selection, for which the view tables find the candidates, held to an oracle that looks at everything.</summary>
public sealed class The_whole_world_at_any_horizon(PostgresServerFixture server)
{
    private const int Histories = 6;
    private const int Questions = 25;

    private static readonly Gen<(int From, int Length, (string? Country, string? Region) Place, string? Kind, CasualtyPolicy Policy, Outcome Outcome, (int Y, OraclePerspective Perspective) Seen)> Asked = Gen.Select(
        Gen.Int[-3, 12], Gen.Int[0, 9], Gen.Select(One(null, null, "Iraq", "Syria", "IRAQ"), One(null, null, null, "Anbar", "anbar")), One(null, null, null, "bombing", "campaign"),
        Gen.Enum<CasualtyPolicy>(), Gen.Enum<Outcome>(), Gen.Select(Gen.Int[0, 3], AnyHistory.Perspective));

    [Fact]
    public async Task Is_summed_and_listed_as_the_oracle_says()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            var told = new Told(0, history);
            foreach (var commit in told.Events.Chunk(Math.Max(1, told.Events.Count / 3)))
            {
                (await writer.SendAsync(told.AsFile(commit), ct)).Accepted.ShouldBeTrue();
            }

            var reader = new BeliefReader(source);
            var recorded = await told.AsRecordedAsync(reader.Record, ct);
            foreach (var (asked, x) in Asked.Array[Questions].Single().Zip(AnyHistory.X.Array[Questions].Single()))
            {
                var from = asked.From > 10 ? (NodaTime.LocalDate?)null : RandomDates.First.PlusDays(asked.From);
                var to = from?.PlusDays(asked.Length);
                var y = asked.Seen.Y == 0 ? null : recorded[(recorded.Count * asked.Seen.Y / 4) - 1 is var at and >= 0 ? at : 0].Number.ToString(CultureInfo.InvariantCulture);
                var point = await reader.Record.PointAsync(y, ct);
                var oracle = new OracleWorld(recorded, x.At, point.Number, told.Heard(asked.Seen.Perspective));
                var expected = oracle.Total(
                    new Selection(from, to, Given(recorded, asked.Place.Country, p => p.Country), Given(recorded, asked.Place.Region, p => p.Region), asked.Kind),
                    new Palimpsest.Tests.Oracle.Question(asked.Outcome, (Policy)(int)asked.Policy));
                var question = new Question
                {
                    View = View.Casualties,
                    Country = asked.Place.Country,
                    Region = asked.Place.Region,
                    Kind = asked.Kind,
                    From = from,
                    To = to,
                    Outcome = asked.Outcome,
                    Policy = asked.Policy,
                }.Heard(oracle.Perspective);
                var tally = (CasualtiesBelief)(await reader.AskAsync(question, x, y, ct)).Belief;
                var why = $"{question} believed on {x}, recorded up to {y}, heard: {oracle.Perspective}\n{history}";
                var total = tally.Total[Words.Of(asked.Outcome)];
                new Figure(total.Low, total.Best, total.High).ShouldBe(expected.Total, why);
                tally.Incidents.Concat(tally.Campaigns).Select(i => i.Key).ShouldBe(expected.Selected.Where(s => s.Tally is not null).Select(s => s.Incident), ignoreOrder: true, why);

                var incidents = (IncidentsBelief)(await reader.AskAsync(question with { View = View.Incidents }, x, y, ct)).Belief;
                incidents.Incidents.Select(i => i.Key).ShouldBe(expected.Selected.Select(s => s.Incident), ignoreOrder: true, why);
                incidents.Possible.Select(i => i.Key).ShouldBe(expected.Possible.Where(p => oracle.Incident(p) is not null), ignoreOrder: true, why);
            }
        }
    }

    private static Gen<string?> One(params string?[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    // The product takes names of places whatever their letter case; the oracle wants them as recorded.
    private static string? Given(IEnumerable<OracleEvent> recorded, string? asked, Func<Place, string?> name) => asked is null ? null
        : recorded.Select(e => e.Event is AssertionCorrected correction ? correction.Content : e.Event).OfType<IncidentReported>().Select(r => name(r.Place))
            .FirstOrDefault(c => string.Equals(c, asked, StringComparison.OrdinalIgnoreCase)) ?? asked;
}
