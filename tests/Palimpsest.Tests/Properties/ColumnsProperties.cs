using System.Text.Json;
using CsCheck;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Columns;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using OraclePerspective = Palimpsest.Tests.Oracle.OraclePerspective;

namespace Palimpsest.Tests.Properties;

/// <summary>The copy in memory, held to the resolvers, which are held to the oracle; and series, held to tallies.</summary>
public sealed class ColumnsProperties
{
    private const int Samples = 4000;

    private static readonly Gen<Question> Asked =
        from policy in Gen.Enum<CasualtyPolicy>()
        from withAttackers in Gen.Bool
        from only in Maybe(3, Gen.Enum<VictimClass>())
        from country in Gen.Frequency((3, Gen.Const((string?)null)), (1, OneOf<string?>("Iraq", "iraq", "Syria", "Nowhere")))
        from faction in Maybe(3, OneOf([.. Cast.Factions, SubjectKey.Parse("faction:nobody")]))
        from kind in Gen.Frequency((5, Gen.Const((string?)null)), (1, OneOf<string?>("bombing", "armedAttack", "campaign")))
        from outcome in Maybe(2, Gen.Enum<Outcome>())
        from dated in Gen.Bool
        from first in Gen.Int[-2, 14]
        from last in Gen.Int[-2, 14]
        from step in Gen.Enum<SeriesPeriod>()
        from across in Maybe(2, Gen.Enum<Dimension>())
        select new Question
        {
            View = View.World,
            Policy = policy,
            WithAttackers = withAttackers,
            Class = only,
            Country = country,
            Faction = faction,
            Kind = kind,
            Outcome = outcome,
            From = dated ? RandomDates.First.PlusDays(Math.Min(first, last)) : null,
            To = dated ? RandomDates.First.PlusDays(Math.Max(first, last)) : null,
            By = step,
            Across = across,
        };

    [Fact]
    public void The_world_in_rows_is_what_the_resolver_says() => Agree(View.World, WorldResolver.Resolve);

    [Fact]
    public void Series_are_what_the_resolver_says() => Agree(View.Series, SeriesResolver.Resolve);

    [Fact]
    public void Columns_that_grow_say_the_same_as_before_of_what_they_held() => Gen.Select(AnyHistory.AtAnyHorizon, Asked).Sample(
        (at, asked) =>
        {
            var columns = new RecordColumns();
            var question = Heard(asked, at);
            var last = 0L;
            string? before = null;
            foreach (var recorded in Readings.Recorded(at.History).OrderBy(r => r.Number))
            {
                if (recorded.Number > at.Y && before is null)
                {
                    last = columns.Number;
                    before = Json(columns.Believe(question, at.X, last));
                }

                columns.Add(recorded);
            }

            (before is null ? null : Json(columns.Believe(question, at.X, last))).ShouldBe(before);
        },
        iter: Samples / 4, print: t => $"{t.Item2}\n{t.Item1}");

    [Fact]
    public void Series_that_were_asked_for_before_are_what_the_resolver_says_now() => Gen.Select(AnyHistory.AtAnyHorizon, Asked).Sample(
        (at, asked) =>
        {
            // What ledgers hold: everybody is heard, and it matters to nobody who they are.
            var question = asked with
            {
                View = View.Series,
                Policy = asked.Policy == CasualtyPolicy.Majority ? CasualtyPolicy.Latest : asked.Policy,
                Faction = null,
                Across = asked.Across == Dimension.Faction ? null : asked.Across,
            };
            var columns = new RecordColumns();
            foreach (var commit in Readings.Recorded(at.History).GroupBy(r => r.Number).OrderBy(g => g.Key))
            {
                commit.ToList().ForEach(columns.Add);
                foreach (var y in new[] { commit.Key, at.Y }.Where(y => y <= commit.Key).Distinct())
                {
                    var then = at with { Y = y, Perspective = OraclePerspective.None };
                    Json(columns.Believe(question, at.X, y)).ShouldSay(Json(SeriesResolver.Resolve(then.Product(), question)), $"{question}\nafter {commit.Key}\n{then}");
                }
            }
        },
        iter: Samples / 4, print: t => $"{t.Item2}\n{t.Item1}");

    [Fact]
    public void A_series_adds_up_to_the_tally_of_its_selection() => Gen.Select(AnyHistory.AtAnyHorizon, Asked).Sample(
        (at, asked) =>
        {
            var world = at.Product();
            var question = Heard(asked, at) with { View = View.Series, Across = null };
            var series = SeriesResolver.Resolve(world, question);
            var tally = CasualtiesResolver.Resolve(world, question.Selection, question.Outcome, question.Rule);
            string.Join('\n', series.Series.Select(s => $"{s.Outcome} {s.Total}"))
                .ShouldBe(string.Join('\n', tally.Total.Where(t => t.Value.Incidents > 0).Select(t => $"{t.Key} {t.Value}")));
            foreach (var one in series.Series)
            {
                (one.Points.Sum(p => p.Low) + one.Unplaced.Low).ShouldBe(one.Total.Low);
                (one.Points.Sum(p => p.Incidents) + one.Unplaced.Incidents).ShouldBe(one.Total.Incidents);
                one.Points.Select(p => p.Period).ShouldBe(one.Points.Select(p => p.Period).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            }
        },
        iter: Samples / 2, print: t => $"{t.Item2}\n{t.Item1}");

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Gen<T?> Maybe<T>(int none, Gen<T> gen)
        where T : struct => Gen.Frequency((none, Gen.Const((T?)null)), (1, gen.Select(value => (T?)value)));

    private static void Agree(View view, Func<WorldView, Question, object> resolver) => Gen.Select(AnyHistory.AtAnyHorizon, Asked).Sample(
        (at, asked) =>
        {
            var question = Heard(asked, at) with { View = view };
            var columns = new RecordColumns();
            Readings.Recorded(at.History).OrderBy(r => r.Number).ToList().ForEach(columns.Add);
            Json(columns.Believe(question, at.X, at.Y)).ShouldSay(Json(resolver(at.Product(), question)), $"{question}\n{at}");
        },
        iter: Samples, print: t => $"{t.Item2}\n{t.Item1}");

    private static Question Heard(Question asked, HistoryAt at)
    {
        var perspective = Readings.Product(at.Perspective);
        return asked with { Outlets = perspective.Outlets, MinReliability = perspective.MinReliability, Party = perspective.Party };
    }

    private static string Json(object belief) => JsonSerializer.Serialize(belief, belief.GetType(), AnswerJson.Options);
}
