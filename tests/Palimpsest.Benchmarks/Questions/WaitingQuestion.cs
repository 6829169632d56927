using System.Diagnostics;
using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Store;
using Palimpsest.Synthetic;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>How long an editor waits at most while a file is imported: he reports all the while, one report after the other.</summary>
internal static class WaitingQuestion
{
    private const int Per = 100_000;
    private const int Warm = 100;

    /// <summary>Runs the import once; the longest wait is told for every hundred thousand assertions of the file.</summary>
    public static async Task<Outcome> RunAsync(Server server, string file, SyntheticRecord record, CancellationToken ct)
    {
        var database = await server.NewDatabaseAsync("waiting", ct);
        await using var writer = await RecordWriter.OpenAsync(database, ct);
        for (var i = 0; i < Warm; i++)
        {
            await SendAsync(writer, ct);
        }

        var import = Task.Run(() => ImportQuestions.ImportAsync(database, file, ct), ct);
        var waits = new List<double>();
        while (!import.IsCompleted)
        {
            var watch = Stopwatch.StartNew();
            await SendAsync(writer, ct);
            waits.Add(watch.Elapsed.TotalMilliseconds);
        }

        await import;
        waits.Sort();
        return new Outcome(
            "import-waiting",
            string.Create(CultureInfo.InvariantCulture, $"an editor's reports while a file of {record.Assertions:N0} assertions is imported: {waits.Count} of them"),
            [new Measured(Outcome.Ours, waits[0], waits[waits.Count / 2], waits[^1], waits.Count, null, string.Create(
                CultureInfo.InvariantCulture,
                $"{waits[waits.Count / 2]:0.0} ms in the median, {waits[^1]:N0} ms at most: {waits[^1] * Per / record.Assertions:N0} ms for {Per:N0}"))]);
    }

    private static async Task SendAsync(RecordWriter writer, CancellationToken ct)
    {
        var outcome = await writer.SendAsync(Commands.For(CommandQuestions.AnyReport()) with { By = "bench" }, ct);
        if (!outcome.Accepted)
        {
            throw new InvalidOperationException("a report was refused");
        }
    }
}
