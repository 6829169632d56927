using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;
using Palimpsest.Synthetic;

namespace Palimpsest.Benchmarks.Data;

/// <summary>The record that every question is put to, in a database of ours.</summary>
internal sealed class DataSet
{
    private const string Name = "ours";

    private DataSet(SyntheticRecord record, Server server, NpgsqlDataSource ours, RecordPoint now)
    {
        (Record, Server, Ours, Now) = (record, server, ours, now);
        Reader = new RecordReader(ours);
        Beliefs = new BeliefReader(ours);
    }

    /// <summary>The country of the series: Iraq, unless it is one of these.</summary>
    public static string Country(IReadOnlySet<string> but) => SyntheticRecord.Countries.Prepend("Iraq").First(c => !but.Contains(c));

    public SyntheticRecord Record { get; }

    public Server Server { get; }

    public NpgsqlDataSource Ours { get; }

    public RecordReader Reader { get; }

    public BeliefReader Beliefs { get; }

    public RecordPoint Now { get; }

    /// <summary>Tells the record into a backup and restores it: the way to any number of events with numbers and clock.</summary>
    public static async Task<DataSet> MakeAsync(BenchOptions options, Server server, Action<string> say, CancellationToken ct)
    {
        var record = new SyntheticRecord(options.Size, options.Seed);
        var what = string.Create(CultureInfo.InvariantCulture, $"{options.Size} assertions, seed {options.Seed}, schema {RecordSchema.Version}");
        if (await server.KeptAsync(ct) is { } kept)
        {
            if (kept != what)
            {
                throw new FormatException($"--keep: {kept} are kept there, not {what}");
            }

            say("the record is there from an earlier run");
            return await OfAsync(record, server, server.Database(Name), ct);
        }

        var file = Path.GetTempFileName();
        try
        {
            var watch = Stopwatch.StartNew();
            await using (var stream = File.Create(file))
            {
                await record.WriteBackupAsync(stream, ct);
            }

            say(string.Create(CultureInfo.InvariantCulture, $"told in {watch.Elapsed.TotalSeconds:0.0} s"));
            watch.Restart();
            var ours = await server.NewDatabaseAsync(Name, ct);
            await using (var backup = await VerifiedBackup.OpenAsync(file, null, ct))
            {
                var phases = new Phases(watch);
                await RecordRestore.RunAsync(ours, backup, phases, ct);
                say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{backup.Summary.Trailer.Events:N0} events of {backup.Summary.Trailer.Commits:N0} commits restored in {watch.Elapsed.TotalSeconds:0.0} s, {backup.Summary.Trailer.Events / watch.Elapsed.TotalSeconds:N0} a second: {phases}"));
            }

            await server.KeepAsync(Name, what, ct);
            return await OfAsync(record, server, ours, ct);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<DataSet> OfAsync(SyntheticRecord record, Server server, NpgsqlDataSource ours, CancellationToken ct)
    {
        await Sql.RunAsync(ours, "vacuum analyze", ct);
        return new DataSet(record, server, ours, await new RecordReader(ours).PointAsync(null, ct));
    }

    /// <summary>A horizon: X the end of a day; Y the last commit of a day, null for now.</summary>
    public async Task<At> AtAsync(string x, string? y, CancellationToken ct) => new(BelievedOn.Parse(x), y is null ? Now : await Reader.PointAsync(y, ct));

    // When each step of a restore was last told of.
    private sealed class Phases(Stopwatch watch) : IProgress<MaintenanceProgress>
    {
        private readonly Dictionary<string, double> _until = [];

        public void Report(MaintenanceProgress value) => _until[value.What] = watch.Elapsed.TotalSeconds;

        public override string ToString() => string.Join(", ", _until.OrderBy(p => p.Value).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} until {p.Value:0.0} s")));
    }
}
