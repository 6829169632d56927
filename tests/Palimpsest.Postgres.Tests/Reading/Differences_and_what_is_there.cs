using System.Globalization;
using System.Text.Json;
using CsCheck;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Store;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>The reader's differences and replays, held to a resolver given every event there is, byte by byte.</summary>
public sealed class Differences_and_what_is_there(PostgresServerFixture server)
{
    private const int Histories = 8;
    private const int Questions = 40;

    private static readonly Gen<(Axis Axis, View View, int Key, BelievedOn? From, BelievedOn To, int FromCommit, int ToCommit, OraclePerspective Heard)> Asked = Gen.Select(
        Gen.Enum<Axis>(),
        Gen.Bool.Select(steps => steps ? View.Replay : View.Difference),
        Gen.Int[0, 11],
        Gen.Frequency((1, Gen.Const((BelievedOn?)null)), (2, AnyHistory.X.Select(x => (BelievedOn?)x))),
        AnyHistory.X,
        Gen.Int[-2, 9],
        Gen.Int[0, 9],
        AnyHistory.Perspective);

    [Fact]
    public async Task Are_the_same()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            var told = new Told(0, history);
            foreach (var commit in told.Events.Chunk(3))
            {
                (await writer.SendAsync(told.AsFile(commit), ct)).Accepted.ShouldBeTrue();
            }

            var reader = new BeliefReader(source);
            var all = await reader.Record.AllAsync(long.MaxValue, ct).ToListAsync(ct);
            var commits = all.GroupBy(e => e.At).Select(c => c.Max(e => e.Number)).Order().ToList();
            var subjects = told.Incidents.Concat(told.Factions).Concat(told.Persons).ToList();
            foreach (var asked in Asked.Array[Questions].Single())
            {
                var (first, last) = (Commit(asked.FromCommit), Commit(asked.ToCommit));
                var question = new Question
                {
                    View = asked.View,
                    Key = asked.Key < subjects.Count ? subjects[asked.Key] : null,
                    Axis = asked.Axis,
                    Since = asked.Axis == Axis.Published ? asked.From?.Text : asked.FromCommit < 0 ? null : Math.Min(first, last).ToString(CultureInfo.InvariantCulture),
                }.Heard(told.Heard(asked.Heard));
                var y = Math.Max(first, last).ToString(CultureInfo.InvariantCulture);

                var answer = await reader.AskAsync(question, asked.To, y, ct);

                var expected = asked.View == View.Replay ? DifferenceResolver.Replay(all, question, answer.Horizon, cancellation: ct) : DifferenceResolver.Difference(all, question, answer.Horizon, cancellation: ct);
                var why = $"{question} believed on {asked.To}, recorded up to {y}, heard: {told.Heard(asked.Heard)}\n{string.Join('\n', all.Select(e => $"{e.Number} {e.At} {Json.RecordJson.Write(e.Event)}"))}";
                Written(answer.Belief).ShouldRead(Written(expected), why);
                (await reader.AskAgainAsync(answer.Token, ct)).ToJson().ShouldRead(answer.ToJson(), why);
            }

            long Commit(int at) => at < 0 ? 0 : commits[at % commits.Count];
        }
    }

    private static string Written(object belief) => JsonSerializer.Serialize(belief, belief.GetType(), AnswerJson.Options);
}
