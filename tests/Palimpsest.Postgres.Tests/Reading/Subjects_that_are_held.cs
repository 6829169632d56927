using System.Globalization;
using CsCheck;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Postgres.Tests.Store;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>A process holds the subjects that it read last: what it says of them is what is there.</summary>
public sealed class Subjects_that_are_held(PostgresServerFixture fixture) : BackupTest(fixture)
{
    private const int Histories = 5;

    private static readonly BelievedOn Late = BelievedOn.Parse("2013-06-01");
    private static readonly Gen<(int, int, BelievedOn, int)> Asked = Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 4], AnyHistory.X, Gen.Int[0, 20]);

    [Fact]
    public async Task Say_the_same_as_if_they_were_read_anew_whatever_is_recorded_in_between()
    {
        await using var writer = await OpenAsync();
        await using var other = NpgsqlDataSource.Create(ConnectionString);
        var (held, anew) = (new BeliefReader(Source), new BeliefReader(other));
        foreach (var (number, history) in AnyHistory.Enterable.Array[Histories].Single().Index())
        {
            var told = new Told(number, history);
            SubjectKey[] subjects = [.. told.Incidents, .. told.Factions, .. told.Persons];
            foreach (var e in told.Events)
            {
                var last = (await writer.SendAsync(Told.Commanded(e), Ct)).Number;
                foreach (var (subject, view, x, part) in Asked.Array[4].Single())
                {
                    var question = Of(subjects[subject % subjects.Length], view);
                    var y = part > 10 ? null : (last * part / 10)?.ToString(CultureInfo.InvariantCulture);
                    var answer = await held.AskAsync(question, x, y, Ct);
                    anew.Record.LetGo();
                    answer.ToJson().ShouldBe((await anew.AskAsync(question, x, y, Ct)).ToJson(), $"{question} believed on {x}, recorded up to {y ?? "now"}, after {e.Id}\n{history}");
                }
            }
        }
    }

    [Fact]
    public async Task Are_read_again_only_when_what_was_recorded_since_concerns_them()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("one"), Ct);

        // The point and the events, with merges between them; then the point alone, and what was recorded since.
        (await QueriesAsync()).ShouldBe(3);
        (await QueriesAsync()).ShouldBe(2);
        await writer.SendAsync(Samples.Strength("elsewhere", "faction:beta"), Ct);
        (await QueriesAsync()).ShouldBe(2);
        (await QueriesAsync("1")).ShouldBe(1);

        foreach (var e in new[] { Samples.Strength("two"), Samples.Dispute("no", "one"), Samples.Dispute("no-no", "no") })
        {
            (await writer.SendAsync(e, Ct)).Accepted.ShouldBeTrue();
            (await QueriesAsync()).ShouldBe(4, e.ToString());
            (await QueriesAsync()).ShouldBe(2, e.ToString());
        }

        // A merge, even of others, and more than is looked through.
        (await writer.SendAsync(Commands.For(new SubjectsMerged { Id = "same", Subject = Say.Key("faction:beta"), Other = Say.Key("faction:gamma") }) with { By = "ann", Reason = "same" }, Ct)).Accepted.ShouldBeTrue();
        (await QueriesAsync()).ShouldBe(4);
        await writer.SendAsync(Samples.Strengths(1001), Ct);
        (await QueriesAsync()).ShouldBe(4);
        (await QueriesAsync()).ShouldBe(2);

        async Task<int> QueriesAsync(string? y = null) => (await Plans.OfAsync(Source, Alpha, Late, y, Ct)).Split('\n').Count(line => line.StartsWith("query ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_let_go_when_another_record_takes_the_place_of_theirs()
    {
        await using (var writer = await OpenAsync())
        {
            await writer.SendAsync(Samples.Strength("kept"), Ct);
        }

        var file = await BackUpAsync();
        var reader = new BeliefReader(Source);
        foreach (var id in new[] { "lost", "found" })
        {
            // The same record without its tail, and then with another.
            await RunAsync("drop schema palimpsest cascade");
            await RestoreAsync(Source, file);
            await ShouldReadAsync("kept");
            await using var writer = await OpenAsync();
            (await writer.SendAsync(Samples.Strength(id), Ct)).Number.ShouldBe(2);
            await ShouldReadAsync("kept", id);
        }

        // Another record altogether.
        await RunAsync("drop schema palimpsest cascade");
        await using (var writer = await OpenAsync())
        {
            await writer.SendAsync(Samples.Strength("other"), Ct);
        }

        await ShouldReadAsync("other");

        async Task ShouldReadAsync(params string[] ids)
        {
            for (var i = 0; i < 2; i++)
            {
                ((Projections.Factions.FactionBelief)(await reader.AskAsync(Alpha, Late, null, Ct)).Belief).Strength.SelectMany(s => s.Assertions).Select(a => a.Id).ShouldBe(ids, ignoreOrder: true);
            }
        }
    }

    [Fact]
    public async Task Serve_any_number_of_readers_while_others_record()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("first"), Ct);
        var reader = new BeliefReader(Source);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 30; i++)
                {
                    (await writer.SendAsync(i % 3 == 2 ? Samples.Dispute($"d-{i}", $"s-{i - 1}") : Samples.Strength($"s-{i}", i % 3 == 0 ? "faction:alpha" : "faction:beta"), Ct)).Accepted.ShouldBeTrue();
                }
            },
            Ct);
        var answers = (await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => AskUntilAsync(i), Ct)))).SelectMany(a => a).ToList();
        await writing;

        await using var other = NpgsqlDataSource.Create(ConnectionString);
        var anew = new BeliefReader(other);
        foreach (var answer in answers)
        {
            anew.Record.LetGo();
            (await anew.AskAgainAsync(answer.Token, Ct)).ToJson().ShouldBe(answer.ToJson());
        }

        async Task<List<Answer>> AskUntilAsync(int which)
        {
            var got = new List<Answer>();
            while (!writing.IsCompleted)
            {
                got.Add(await reader.AskAsync(which % 2 == 0 ? Alpha : Alpha with { Key = SubjectKey.Parse("faction:beta") }, Late, got.Count % 3 == 2 ? "1" : null, Ct));
            }

            return [.. got.DistinctBy(a => a.Token)];
        }
    }

    private static Question Alpha => new() { View = View.Faction, Key = SubjectKey.Parse("faction:alpha") };

    private static Question Of(SubjectKey key, int view) => view switch
    {
        0 => new Question { View = View.Explanation, Key = key },
        1 => new Question { View = View.Timeline, Key = key },
        2 => new Question { View = View.Difference, Key = key, Axis = Axis.Recorded },
        _ => new Question { View = key.Kind switch { SubjectKind.Faction => View.Faction, SubjectKind.Person => View.Person, _ => View.Incident }, Key = key },
    };
}
