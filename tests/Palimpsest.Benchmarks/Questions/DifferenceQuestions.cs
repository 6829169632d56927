using System.Globalization;
using System.Text.Json;
using Palimpsest.Beliefs;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>What changed in the world: in thirty days of X, and in ten thousand numbers of Y.</summary>
internal static class DifferenceQuestions
{
    private const int Numbers = 10_000;

    public static async Task<IReadOnlyList<IContest>> PrepareAsync(BenchOptions options, DataSet data, OurColumns? ours, CancellationToken ct)
    {
        var (from, to) = (await data.AtAsync("2018-06-01", null, ct), await data.AtAsync("2018-07-01", null, ct));
        var middle = (data.Now.Number / 2).ToString(CultureInfo.InvariantCulture);
        var since = await data.AtAsync("2022-12-31", middle, ct);
        var until = await data.AtAsync("2022-12-31", (since.Y.Number + Math.Min(Numbers, data.Now.Number / 10)).ToString(CultureInfo.InvariantCulture), ct);
        return
        [
            One(options, data, ours, "difference-30-days", new Question { View = View.Difference, Axis = Axis.Published, Since = from.X.Text }, from, to,
                "select e.seq_id, e.stream_id, e.type, e.data from palimpsest.fact f join palimpsest.mt_events e on e.seq_id = f.seq where f.published > $1 and f.published <= $2",
                [from.XAt, to.XAt]),
            One(options, data, ours, "difference-10000-numbers", new Question { View = View.Difference, Axis = Axis.Recorded, Since = since.Y.Number.ToString(CultureInfo.InvariantCulture) }, since, until,
                "select seq_id, stream_id, type, data from palimpsest.mt_events where seq_id > $1 and seq_id <= $2",
                [since.Y.Number, until.Y.Number]),
        ];
    }

    private static Contest<DifferenceAnswer> One(BenchOptions options, DataSet data, OurColumns? ours, string name, Question question, At from, At to, string floor, object[] values)
    {
        var y = to.Y.Number.ToString(CultureInfo.InvariantCulture);
        var readers = new List<Reader<DifferenceAnswer>>
        {
            new(Outcome.Ours, async token => new DifferenceAnswer(((DifferenceBelief)(await data.Beliefs.AskAsync(question, to.X, y, token)).Belief).Changes)),
            new($"{Outcome.Floor}: the events that arrived", async token =>
            {
                await Sql.ReadAsync(data.Ours, floor, r => (r.GetInt64(0), r.GetFieldValue<byte[]>(3)), token, values);
                return DifferenceAnswer.None;
            })
            {
                Buffers = token => Sql.BuffersAsync(data.Ours, floor, token, values),
                IsCompared = false,
            },
        };
        if (options.Wants("worlds"))
        {
            readers.Add(new("two worlds compared (all that is believed, no causes)", async token => new DifferenceAnswer(await ComparedAsync(data, question, from, to, token))));
        }

        if (ours is not null)
        {
            readers.Add(new Reader<DifferenceAnswer>("two worlds compared (a row an incident, in memory)", token =>
            {
                var before = ours.Believe(from).Incidents.ToDictionary(r => r.Key, BeliefHistory.Row);
                _ = ours.Believe(to).Incidents.Count(r => !before.TryGetValue(r.Key, out var was) || was != BeliefHistory.Row(r));
                return Task.FromResult(DifferenceAnswer.None);
            })
            {
                IsCompared = false,
            });
        }

        return new Contest<DifferenceAnswer>(name, $"({from.X}, {from.Y.Number}) to ({to.X}, {to.Y.Number})", readers, rows: answer => answer.Rows);
    }

    // The plain way: the record is read from its beginning, every subject is told at both horizons, and what differs is a change.
    private static async Task<IReadOnlyList<Change>> ComparedAsync(DataSet data, Question question, At from, At to, CancellationToken ct)
    {
        var chronicle = new Chronicle(await data.Reader.AllAsync(to.Y.Number, ct).ToListAsync(ct));
        var before = new WorldView(new RecordAsOf(chronicle, from.Y.Number), from.X, question.Perspective);
        var after = new WorldView(new RecordAsOf(chronicle, to.Y.Number), to.X, question.Perspective);
        var changes = new List<Change>();
        foreach (var key in after.Record.Assertions.Concat(before.Record.Assertions).SelectMany(a => a.BearsOn).Distinct())
        {
            ct.ThrowIfCancellationRequested();
            var (was, isNow) = (SubjectState.Of(before, key, question.Rule).Topics, SubjectState.Of(after, key, question.Rule).Topics);
            foreach (var topic in was.Keys.Union(isNow.Keys, StringComparer.Ordinal))
            {
                if (Change.Between("", key, topic, was.GetValueOrDefault(topic, TopicState.Nothing), isNow.GetValueOrDefault(topic, TopicState.Nothing), []) is { } change)
                {
                    changes.Add(change);
                }
            }
        }

        return changes;
    }

    /// <summary>The changes, to be compared: when and why left out, which two worlds do not tell.</summary>
    private sealed record DifferenceAnswer(IReadOnlyList<Change> Changes)
    {
        public static readonly DifferenceAnswer None = new([]);

        public IEnumerable<string> Rows => Changes.Select(c => JsonSerializer.Serialize(c with { When = "", Causes = [] }, AnswerJson.Options));
    }
}
