using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Subjects;
using Outcome = Palimpsest.Benchmarks.Running.Outcome;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>An editor's report on a subject of fifty, one at a time and from four editors at once; on a hot subject of ten thousand apart.</summary>
internal static class CommandQuestions
{
    private const int Streams = 40;
    private const int OfEach = 50;
    private const int Hot = 10_000;
    private const int AtOnce = 40;
    private static int s_reports;

    public static async Task<IReadOnlyList<IContest>> PrepareAsync(Server server, CancellationToken ct)
    {
        var ours = await server.NewDatabaseAsync("commands", ct);
        var writer = await RecordWriter.OpenAsync(ours, ct);
        var events = Enumerable.Range(0, Streams * OfEach).Select(i => ReportOn(i % Streams)).Concat(Enumerable.Range(0, Hot).Select(_ => ReportOn(Streams))).ToList();
        using var filled = new MemoryStream();
        await NativeWriter.WriteAsync(filled, events.Select(e => new NativeEntry(e, "bench")).ToAsyncEnumerable(), ct);
        await writer.SendAsync(new ImportFile("filled", () => new MemoryStream(filled.ToArray()), "bench"), ct);
        await Sql.RunAsync(ours, "vacuum analyze", ct);

        var marten = await PlainMarten.MakeAsync(server, "bare", ct);
        await using (var session = marten.Store.LightweightSession())
        {
            foreach (var stream in events.GroupBy(e => e.Subject))
            {
                session.Events.StartStream(stream.Key.Value, stream.Cast<object>());
            }

            await session.SaveChangesAsync(ct);
        }

        await Sql.RunAsync(marten.Source, "vacuum analyze", ct);
        return
        [
            Contest("commands-single", "one report", token => SendAsync(writer, s_reports % Streams, token), token => AppendAsync(marten, s_reports % Streams, token)),
            Contest("commands-hot", "one report on a subject of ten thousand", token => SendAsync(writer, Streams, token), token => AppendAsync(marten, Streams, token)),
            Contest(
                "commands-one-editor", $"{AtOnce} reports, one after the other",
                token => EditorsAsync(1, i => SendAsync(writer, i % Streams, token)), token => EditorsAsync(1, i => AppendAsync(marten, i % Streams, token))),
            Contest(
                "commands-four-editors", $"{AtOnce} reports by four editors at once",
                token => EditorsAsync(4, i => SendAsync(writer, i % Streams, token)), token => EditorsAsync(4, i => AppendAsync(marten, i % Streams, token))),
        ];
    }

    private static Contest<bool> Contest(string name, string said, Func<CancellationToken, Task> ours, Func<CancellationToken, Task> bare) => new(
        name,
        said,
        [
            new Reader<bool>(Outcome.Ours, async token =>
            {
                await ours(token);
                return true;
            }),
            new Reader<bool>($"{Outcome.Floor}: bare Marten append", async token =>
            {
                await bare(token);
                return true;
            }),
        ],
        rows: null);

    private static Task EditorsAsync(int editors, Func<int, Task> one) => Task.WhenAll(Enumerable.Range(0, editors).Select(async editor =>
    {
        for (var i = editor; i < AtOnce; i += editors)
        {
            await one(i);
        }
    }));

    private static async Task SendAsync(RecordWriter writer, int subject, CancellationToken ct)
    {
        var outcome = await writer.SendAsync(Commands.For(ReportOn(subject)) with { By = "bench" }, ct);
        if (!outcome.Accepted)
        {
            throw new InvalidOperationException("a report was refused");
        }
    }

    private static async Task AppendAsync(PlainMarten marten, int subject, CancellationToken ct)
    {
        var report = ReportOn(subject);
        await using var session = marten.Store.LightweightSession();
        session.Events.Append(report.Subject.Value, report);
        await session.SaveChangesAsync(ct);
    }

    /// <summary>A new report on one of some subjects.</summary>
    public static CasualtiesReported AnyReport() => ReportOn(s_reports % Streams);

    private static CasualtiesReported ReportOn(int subject)
    {
        var n = Interlocked.Increment(ref s_reports);
        return new CasualtiesReported
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"bench-{n}"),
            Subject = SubjectKey.Parse(string.Create(CultureInfo.InvariantCulture, $"incident:2013-04-06-subject-{subject}")),
            Summary = "Some were killed and more were wounded.",
            Citations = [new Citation { Outlet = SubjectKey.Parse("source:outlet-01"), Title = "Report", PublishedOn = PublicationDate.Parse("2013-04-07") }],
            Lines = [new CasualtyLine { Group = "people", Outcome = Palimpsest.Reports.Outcome.Killed, Count = Count.Exactly(n % 50) }],
        };
    }
}
