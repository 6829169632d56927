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

    private static readonly Gen<(int From, int Length, string? Country, string? Kind, CasualtyPolicy Policy, Outcome Outcome)> Asked = Gen.Select(
        Gen.Int[-3, 12], Gen.Int[0, 9], One(null, null, "Iraq", "Syria", "IRAQ"), One(null, null, null, "bombing", "campaign"),
        Gen.Enum<CasualtyPolicy>(), Gen.Enum<Outcome>());

    [Fact]
    public async Task Is_summed_and_listed_as_the_oracle_says()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            var told = new Told(0, history);
            (await writer.SendAsync(told.AsFile(told.Events), ct)).Accepted.ShouldBeTrue();
            var reader = new BeliefReader(source);
            var recorded = await told.AsRecordedAsync(reader.Record, ct);
            foreach (var (asked, x) in Asked.Array[Questions].Single().Zip(AnyHistory.X.Array[Questions].Single()))
            {
                var from = asked.From > 10 ? (NodaTime.LocalDate?)null : RandomDates.First.PlusDays(asked.From);
                var to = from?.PlusDays(asked.Length);
                var oracle = new OracleWorld(recorded, x.At, long.MaxValue);
                var expected = oracle.Total(
                    new Selection(from, to, Country(recorded, asked.Country), null, asked.Kind),
                    new Palimpsest.Tests.Oracle.Question(asked.Outcome, (Policy)(int)asked.Policy));
                var question = new Question
                {
                    View = View.Casualties,
                    Country = asked.Country,
                    Kind = asked.Kind,
                    From = from,
                    To = to,
                    Outcome = asked.Outcome,
                    Policy = asked.Policy,
                };
                var tally = (CasualtiesBelief)(await reader.AskAsync(question, x, null, ct)).Belief;
                var why = $"{question} believed on {x}\n{history}";
                var total = tally.Total[Words.Of(asked.Outcome)];
                new Figure(total.Low, total.Best, total.High).ShouldBe(expected.Total, why);
                tally.Incidents.Concat(tally.Campaigns).Select(i => i.Key).ShouldBe(expected.Selected.Where(s => s.Tally is not null).Select(s => s.Incident), ignoreOrder: true, why);

                var incidents = (IncidentsBelief)(await reader.AskAsync(question with { View = View.Incidents }, x, null, ct)).Belief;
                incidents.Incidents.Select(i => i.Key).ShouldBe(expected.Selected.Select(s => s.Incident), ignoreOrder: true, why);
                incidents.Possible.Select(i => i.Key).ShouldBe(expected.Possible.Where(p => oracle.Incident(p) is not null), ignoreOrder: true, why);
            }
        }
    }

    private static Gen<string?> One(params string?[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    // The product takes countries whatever their letter case; the oracle wants them as recorded.
    private static string? Country(IEnumerable<OracleEvent> recorded, string? asked) => asked is null ? null
        : recorded.Select(e => e.Event).OfType<IncidentReported>().Select(r => r.Place.Country)
            .FirstOrDefault(c => string.Equals(c, asked, StringComparison.OrdinalIgnoreCase)) ?? asked;
}
