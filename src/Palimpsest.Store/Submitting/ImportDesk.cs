using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Palimpsest.Import;
using Palimpsest.Store.Importing;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Submitting;

/// <summary>Imports what was handed in, and says how far it is and what became of it. A file that is imported once more, since a node was killed, is known to the record.</summary>
public sealed class ImportDesk(NpgsqlDataSource source)
{
    /// <summary>So often a file is taken up before it is given up.</summary>
    public const int MostTimes = 10;

    // Beside the file's number: only one node imports it at a time.
    private const int DeskLock = 5023714;

    private const int TriesToLock = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly string Me = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    /// <summary>Imports a file unless it has ended. Whatever comes of it is written down; it fails only if that cannot be.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="ct">Stops it; then it waits for another node.</param>
    public async Task RunAsync(long id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (!await LockAsync(connection, id, ct))
        {
            return;
        }

        try
        {
            if (await TakeAsync(connection, id, ct) is { } taken)
            {
                await ImportAsync(id, taken, ct);
            }
        }
        finally
        {
            await SubmittedImports.AskAsync(connection, "select pg_advisory_unlock($1, $2)", CancellationToken.None, DeskLock, (int)id);
        }
    }

    private async Task ImportAsync(long id, Taken taken, CancellationToken ct)
    {
        if (taken.Times > MostTimes)
        {
            await EndAsync(id, SubmittedState.Failed, null, string.Create(CultureInfo.InvariantCulture, $"{MostTimes} times a node began to import it, and none came to an end"));
            return;
        }

        var progress = new Latest();
        using var done = new CancellationTokenSource();
        var telling = TellAsync(id, progress, done.Token);
        try
        {
            var (state, outcome, message) = await TryAsync(id, taken, progress, ct);
            await done.CancelAsync();
            await telling;
            await (state == SubmittedState.Waiting ? PutBackAsync(id, taken.Times, message) : EndAsync(id, state, outcome, message));
        }
        finally
        {
            await done.CancelAsync();
        }
    }

    private async Task<(SubmittedState State, ImportOutcome? Outcome, string? Message)> TryAsync(long id, Taken taken, Latest progress, CancellationToken ct)
    {
        try
        {
            var outcome = await RecordImporter.RunAsync(source, new ImportFile(taken.Name, () => new ChunkStream(source, id, taken.Sha256), taken.By), progress, ct);
            return (outcome.Accepted ? SubmittedState.Done : SubmittedState.Refused, outcome, null);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            return (SubmittedState.Waiting, null, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing of it was recorded, or all of it, and the next sees that.
            var isFinal = e is InputFileException or InvalidDataException or RecordSchemaException || taken.Times >= MostTimes;
            return (isFinal ? SubmittedState.Failed : SubmittedState.Waiting, null, e.Message);
        }
    }

    // Of a node that was killed the server may hold the lock for a moment longer. Where another imports the file, that one will say what became of it.
    private static async Task<bool> LockAsync(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        for (var tries = 0; tries < TriesToLock; tries++)
        {
            if (await SubmittedImports.AskAsync(connection, "select pg_try_advisory_lock($1, $2)", ct, DeskLock, (int)id) is true)
            {
                return true;
            }

            await Task.Delay(Pause, ct);
        }

        return false;
    }

    private static async Task<Taken?> TakeAsync(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand(
            $"""
            update {SubmittedImports.Schema}.file set state = 'importing', node = $2, times = times + 1, lines = 0, bytes = 0, told_at = clock_timestamp()
            where id = $1 and ended_at is null returning name, author, sha256, times
            """, connection);
        take.Parameters.AddWithValue(id);
        take.Parameters.AddWithValue(Me);
        await using var reader = await take.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Taken(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetInt32(3)) : null;
    }

    // Says that it goes on, whether it has come further or not: what was not heard of for long is taken up by another.
    private async Task TellAsync(long id, Latest progress, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await SubmittedImports.AskAsync(connection, $"update {SubmittedImports.Schema}.file set lines = $2, bytes = $3, told_at = clock_timestamp() where id = $1 and ended_at is null", ct, id, progress.Lines, progress.Bytes);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                // It is told next time; the import itself says whether the database is away.
            }
        }
    }

    private async Task EndAsync(long id, SubmittedState state, ImportOutcome? outcome, string? message)
    {
        // The bytes have served: the record keeps what was told, and the summary what was wrong.
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var end = new NpgsqlCommand(
            $"""
            with gone as (delete from {SubmittedImports.Schema}.chunk where file = $1)
            update {SubmittedImports.Schema}.file set state = $2, number = $3, outcome = $4, message = $5, ended_at = clock_timestamp(), lines = coalesce($6, lines), bytes = case when $6 is null then bytes else length end where id = $1
            """, connection)
        {
            CommandTimeout = 0,
        };
        end.Parameters.AddWithValue(id);
        end.Parameters.AddWithValue(Word(state));
        end.Parameters.Add(new NpgsqlParameter { Value = outcome?.Number ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        end.Parameters.Add(new NpgsqlParameter { Value = outcome is null ? DBNull.Value : JsonSerializer.Serialize(outcome.Check, SubmittedImports.Json), NpgsqlDbType = NpgsqlDbType.Jsonb });
        end.Parameters.Add(new NpgsqlParameter { Value = message ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        end.Parameters.Add(new NpgsqlParameter { Value = outcome is { Accepted: true } ? (long)(outcome.Check.New + outcome.Check.Known) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        await end.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // A node that stops gives it back as it was; what failed rests the longer the oftener it did.
    private async Task PutBackAsync(long id, int times, string? message)
    {
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await SubmittedImports.AskAsync(connection,
            $"""
            update {SubmittedImports.Schema}.file
            set state = 'waiting', message = $2, told_at = clock_timestamp(), not_before = clock_timestamp() + make_interval(secs => $3), times = times - $4
            where id = $1 and ended_at is null
            """,
            CancellationToken.None, id, message ?? (object)DBNull.Value, message is null ? 0.0 : 5.0 * times, message is null ? 1 : 0);
    }

    private static string Word(SubmittedState state) => state.ToString().ToLowerInvariant();

    private sealed record Taken(string Name, string? By, string Sha256, int Times);

    private sealed class Latest : IProgress<ImportProgress>
    {
        private ImportProgress _latest = new(0, 0, 0, IsRecording: false);

        public long Lines => Volatile.Read(ref _latest).Lines;

        public long Bytes => Volatile.Read(ref _latest).Bytes;

        public void Report(ImportProgress value) => Volatile.Write(ref _latest, value);
    }
}
