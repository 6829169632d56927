using CsCheck;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Postgres.Tests.Store;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Maintenance;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>What the database does for the search.</summary>
public sealed class Searching(PostgresServerFixture fixture) : BackupTest(fixture)
{
    private static readonly string[] Known = ["al", "said", "jawlani", "qaida", "2013", "auou", "xx"];

    private static readonly Gen<string> Slug =
        Gen.OneOf(Gen.Int[0, Known.Length - 1].Select(i => Known[i]), Gen.Char["abcdeghijkoqstuwxyz02"].Array[1, 9].Select(c => new string(c))).Array[1, 4].Select(w => string.Join('-', w));

    [Fact]
    public async Task A_key_is_folded_there_as_names_are_here()
    {
        foreach (var slug in Slug.Array[2000].Single())
        {
            var folded = (await AskAsync($"select palimpsest.folded_key('person:{slug}')"))[0];

            // Articles are kept there: a word at a time there is no difference.
            var words = slug.Split('-');
            folded.ShouldBe($" {string.Join(' ', words)} {string.Join(' ', words.Select(w => Spelling.Folded(w)[(w.Length + 2)..^1]))} ", slug);
        }
    }

    [Fact]
    public async Task Without_the_index_the_answers_are_the_same()
    {
        await using (var writer = await OpenAsync())
        {
            await RecordFixtureAsync(writer);
        }

        (await AskAsync("select count(*) from pg_indexes where schemaname = 'palimpsest' and indexname = 'search_term_folded'")).ShouldBe(["1"]);
        var with = await FoundAsync();
        with.ShouldContain(f => f.Contains("person:said-al-shihri", StringComparison.Ordinal));
        await RunAsync("drop extension pg_trgm cascade");
        (await AskAsync("select count(*) from pg_indexes where schemaname = 'palimpsest' and indexname = 'search_term_folded'")).ShouldBe(["0"]);
        (await FoundAsync()).ShouldBe(with);
    }

    [Fact]
    public async Task Who_may_not_make_the_extension_goes_without_it()
    {
        var name = $"plain{Guid.NewGuid():N}";
        var database = new NpgsqlConnectionStringBuilder(await Server.Postgres.CreateDatabaseAsync(ct: Ct));
        await using (var owner = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var prepared = owner.CreateCommand($"create role {name} login; create schema palimpsest authorization {name}"))
        {
            await prepared.ExecuteNonQueryAsync(Ct);
        }

        database.Username = name;
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        for (var i = 0; i < 2; i++)
        {
            await using var made = source.CreateCommand(SearchTerms.Sql);
            await made.ExecuteNonQueryAsync(Ct);
        }

        (await AskAsync(source, "select count(*) from pg_extension where extname = 'pg_trgm'")).ShouldBe(["0"]);
        (await AskAsync(source, "select palimpsest.folded_key('person:said')")).ShouldBe([" said ~asd "]);
    }

    [Fact]
    public async Task A_rebuild_makes_it_whole()
    {
        await using (var writer = await OpenAsync())
        {
            await RecordFixtureAsync(writer);
        }

        var kept = await AskAsync("select t::text from palimpsest.search_term t order by 1");
        await RunAsync("""
            delete from palimpsest.search_term where subject like 'person:%' and not is_key;
            update palimpsest.search_term set seq = seq + 1 where subject like 'faction:a%';
            insert into palimpsest.search_term values ('faction:nobody', true, ' nobody ~anbd ', 1)
            """);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldNotBeEmpty();

        await RecordMaintenance.RebuildAsync(Source, "people", null, Ct);

        (await AskAsync("select t::text from palimpsest.search_term t order by 1")).ShouldBe(kept);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> FoundAsync()
    {
        var found = new List<string>();
        foreach (var text in (string[])["shehri", "Saʿīd aš-Šihrī", "al qaida", "2013", "jabhat nusrah", "person:said-al-shihri", "qlat", "kabul", "o"])
        {
            foreach (var date in Dates)
            {
                var answer = await new BeliefReader(Source).AskAsync(new Question { View = View.Find, Text = text, Limit = 20 }, BelievedOn.Parse(date), null, Ct);
                found.Add($"{text} on {date}: {string.Join(", ", ((FoundBelief)answer.Belief).Results.Select(r => $"{r.Key} {r.Name}"))}");
            }
        }

        return found;
    }
}
