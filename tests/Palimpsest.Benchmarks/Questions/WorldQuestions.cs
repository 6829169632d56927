using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Running;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>The whole world in rows, now and by an old Y; a ten-year daily series of one country by an old Y.</summary>
internal static class WorldQuestions
{
    // Old and new, long before and long after the middle: the answers are compared at all of these, and timed at some.
    private static readonly (string X, string? Y)[] Sample =
        [("2014-06-30", "2015-01-01"), ("2017-06-30", "2018-01-01"), ("2016-02-10", null), ("2022-12-31", "2020-01-01"), ("2022-12-31", null)];

    public static async Task<IReadOnlyList<IContest>> PrepareAsync(
        BenchOptions options, DataSet data, OurColumns ours, IReadOnlyList<WorldPeer> peers, HashSet<string> leftOut, string country, CancellationToken ct)
    {
        var contests = new List<IContest>();
        if (options.Asks("world"))
        {
            await CompareAsync(options, data, ours, peers, leftOut, country, ct);
            contests.Add(World("world-now", ours, peers, await data.AtAsync("2019-06-30", null, ct), leftOut));
            contests.Add(World("world-old", ours, peers, await data.AtAsync("2019-06-30", "2020-01-01", ct), leftOut));
        }

        if (options.Asks("series"))
        {
            contests.Add(Series(ours, peers, country, await data.AtAsync("2022-12-31", "2021-01-01", ct)));
        }

        return contests;
    }

    private static async Task CompareAsync(BenchOptions options, DataSet data, OurColumns ours, IReadOnlyList<WorldPeer> peers, HashSet<string> leftOut, string country, CancellationToken ct)
    {
        foreach (var (x, y) in Sample)
        {
            var at = await data.AtAsync(x, y, ct);
            await new Contest<Func<IEnumerable<string>>>(
                $"world at ({x}, {y ?? "now"})",
                "compared",
                [Ours(ours, at, leftOut), .. peers.Select(peer => Theirs(peer.Name, token => peer.WorldAsync(at, token), leftOut))],
                lines => lines()).RunAsync(0, options.Patience, ct);
            if (options.Asks("series"))
            {
                await new Contest<List<SeriesRow>>(
                    $"series at ({x}, {y ?? "now"})",
                    "compared",
                    [new Reader<List<SeriesRow>>(Outcome.Ours, token => ours.SeriesAsync(country, at, token)), .. peers.Select(p => new Reader<List<SeriesRow>>(p.Name, token => p.SeriesAsync(country, at, token)))],
                    rows => rows.Select(r => r.Line)).RunAsync(0, options.Patience, ct);
            }
        }
    }

    private static Contest<Func<IEnumerable<string>>> World(string name, OurColumns ours, IReadOnlyList<WorldPeer> peers, At at, HashSet<string> leftOut)
    {
        var readers = new List<Reader<Func<IEnumerable<string>>>> { Ours(ours, at, leftOut) };
        foreach (var peer in peers)
        {
            if (peer is PlainPostgres plain)
            {
                readers.Add(Theirs($"{Outcome.Floor}: all of a ready table", plain.ReadyAsync, leftOut) with { Prepare = FirstTime(token => plain.MakeReadyAsync(at, token)) });
            }

            readers.Add(Theirs(peer.Name, token => peer.WorldAsync(at, token), leftOut) with
            {
                Buffers = peer.WorldBuffers is { } buffers ? token => buffers(at, token) : null,
            });
        }

        return new Contest<Func<IEnumerable<string>>>(name, $"all incidents at ({at.X}, {at.Y.Number})", readers, lines => lines());
    }

    private static Contest<List<SeriesRow>> Series(OurColumns ours, IReadOnlyList<WorldPeer> peers, string country, At at) => new(
        "series",
        $"killed in {country}, day by day, at ({at.X}, {at.Y.Number})",
        [
            new Reader<List<SeriesRow>>(Outcome.Ours, token => ours.SeriesAsync(country, at, token)),
            .. peers.Select(peer => new Reader<List<SeriesRow>>(peer.Name, token => peer.SeriesAsync(country, at, token))
            {
                Buffers = peer.SeriesBuffers is { } buffers ? token => buffers(country, at, token) : null,
            }),
        ],
        rows => rows.Select(r => r.Line));

    // Timed down to the rows as each gives them; how they are compared is not.
    private static Reader<Func<IEnumerable<string>>> Ours(OurColumns ours, At at, HashSet<string> leftOut) => new(Outcome.Ours, _ =>
    {
        var belief = ours.Believe(at);
        return Task.FromResult(() => Lines(belief.Incidents.Select(BeliefHistory.Row), leftOut));
    });

    private static Reader<Func<IEnumerable<string>>> Theirs(string name, Func<CancellationToken, Task<List<BeliefRow>>> world, HashSet<string> leftOut) => new(name, async token =>
    {
        var rows = await world(token);
        return () => Lines(rows, leftOut);
    });

    private static IEnumerable<string> Lines(IEnumerable<BeliefRow> rows, HashSet<string> leftOut) => rows.Where(r => !leftOut.Contains(r.Incident)).Select(r => r.Line);

    private static Func<CancellationToken, Task> FirstTime(Func<CancellationToken, Task> prepare)
    {
        Task? done = null;
        return token => done ??= prepare(token);
    }
}
