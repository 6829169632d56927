using System.Globalization;
using Palimpsest.Beliefs;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>One subject at a horizon, by band: a hot incident of so many reports, at an old X and an old Y that leave about half of them.</summary>
internal static class SubjectQuestions
{
    public static async Task<IReadOnlyList<IContest>> PrepareAsync(DataSet data, PlainMarten? marten, CancellationToken ct)
    {
        var at = await data.AtAsync("2018-06-30", "2019-01-01", ct);
        var contests = new List<IContest>();
        foreach (var band in data.Record.Hot.Where(h => h.Key.Kind == SubjectKind.Incident).DistinctBy(h => h.Band))
        {
            contests.Add(await OneAsync(data, marten, band.Key, string.Create(CultureInfo.InvariantCulture, $"subject-{band.Band}"), at, ct));
        }

        var ordinary = data.Record.Incident(data.Record.Assertions / 100 * 3);
        contests.Insert(0, await OneAsync(data, marten, ordinary, "subject-ordinary", at, ct));
        return contests;
    }

    private static async Task<IContest> OneAsync(DataSet data, PlainMarten? marten, SubjectKey key, string name, At at, CancellationToken ct)
    {
        var question = new Question
        {
            View = View.Incident,
            Key = key,
        };
        var numbers = (await data.Reader.AboutAsync([key], at.Y.Number, ct)).Select(e => e.Number).ToArray();
        var y = at.Y.Number.ToString(CultureInfo.InvariantCulture);
        const string Floor = "select seq_id, timestamp, user_name, headers, stream_id, type, data from palimpsest.mt_events where seq_id = any($1) order by seq_id";
        var readers = new List<Reader<IncidentBelief?>>
        {
            new(Outcome.Ours, async token => (IncidentBelief)(await data.Beliefs.AskAsync(question, at.X, y, token)).Belief),
            new("palimpsest, not held", async token => (IncidentBelief)(await data.Beliefs.AskAsync(question, at.X, y, token)).Belief)
            {
                Prepare = _ =>
                {
                    data.Reader.LetGo();
                    return Task.CompletedTask;
                },
            },
            new(Outcome.Floor, async token =>
            {
                await Sql.ReadAsync(data.Ours, Floor, r => (r.GetInt64(0), r.GetString(4), r.GetString(5), r.GetFieldValue<byte[]>(6)), token, numbers);
                return null;
            })
            {
                IsCompared = false,
                Buffers = token => Sql.BuffersAsync(data.Ours, Floor, token, numbers),
            },
        };
        if (marten is not null)
        {
            readers.Add(new Reader<IncidentBelief?>("Marten, live aggregation", async token =>
            {
                var told = await marten.AsOfAsync(key.Value, at.YAt, token);
                return IncidentResolver.Resolve(new WorldView(new RecordAsOf(told?.Events ?? [], long.MaxValue), at.X), key, question.Rule);
            }));
        }

        return new Contest<IncidentBelief?>(
            name,
            $"{key} at ({at.X}, {at.Y.Number}): {numbers.Length} events",
            readers,
            belief => belief is null ? [] : Lines(belief));
    }

    // What the incident's own stream says; the lives of participants are told in other streams, which live aggregation does not see.
    private static IEnumerable<string> Lines(IncidentBelief belief) =>
    [
        $"{belief.Incident?.Kind} {belief.Incident?.Place} {belief.Incident?.Occurred} {belief.Claims.Status}",
        .. belief.Casualties.Select(c => $"{c.Key} {c.Value.Low} {c.Value.Best} {c.Value.High} {c.Value.Accounts.Count} {c.Value.Earlier.Count}"),
        .. belief.Circumstances.Select(c => $"{c.Aspect} {c.Value} {c.Contested} {c.Others.Count} {c.Earlier.Count}"),
    ];
}
