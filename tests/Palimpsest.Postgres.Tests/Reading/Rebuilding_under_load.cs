using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CsCheck;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Postgres.Tests.Store;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Store;
using Palimpsest.Store.Maintenance;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// While views are rebuilt, again and again, readers hold every answer to a resolver given everything, and writers go on writing.
/// </summary>
public sealed class Rebuilding_under_load(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private const int Histories = 4;
    private const int Readers = 3;
    private const int Writers = 2;

    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly List<Asked> _asked = [];
    private int _answers;
    private int _written;

    private sealed record Asked(Question Question, BelievedOn On, string Number, string Expected, string Why);

    [Fact]
    public async Task Readers_see_neither_gap_nor_mixture_and_writers_go_on()
    {
        await using var writer = await PrepareAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var load = LoadAsync(writer, done.Token);

        for (var round = 0; round < 3; round++)
        {
            var answers = _answers;
            (await RecordMaintenance.RebuildAsync(Source, null, new WaitForAWriter(this), Ct)).ShouldAllBe(v => v.Differing.Count == 0);
            while (_answers - answers < 3 * Readers && _wrong.IsEmpty)
            {
                await Task.Delay(5, Ct);
            }
        }

        await done.CancelAsync();
        await load;
        _wrong.ShouldBeEmpty();
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_answers} answers, {_waits.Count} commits; a writer waited at most {_waits.Max().TotalMilliseconds:N0} ms, in the middle {_waits.Order().ElementAt(_waits.Count / 2).TotalMilliseconds:N0} ms"));
    }

    [Fact]
    public async Task One_that_empties_and_fills_is_noticed_so_the_test_above_can_fail()
    {
        await using var writer = await PrepareAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var load = LoadAsync(writer, done.Token);

        await RunAsync("create table kept as select * from palimpsest.fact; delete from palimpsest.fact");
        while (_wrong.IsEmpty)
        {
            await Task.Delay(5, Ct);
        }

        await RunAsync("insert into palimpsest.fact select * from kept on conflict do nothing");
        await done.CancelAsync();
        await load;
    }

    private async Task<RecordWriter> PrepareAsync()
    {
        var writer = await OpenAsync();
        var histories = AnyHistory.Enterable.Array[Histories].Single();
        var told = histories.Select((h, number) => new Told(number, h)).ToList();
        foreach (var one in told)
        {
            (await writer.SendAsync(one.AsFile(one.Events), Ct)).Accepted.ShouldBeTrue();
        }

        await writer.SendAsync(Samples.Strengths(3000), Ct);
        var reader = new BeliefReader(Source);
        var all = new List<Recorded>();
        await foreach (var e in reader.Record.AllAsync(long.MaxValue, Ct))
        {
            all.Add(e);
        }

        foreach (var (one, history) in told.Zip(histories))
        {
            var x = AnyHistory.X.Single();
            var number = all[^1].Number;
            var world = new WorldView(new RecordAsOf(all, number), x, new Perspective([], null, null));
            foreach (var (question, expected) in one.Incidents.Concat(one.Factions).Concat(one.Persons).SelectMany(key => Questions(world, key)))
            {
                _asked.Add(new Asked(question, x, number.ToString(CultureInfo.InvariantCulture), Json(expected), $"{question} believed on {x}\n{history}"));
            }
        }

        return writer;
    }

    private static IEnumerable<(Question Question, object Expected)> Questions(WorldView world, SubjectKey key)
    {
        var rule = new TallyRule();
        yield return (new Question { View = View.Explanation, Key = key }, ExplanationResolver.Resolve(world, key, rule));
        yield return key.Kind switch
        {
            SubjectKind.Faction => (new Question { View = View.Faction, Key = key }, FactionResolver.Resolve(world, key)),
            SubjectKind.Person => (new Question { View = View.Person, Key = key }, PersonResolver.Resolve(world, key)),
            _ => (new Question { View = View.Incident, Key = key }, (object)IncidentResolver.Resolve(world, key, rule)),
        };
    }

    private Task LoadAsync(RecordWriter writer, CancellationToken done) => Task.WhenAll(
        Enumerable.Range(0, Readers).Select(r => Task.Run(() => ReadAsync(r, done), Ct)).Concat(
        Enumerable.Range(0, Writers).Select(w => Task.Run(() => WriteAsync(writer, w, done), Ct))));

    private async Task ReadAsync(int number, CancellationToken done)
    {
        var reader = new BeliefReader(Source);
        for (var i = number; !done.IsCancellationRequested; i += Readers)
        {
            var asked = _asked[i % _asked.Count];
            var answer = Json((await reader.AskAsync(asked.Question, asked.On, asked.Number, Ct)).Belief);
            if (!string.Equals(answer, asked.Expected, StringComparison.Ordinal))
            {
                _wrong.Enqueue($"{asked.Why}\nexpected {asked.Expected}\nanswered {answer}");
                return;
            }

            Interlocked.Increment(ref _answers);
        }
    }

    private async Task WriteAsync(RecordWriter writer, int number, CancellationToken done)
    {
        for (var i = 0; !done.IsCancellationRequested; i++)
        {
            var took = Stopwatch.StartNew();
            (await writer.SendAsync(Samples.Strength(string.Create(CultureInfo.InvariantCulture, $"w{number}-{i}")), Ct)).Accepted.ShouldBeTrue();
            _waits.Enqueue(took.Elapsed);
            Interlocked.Increment(ref _written);
        }
    }

    private static string Json(object belief) => JsonSerializer.Serialize(belief, belief.GetType(), AnswerJson.Options);

    // In the middle of a rebuild writers must come to their commits: it does not go on until two did. Were they stopped, neither would go on.
    private sealed class WaitForAWriter(Rebuilding_under_load test) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value)
        {
            if (!string.Equals(value.What, "comparing", StringComparison.Ordinal))
            {
                return;
            }

            var enough = test._written + 2;
            SpinWait.SpinUntil(() => test._written >= enough || !test._wrong.IsEmpty, TimeSpan.FromMinutes(1)).ShouldBeTrue("no writer came to a commit while views were rebuilt");
        }
    }
}
