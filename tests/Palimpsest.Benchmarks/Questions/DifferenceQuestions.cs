using System.Globalization;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>What changed in the world: in thirty days of X, and in ten thousand numbers of Y.</summary>
internal static class DifferenceQuestions
{
    private const int Numbers = 10_000;

    public static async Task<IReadOnlyList<IContest>> PrepareAsync(DataSet data, OurColumns? ours, CancellationToken ct)
    {
        var (from, to) = (await data.AtAsync("2018-06-01", null, ct), await data.AtAsync("2018-07-01", null, ct));
        var middle = (data.Now.Number / 2).ToString(CultureInfo.InvariantCulture);
        var since = await data.AtAsync("2022-12-31", middle, ct);
        var until = await data.AtAsync("2022-12-31", (since.Y.Number + Math.Min(Numbers, data.Now.Number / 10)).ToString(CultureInfo.InvariantCulture), ct);
        return
        [
            One(data, ours, "difference-30-days", new Question { View = View.Difference, Axis = Axis.Published, Since = from.X.Text }, from, to,
                "select e.seq_id, e.stream_id, e.type, e.data from palimpsest.fact f join palimpsest.mt_events e on e.seq_id = f.seq where f.published > $1 and f.published <= $2",
                [from.XAt, to.XAt]),
            One(data, ours, "difference-10000-numbers", new Question { View = View.Difference, Axis = Axis.Recorded, Since = since.Y.Number.ToString(CultureInfo.InvariantCulture) }, since, until,
                "select seq_id, stream_id, type, data from palimpsest.mt_events where seq_id > $1 and seq_id <= $2",
                [since.Y.Number, until.Y.Number]),
        ];
    }

    private static Contest<int> One(DataSet data, OurColumns? ours, string name, Question question, At from, At to, string floor, object[] values)
    {
        var y = to.Y.Number.ToString(CultureInfo.InvariantCulture);
        var readers = new List<Reader<int>>
        {
            new(Outcome.Ours, async token => ((DifferenceBelief)(await data.Beliefs.AskAsync(question, to.X, y, token)).Belief).Changes.Count),
            new($"{Outcome.Floor}: the events that arrived", async token => (await Sql.ReadAsync(data.Ours, floor, r => (r.GetInt64(0), r.GetFieldValue<byte[]>(3)), token, values)).Count)
            {
                Buffers = token => Sql.BuffersAsync(data.Ours, floor, token, values),
            },
        };
        if (ours is not null)
        {
            readers.Add(new Reader<int>("two worlds compared (incidents, in memory)", token =>
            {
                var before = ours.Believe(from).Incidents.ToDictionary(r => r.Key, BeliefHistory.Row);
                return Task.FromResult(ours.Believe(to).Incidents.Count(r => !before.TryGetValue(r.Key, out var was) || was != BeliefHistory.Row(r)));
            }));
        }

        return new Contest<int>(name, $"({from.X}, {from.Y.Number}) to ({to.X}, {to.Y.Number})", readers, rows: null);
    }
}
