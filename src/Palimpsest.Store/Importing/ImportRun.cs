using System.Threading.Channels;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Store.Handlers;

namespace Palimpsest.Store.Importing;

/// <summary>One import of one file.</summary>
internal sealed class ImportRun(NpgsqlDataSource source, ImportFile file, IProgress<ImportProgress>? progress, ImportPace pace)
{
    private const int EntriesAtOnce = 2000;

    // What others recorded is looked at without the lock until it is no more than this.
    private const long FewNumbers = 1000;

    private static readonly int Ahead = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private NameMap _streams = new();
    private List<int> _versions = [];
    private long _places;

    public async Task<ImportOutcome> RunAsync(CancellationToken ct)
    {
        await using var lines = await NativeFile.OpenAsync(file.Open, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        if (lines.Length <= pace.ShortFile)
        {
            return await ShortAsync(connection, lines, ct);
        }

        var staging = new Staging(connection);
        for (var attempt = 0; attempt < pace.Tries; attempt++)
        {
            if (await StagedAsync(connection, staging, lines, ct) is { } outcome)
            {
                return outcome;
            }
        }

        throw new ImportConflictException(
            $"'{file.Name}' was checked {pace.Tries} times, and each time others had recorded meanwhile what it rests on. Nothing of it was recorded; import it again when they are done.");
    }

    private async Task<ImportOutcome> ShortAsync(NpgsqlConnection connection, NativeFile lines, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RecordStep.BeginAsync(connection, ct);
        var import = new NativeImport(lines, file.By, names => RecordedEvents.FindAsync(names, query => On(query, connection, ct), ct));
        var entries = new List<ImportEntry>();
        await foreach (var batch in import.DecideAsync(ct))
        {
            entries.AddRange(batch);
        }

        if (!import.Outcome.IsAccepted || import.Outcome.New == 0)
        {
            return await NothingNewAsync(connection, import.Outcome, ct);
        }

        var number = await ShortImport.RecordAsync(connection, entries, ct);
        await pace.Recorded();
        await transaction.CommitAsync(ct);
        return new ImportOutcome(file.Name, import.Outcome, number);
    }

    // Null if others touched meanwhile what was decided.
    private async Task<ImportOutcome?> StagedAsync(NpgsqlConnection connection, Staging staging, NativeFile lines, CancellationToken ct)
    {
        (_streams, _versions, _places) = (new NameMap(), [], 0);
        var seen = await RecordStep.LastAsync(connection, ct);
        var import = new NativeImport(lines, file.By, seen == 0 ? NothingAsync : RecordedEvents.In(source, ct));
        await staging.BeginAsync(ct);
        await StageAsync(import, staging, lines.Length, ct);
        if (!import.Outcome.IsAccepted || import.Outcome.New == 0)
        {
            await staging.EndAsync(ct);
            return await NothingNewAsync(connection, import.Outcome, ct);
        }

        progress?.Report(new ImportProgress(import.LastLine, lines.Length, lines.Length, IsRecording: true));
        await staging.PrepareAsync(ct);
        await pace.Staged();
        long last;
        do
        {
            last = await RecordStep.LastAsync(connection, ct);
            if (await IsTouchedAsync(connection, import, seen, last, ct))
            {
                return null;
            }
        }
        while (last - seen > FewNumbers && (seen = last) > 0);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RecordStep.BeginAsync(connection, ct);
        if (await IsTouchedAsync(connection, import, last, long.MaxValue, ct))
        {
            return null;
        }

        var number = await staging.RecordAsync(ct);
        await pace.Recorded();
        await transaction.CommitAsync(ct);
        await staging.EndAsync(CancellationToken.None);
        return new ImportOutcome(file.Name, import.Outcome, number);
    }

    // Deciding, making rows and writing them go side by side, each in the order of the file.
    private async Task StageAsync(NativeImport import, Staging staging, long length, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var made = Channel.CreateBounded<(Task<EventRows> Rows, int Count)>(Ahead);
        var writing = WriteAsync();
        try
        {
            var entries = new List<PlacedEntry>(EntriesAtOnce);
            await foreach (var batch in import.DecideAsync(stop.Token))
            {
                entries.AddRange(batch.Select(Place));
                if (entries.Count >= EntriesAtOnce)
                {
                    await HandOnAsync();
                }

                progress?.Report(new ImportProgress(import.LastLine, import.Bytes, length, IsRecording: false));
            }

            if (entries.Count > 0)
            {
                await HandOnAsync();
            }

            made.Writer.Complete();

            async Task HandOnAsync()
            {
                var these = entries;
                entries = new List<PlacedEntry>(EntriesAtOnce);
                await made.Writer.WriteAsync((Task.Run(() => EventRows.Of(these), stop.Token), these.Count), stop.Token);
            }
        }
        catch (Exception e)
        {
            made.Writer.TryComplete(e);
            await stop.CancelAsync();
            await writing.ContinueWith(_ => { }, TaskScheduler.Default);
            if (!writing.IsFaulted || e is not OperationCanceledException || ct.IsCancellationRequested)
            {
                throw;
            }
        }

        await writing;

        async Task WriteAsync()
        {
            try
            {
                await foreach (var (rows, count) in made.Reader.ReadAllAsync(stop.Token))
                {
                    await staging.AddAsync(await rows, count, stop.Token);
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    private PlacedEntry Place(ImportEntry entry)
    {
        var (stream, isNew) = _streams.Add(entry.Decided.Stream);
        if (isNew)
        {
            _versions.Add(0);
        }

        return new PlacedEntry(++_places, ++System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_versions)[stream], entry);
    }

    private static async Task<bool> IsTouchedAsync(NpgsqlConnection connection, NativeImport import, long after, long upTo, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand(
            """
            select data ->> 'id',
                   case when type in ('assertion_corrected', 'assertion_withdrawn', 'assertion_reinstated', 'assertion_regraded') then data ->> 'target' end,
                   type in ('subjects_merged', 'subjects_separated')
            from palimpsest.mt_events where seq_id > $1 and seq_id <= $2
            """, connection)
        {
            CommandTimeout = 0,
            Parameters = { new NpgsqlParameter<long> { TypedValue = after }, new NpgsqlParameter<long> { TypedValue = upTo } },
        };
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (import.DependsOn(reader.GetString(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1), reader.GetBoolean(2)))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<ImportOutcome> NothingNewAsync(NpgsqlConnection connection, ImportCheck check, CancellationToken ct) =>
        new(file.Name, check, check.IsAccepted && await RecordStep.LastAsync(connection, ct) is var last && last > 0 ? last : null);

    private static Task<IReadOnlyList<Recorded>> NothingAsync(IReadOnlyCollection<string> names) => Task.FromResult<IReadOnlyList<Recorded>>([]);

    private static async Task<System.Data.Common.DbDataReader> On(NpgsqlCommand query, NpgsqlConnection connection, CancellationToken ct)
    {
        query.Connection = connection;
        return await query.ExecuteReaderAsync(ct);
    }
}
