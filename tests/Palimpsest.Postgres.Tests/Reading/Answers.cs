using System.Globalization;
using System.Text.Json;
using CsCheck;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Columns;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Timelines;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>Every answer about one random history, from the database and from columns that follow it, beside the resolvers given every event there is.</summary>
internal static class Answers
{
    private static readonly Gen<(Clocks.BelievedOn, int, OraclePerspective)> AtAny = Gen.Select(AnyHistory.X, Gen.Int[0, 9], AnyHistory.Perspective);

    /// <summary>Compares them, byte by byte, at random horizons from random perspectives.</summary>
    public static async Task ShouldBeTheSameAsync(NpgsqlDataSource source, LiveColumns columns, Told told, History history, int horizons, CancellationToken ct)
    {
        var reader = new BeliefReader(source);
        var all = new List<Recorded>();
        await foreach (var e in reader.Record.AllAsync(long.MaxValue, ct))
        {
            all.Add(e);
        }

        foreach (var (x, part, heard) in AtAny.Array[horizons].Single())
        {
            // In the past, more often than not.
            var y = part > 5 ? null : all[(all.Count - 1) * part / 5].Number.ToString(CultureInfo.InvariantCulture);
            var perspective = told.Heard(heard);
            var world = new WorldView(
                new RecordAsOf(all, (await reader.Record.PointAsync(y, ct)).Number), x, new Perspective(perspective.Outlets ?? [], perspective.AtLeast, perspective.Party));
            SourceDescribed[] sources = [.. all.Where(e => e.Number <= world.Record.Number).Select(e => e.Event).OfType<SourceDescribed>()];
            foreach (var (question, expected) in Questions(world, told).Concat(Searches(told).Select(q => (q, (object)Finder.Find(world, sources, q)))))
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

    // Keys, whole and in part, and names, as they are told and as they may be typed.
    private static IEnumerable<Question> Searches(Told told)
    {
        string[] names = ["Ameer", "amir", "ansar", "ansaar aa", "union", "aa", "a", "2013", "h0", "-"];
        var keys = told.Incidents.Concat(told.Factions).Concat(told.Persons).Select(k => k.Value).ToList();
        List<string> typed = [.. keys.Select(k => k[(k.IndexOf(':', StringComparison.Ordinal) + 1)..]), .. names];
        foreach (var text in keys.Concat(names).Concat(Gen.Select(Mistyped, Gen.Int[0, typed.Count - 1], (mistype, of) => mistype(typed[of])).Array[10].Single()))
        {
            yield return new Question { View = View.Find, Text = text };
        }

        yield return new Question { View = View.Find, Text = "h0", Limit = 2 };
        yield return new Question { View = View.Find, Text = "h0", Kind = "person", Limit = 1 };
    }

    private static readonly Gen<Func<string, string>> Mistyped = Gen.Select(Gen.Int[0, 40], Gen.Char['a', 'z'], Gen.Int[0, 3], (at, letter, how) => (Func<string, string>)(text => how switch
    {
        0 => text.Insert(at % (text.Length + 1), letter.ToString()),
        1 => text.Remove(at % text.Length, 1),
        2 => text[..(at % text.Length)] + letter + text[(at % text.Length + 1)..],
        _ => text.ToUpperInvariant().Replace('-', ' '),
    }));

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
