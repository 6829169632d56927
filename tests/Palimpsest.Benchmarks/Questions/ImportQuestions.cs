using System.Globalization;
using Npgsql;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Projections;
using Palimpsest.Store;
using Palimpsest.Store.Importing;
using Palimpsest.Store.Schema;
using Palimpsest.Synthetic;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>A file in the native format, recorded in an empty record: checks, decisions, events and rows.</summary>
internal static class ImportQuestions
{
    /// <summary>A file of more is one commit that an editor waits for.</summary>
    private const long Most = 100_000;

    public static async Task<IReadOnlyList<IContest>> PrepareAsync(BenchOptions options, Server server, CancellationToken ct)
    {
        var (record, file) = await FileAsync(options, ct);
        NpgsqlDataSource? ours = null, floor = null;
        long events = 0;
        return
        [
            new Contest<long>(
                "import",
                string.Create(CultureInfo.InvariantCulture, $"a file of {record.Assertions:N0} assertions with the acts on them, into an empty record"),
                [
                    new Reader<long>(Outcome.Ours, async token => events = await ImportAsync(ours!, file, token))
                    {
                        Prepare = async token => ours = await EmptyAsync(server, "imported", token),
                        Once = true,
                    },
                    new Reader<long>($"{Outcome.Floor}: copy of the same rows into the same tables", async token =>
                    {
                        await CopyAsync(ours!, floor!, token);
                        return events;
                    })
                    {
                        Prepare = async token => floor = await EmptyAsync(server, "copied", token),
                        Once = true,
                    },
                ],
                rows: null),
        ];
    }

    /// <summary>How long an editor waits meanwhile.</summary>
    public static async Task<Outcome> WaitingAsync(BenchOptions options, Server server, CancellationToken ct)
    {
        var (record, file) = await FileAsync(options, ct);
        return await WaitingQuestion.RunAsync(server, file, record, ct);
    }

    /// <summary>Imports a file as the verb does; gives the number of its commit.</summary>
    public static async Task<long> ImportAsync(NpgsqlDataSource into, string file, CancellationToken ct)
    {
        await RecordSchema.EnsureAsync(into, ct);
        var outcome = await RecordImporter.RunAsync(into, new ImportFile("synthetic", () => File.OpenRead(file), "bench"), null, ct);
        return outcome.Accepted ? outcome.Number ?? 0 : throw new InvalidOperationException(string.Join('\n', outcome.Check.Report().Take(5)));
    }

    private static async Task<(SyntheticRecord Record, string File)> FileAsync(BenchOptions options, CancellationToken ct)
    {
        var record = new SyntheticRecord(Math.Min(options.Size, Most), options.Seed);
        var file = Path.GetTempFileName();
        await using var stream = File.Create(file);
        await record.WriteNativeAsync(stream, ct);
        return (record, file);
    }

    private static async Task<NpgsqlDataSource> EmptyAsync(Server server, string name, CancellationToken ct)
    {
        var source = await server.NewDatabaseAsync(name, ct);
        await RecordSchema.EnsureAsync(source, ct);
        return source;
    }

    private static async Task CopyAsync(NpgsqlDataSource ours, NpgsqlDataSource floor, CancellationToken ct)
    {
        await using var connection = await floor.OpenConnectionAsync(ct);
        await Sql.RunAsync(connection, "begin; select palimpsest.begin_append()", ct);
        foreach (var table in new[] { "palimpsest.mt_streams", "palimpsest.mt_events", "palimpsest.record_clock" }.Concat(ProjectionCatalogue.Create().SelectMany(p => p.Tables).Select(t => t.Name)))
        {
            await Sql.CopyAsync(ours, $"select * from {table}", connection, table, ct);
        }

        await Sql.RunAsync(connection, "commit", ct);
    }
}
