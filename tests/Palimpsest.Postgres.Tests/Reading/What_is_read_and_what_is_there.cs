using System.Text.Json;
using CsCheck;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Store;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// The reader fetches only what bears on a question; a resolver given every event there is must say the same, byte by byte, in every view of every subject.
/// </summary>
public sealed class What_is_read_and_what_is_there(PostgresServerFixture server)
{
    private const int Histories = 8;
    private const int Horizons = 5;

    [Fact]
    public async Task Give_the_same_answers()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            await writer.SendAsync(new ImportFile("h", [.. history.Events.Select((e, i) => new NativeLine(i + 1, e.Event, null, "as told", null))], "tester"), ct);
            var reader = new BeliefReader(source);
            var all = new List<Recorded>();
            await foreach (var e in reader.Record.AllAsync(long.MaxValue, ct))
            {
                all.Add(e);
            }

            foreach (var (x, heard) in AnyHistory.X.Array[Horizons].Single().Zip(AnyHistory.Perspective.Array[Horizons].Single()))
            {
                var world = new WorldView(new RecordAsOf(all, long.MaxValue), x, new Perspective(heard.Outlets ?? [], heard.AtLeast, heard.Party));
                foreach (var (question, expected) in Questions(world))
                {
                    var narrowed = question with { Outlets = heard.Outlets ?? [], MinReliability = heard.AtLeast, Party = heard.Party };
                    var belief = (await reader.AskAsync(narrowed, x, null, ct)).Belief;
                    Json(belief).ShouldBe(Json(expected), $"{narrowed} believed on {x}\n{history}");
                }
            }
        }
    }

    private static IEnumerable<(Question Question, object Expected)> Questions(WorldView world)
    {
        var rule = new TallyRule();
        foreach (var key in Cast.All)
        {
            yield return (new Question { View = View.Explanation, Key = key }, ExplanationResolver.Resolve(world, key, rule));
            yield return key.Kind switch
            {
                SubjectKind.Faction => (new Question { View = View.Faction, Key = key }, FactionResolver.Resolve(world, key)),
                SubjectKind.Person => (new Question { View = View.Person, Key = key }, PersonResolver.Resolve(world, key)),
                _ => (new Question { View = View.Incident, Key = key }, (object)IncidentResolver.Resolve(world, key, rule)),
            };
        }

        foreach (var faction in Cast.Factions.Select(f => (SubjectKey?)f).Append(null))
        {
            var selection = new Question { View = View.Incidents, Faction = faction };
            yield return (selection, Lists.Incidents(world, selection));
            yield return (selection with { View = View.Claims }, Lists.Claims(world, selection));
            yield return (selection with { View = View.Casualties }, CasualtiesResolver.Resolve(world, selection.Selection, null, rule));
            yield return (selection with { View = View.People }, Lists.People(world, selection));
        }

        yield return (new Question { View = View.Factions }, Lists.Factions(world, new Question { View = View.Factions }));
    }

    private static string Json(object belief) => JsonSerializer.Serialize(belief, belief.GetType(), AnswerJson.Options);
}
