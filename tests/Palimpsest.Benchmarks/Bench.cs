using System.Diagnostics;
using System.Globalization;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Questions;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Synthetic;

namespace Palimpsest.Benchmarks;

/// <summary>One run: makes the record, starts whoever is there, and asks.</summary>
internal static class Bench
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(BenchOptions options, Action<string> say, CancellationToken ct)
    {
        var outcomes = new List<Outcome>();
        await using var server = await Server.StartAsync(options.Keep, ct);
        say(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {server.Version}, {Environment.ProcessorCount} cores, {options.Size:N0} assertions, seed {options.Seed}"));
        if (new[] { "subject", "world", "series", "difference", "rebuild" }.Any(options.Asks) || options.Plans is not null)
        {
            await AskAsync(options, server, outcomes, say, ct);
        }

        if (options.Asks("import"))
        {
            await AskAsync(await ImportQuestions.PrepareAsync(options, server, ct), options, outcomes, say, ct);
            var waiting = await ImportQuestions.WaitingAsync(options, server, ct);
            outcomes.Add(waiting);
            say(Report.Plain(waiting));
        }

        if (options.Asks("commands"))
        {
            await AskAsync(await CommandQuestions.PrepareAsync(server, ct), options, outcomes, say, ct);
        }

        if (options.Asks("memory"))
        {
            foreach (var outcome in await MemoryQuestions.RunAsync(options, server, ct))
            {
                outcomes.Add(outcome);
                say(Report.Plain(outcome));
            }
        }

        return outcomes;
    }

    private static async Task AskAsync(BenchOptions options, Server server, List<Outcome> outcomes, Action<string> say, CancellationToken ct)
    {
        var data = await DataSet.MakeAsync(options, server, say, ct);
        var marten = options.Wants("marten") && (options.Asks("subject") || options.Asks("rebuild")) ? await PlainMarten.LoadAsync(data, ct) : null;
        var columns = options.Asks("world") || options.Asks("series") || (options.Asks("difference") && options.Wants("worlds")) ? await OurColumns.LoadAsync(data, say, ct) : null;
        if (options.Asks("subject"))
        {
            await AskAsync(await SubjectQuestions.PrepareAsync(data, marten, ct), options, outcomes, say, ct);
        }

        if (options.Asks("world") || options.Asks("series"))
        {
            await WorldsAsync(options, data, columns!, outcomes, say, ct);
        }

        if (options.Asks("difference"))
        {
            await AskAsync(await DifferenceQuestions.PrepareAsync(options, data, columns, ct), options, outcomes, say, ct);
        }

        if (options.Plans is { } kept)
        {
            await HoldPlansAsync(data, kept, say, ct);
        }

        if (options.Asks("rebuild"))
        {
            await AskAsync(await RebuildQuestions.PrepareAsync(data, marten, ct), options, outcomes, say, ct);
        }

        if (columns is not null)
        {
            await columns.DisposeAsync();
        }

        if (marten is not null)
        {
            await marten.DisposeAsync();
        }
    }

    // Read before the rebuild, which leaves other statistics.
    private static async Task HoldPlansAsync(DataSet data, string kept, Action<string> say, CancellationToken ct)
    {
        var shapes = await PlannedQuestions.ShapesAsync(data.Ours, data.Record, ct);
        if (!File.Exists(kept))
        {
            await File.WriteAllTextAsync(kept, shapes, ct);
            say($"the shapes of the plans are written to {kept}");
        }
        else if (await File.ReadAllTextAsync(kept, ct) == shapes)
        {
            say($"the shapes of the plans are those of {kept}");
        }
        else
        {
            await File.WriteAllTextAsync(kept + ".received", shapes, ct);
            throw new DifferentAnswersException($"The shapes of the plans are not those of {kept}: compare {kept}.received");
        }
    }

    private static async Task WorldsAsync(BenchOptions options, DataSet data, OurColumns ours, List<Outcome> outcomes, Action<string> say, CancellationToken ct)
    {
        var path = Path.GetTempFileName();
        var peers = new List<WorldPeer>();
        try
        {
            var watch = Stopwatch.StartNew();
            if (!WorldPeer.Names.Any(options.Wants))
            {
                await AskAsync(await WorldQuestions.PrepareAsync(options, data, ours, peers, [], DataSet.Country(new HashSet<string>()), ct), options, outcomes, say, ct);
                return;
            }

            var file = BeliefFile.Write(data.Record, path, ct);
            say(string.Create(CultureInfo.InvariantCulture, $"{file.Rows:N0} rows of belief in {watch.Elapsed.TotalSeconds:0.0} s; {file.LeftOut.Count} incidents of too many reports are left out of them"));
            await AddAsync("postgres", async () => await PlainPostgres.LoadAsync(data.Server, file, ct), "");
            await AddAsync("periods", async () => await PeriodsPostgres.LoadAsync(data.Server, file, ct), PeriodsPostgres.Install);
            await AddAsync("mariadb", async () => await MariaDb.LoadAsync(file, ct), MariaDb.Install);
            await AddAsync("duckdb", async () => await DuckDb.LoadAsync(file, ct), "");
            await AskAsync(await WorldQuestions.PrepareAsync(options, data, ours, peers, file.LeftOut, DataSet.Country(file.LeftOutCountries), ct), options, outcomes, say, ct);
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }

            File.Delete(path);
        }

        async Task AddAsync(string name, Func<Task<WorldPeer?>> load, string install)
        {
            if (!options.Wants(name))
            {
                return;
            }

            var watch = Stopwatch.StartNew();
            if (await load() is { } peer)
            {
                peers.Add(peer);
                say(string.Create(CultureInfo.InvariantCulture, $"{peer.Name}: loaded in {watch.Elapsed.TotalSeconds:0.0} s"));
            }
            else
            {
                say($"{name} is not installed: {install}");
            }
        }
    }

    private static async Task AskAsync(IReadOnlyList<IContest> contests, BenchOptions options, List<Outcome> outcomes, Action<string> say, CancellationToken ct)
    {
        foreach (var contest in options.Asked(contests))
        {
            var outcome = await contest.RunAsync(options.Runs, options.Patience, ct);
            outcomes.Add(outcome);
            say(Report.Plain(outcome));
        }
    }
}
