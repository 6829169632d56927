using System.Globalization;
using System.Text.Json;
using CsCheck;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Columns;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Timelines;
using Palimpsest.Projections.Worlds;
using Palimpsest.Store;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// The reader fetches only what bears on a question; a resolver given every event there is must say the same, byte by byte, in every view of every subject.
/// </summary>
public sealed class What_is_read_and_what_is_there(PostgresServerFixture server)
{
    private const int Histories = 8;
    private const int Horizons = 5;

    private static readonly Gen<(Clocks.BelievedOn, int, OraclePerspective)> AtAny = Gen.Select(AnyHistory.X, Gen.Int[0, 9], AnyHistory.Perspective);

    [Fact]
    public async Task Give_the_same_answers()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            using var columns = new LiveColumns(source);
            var told = new Told(0, history);
            foreach (var commit in told.Events.Chunk(5))
            {
                (await writer.SendAsync(told.AsFile(commit), ct)).Accepted.ShouldBeTrue();
                await columns.FollowAsync(commit.Length % 2 == 0 ? 0 : long.MaxValue, ct);
            }

            var reader = new BeliefReader(source);
            var all = new List<Recorded>();
            await foreach (var e in reader.Record.AllAsync(long.MaxValue, ct))
            {
                all.Add(e);
            }

            foreach (var (x, part, heard) in AtAny.Array[Horizons].Single())
            {
                // In the past, more often than not.
                var y = part > 5 ? null : all[(all.Count - 1) * part / 5].Number.ToString(CultureInfo.InvariantCulture);
                var perspective = told.Heard(heard);
                var world = new WorldView(
                    new RecordAsOf(all, (await reader.Record.PointAsync(y, ct)).Number), x, new Perspective(perspective.Outlets ?? [], perspective.AtLeast, perspective.Party));
                foreach (var (question, expected) in Questions(world, told))
                {
                    var belief = (await reader.AskAsync(question.Heard(perspective), x, y, ct)).Belief;
                    if (RecordColumns.CanAnswer(question))
                    {
                        Json((await columns.AskAsync(question.Heard(perspective), x, y, ct)).Belief).ShouldRead(Json(expected), $"from columns: {question} believed on {x}, recorded up to {y ?? "now"}, heard: {perspective}\n{history}");
                    }

                    Json(belief).ShouldRead(Json(expected), $"{question} believed on {x}, recorded up to {y ?? "now"}, heard: {perspective}\n{history}");
                }

                foreach (var key in told.Incidents.Concat(told.Factions).Concat(told.Persons))
                {
                    var question = new Question { View = View.Timeline, Key = key }.Heard(perspective);
                    var answer = await reader.AskAsync(question, x, y, ct);
                    Json(answer.Belief).ShouldRead(Json(TimelineResolver.Resolve(all, question, answer.Horizon)), $"{question} believed on {x}, recorded up to {y ?? "now"}, heard: {perspective}\n{history}");
                }
            }
        }
    }

    private static IEnumerable<(Question Question, object Expected)> Questions(WorldView world, Told told)
    {
        var rule = new TallyRule();
        foreach (var key in told.Incidents.Concat(told.Factions).Concat(told.Persons))
        {
            yield return (new Question { View = View.Explanation, Key = key }, ExplanationResolver.Resolve(world, key, rule));
            yield return key.Kind switch
            {
                SubjectKind.Faction => (new Question { View = View.Faction, Key = key }, FactionResolver.Resolve(world, key)),
                SubjectKind.Person => (new Question { View = View.Person, Key = key }, PersonResolver.Resolve(world, key)),
                _ => (new Question { View = View.Incident, Key = key }, (object)IncidentResolver.Resolve(world, key, rule)),
            };
        }

        foreach (var selection in Selections(told))
        {
            yield return (selection, Lists.Incidents(world, selection));
            yield return (selection with { View = View.Claims }, Lists.Claims(world, selection));
            yield return (selection with { View = View.Casualties }, CasualtiesResolver.Resolve(world, selection.Selection, null, rule));
            yield return (selection with { View = View.People }, Lists.People(world, selection));
            yield return (selection with { View = View.World }, WorldResolver.Resolve(world, selection));
            yield return (selection with { View = View.Series, Across = Dimension.Faction }, SeriesResolver.Resolve(world, selection with { Across = Dimension.Faction }));
        }

        yield return (new Question { View = View.Factions }, Lists.Factions(world, new Question { View = View.Factions }));
    }

    private static IEnumerable<Question> Selections(Told told)
    {
        var all = new Question { View = View.Incidents };
        return
        [
            all,
            .. told.Factions.Select(f => all with { Faction = f }),
            all with { Region = "anbar" },
            all with { Country = "Syria", Region = "Anbar" },
            all with { Region = "Anbar", Faction = told.Factions[0], To = RandomDates.First.PlusDays(6) },
            all with { Kind = "campaign", Faction = told.Factions[1] },
            all with { From = RandomDates.First.PlusDays(2), To = RandomDates.First.PlusDays(8) },
        ];
    }

    private static string Json(object belief) => JsonSerializer.Serialize(belief, belief.GetType(), AnswerJson.Options);
}
