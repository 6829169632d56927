using System.Globalization;
using CsCheck;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>Pages of any size, put together, are the whole list; merged subjects and vague dates among it.</summary>
public sealed class Pages_of_lists(PostgresServerFixture server)
{
    private const int Histories = 6;
    private const int Questions = 8;

    private static readonly Gen<(View View, int Limit, int Filter, BelievedOn X, int Y)> Asked = Gen.Select(
        Gen.Int[0, 3].Select(v => new[] { View.Factions, View.People, View.Incidents, View.Claims }[v]), Gen.Int[1, 4], Gen.Int[0, 4], AnyHistory.X, Gen.Int[0, 9]);

    [Fact]
    public async Task Put_together_are_the_list()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            var told = new Told(0, history);
            foreach (var commit in told.Events.Chunk(7))
            {
                (await writer.SendAsync(told.AsFile(commit), ct)).Accepted.ShouldBeTrue();
            }

            var reader = new BeliefReader(source);
            var last = (await reader.Record.PointAsync(null, ct)).Number;
            foreach (var asked in Asked.Array[Questions].Single())
            {
                var y = asked.Y > 5 ? null : Math.Max(1, last * asked.Y / 5).ToString(CultureInfo.InvariantCulture);
                var question = Filtered(new Question { View = asked.View }, asked.Filter, told);
                var whole = Items((await reader.AskAsync(question, asked.X, y, ct)).Json);
                var pages = await PagesAsync(reader, question with { Limit = asked.Limit }, asked.X, y, ct);

                var why = $"{asked} {question}\n{history}";
                pages.SelectMany(p => p).Order(StringComparer.Ordinal).ShouldBe(whole.Order(StringComparer.Ordinal), why);
                pages.SkipLast(1).ShouldAllBe(p => p.Count == asked.Limit, why);
            }
        }
    }

    [Fact]
    public async Task Are_full_but_the_last_and_end()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        foreach (var name in new[] { "e", "a", "d", "b", "c" })
        {
            (await writer.SendAsync(Told.Commanded(Say.Report<PersonDescribed>(name, $"person:{name}", "source:ap", "2013-04-01") with { Name = name }), ct)).Accepted.ShouldBeTrue();
        }

        // Told of under b, shown under e: listed where e stands.
        (await writer.SendAsync(Told.Commanded(new SubjectsMerged { Id = "m", Subject = SubjectKey.Parse("person:e"), Other = SubjectKey.Parse("person:b") }), ct))
            .Accepted.ShouldBeTrue();

        var pages = await PagesAsync(new BeliefReader(source), new Question { View = View.People, Limit = 2 }, BelievedOn.Parse("2013-04-30"), null, ct);

        pages.Select(page => string.Join(' ', page.Select(KeyOf))).ShouldBe(["person:a person:c", "person:d person:e"]);
    }

    private static string KeyOf(string item) => System.Text.Json.Nodes.JsonNode.Parse(item[item.IndexOf('{', StringComparison.Ordinal)..])!["key"]!.GetValue<string>();

    [Fact]
    public async Task Are_of_a_size_that_can_be_asked_for()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        var reader = new BeliefReader(source);
        foreach (var limit in new[] { 0, -1, Question.MostOnPage + 1 })
        {
            await Should.ThrowAsync<ArgumentOutOfRangeException>(
                () => reader.AskAsync(new Question { View = View.People, Limit = limit }, BelievedOn.Parse("2013-04-30"), null, ct));
        }
    }

    private static async Task<List<List<string>>> PagesAsync(BeliefReader reader, Question question, BelievedOn x, string? y, CancellationToken ct)
    {
        var pages = new List<List<string>>();
        while (true)
        {
            var answer = await reader.AskAsync(question, x, y, ct);
            pages.Add(Items(answer.Json));
            (await reader.AskAgainAsync(answer.Token, ct)).ToJson().ShouldBe(answer.ToJson());
            if (answer.Json["next"] is not { } next)
            {
                return pages;
            }

            question = question with { After = SubjectKey.Parse(next.GetValue<string>()) };
        }
    }

    // Each with the name of its list: what is possible is not certain.
    private static List<string> Items(System.Text.Json.Nodes.JsonObject answer) =>
        [.. from list in new[] { "factions", "people", "incidents", "possible", "claims" }
            where answer[list] is not null
            from item in answer[list]!.AsArray()
            select $"{list} {item!.ToJsonString(AnswerJson.Options)}"];

    private static Question Filtered(Question question, int filter, Told told) => (question.View, filter) switch
    {
        (View.Factions, 1) => question with { Country = "Syria" },
        (View.People or View.Incidents or View.Claims, 1 or 2) => question with { Faction = told.Factions[filter - 1] },
        (View.Incidents or View.Claims, 3) => question with { From = RandomDates.First.PlusDays(2), To = RandomDates.First.PlusDays(8) },
        (View.Incidents or View.Claims, 4) => question with { Country = "Iraq" },
        _ => question,
    };
}
