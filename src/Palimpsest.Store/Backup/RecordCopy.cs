using Npgsql;
using NpgsqlTypes;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Store.Backup;

/// <summary>
/// Copies streams, events and clock into new tables, within a transaction and with every guard in force: some thousand events, then the instants of their commits,
/// one after the other, as they were once recorded. What the guards would have refused then they refuse now.
/// </summary>
internal sealed class RecordCopy(NpgsqlConnection connection, BackupReader backup, IProgress<MaintenanceProgress>? progress)
{
    private const int EventsAtOnce = 5000;

    // Zero is never, to the driver: a cancellation ends it at any time.
    private static readonly TimeSpan AsLongAsItTakes = TimeSpan.Zero;

    /// <summary>Copies everything; afterwards numbers are given out after the last.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await RunAsync("select palimpsest.begin_append()", ct);
        await using var lines = backup.ReadAsync(ct).GetAsyncEnumerator(ct);
        var more = await CopyStreamsAsync(lines, await lines.MoveNextAsync(), ct);
        while (more)
        {
            var clock = new List<(long Number, DateTime At)>();
            (more, var last) = await CopyEventsAsync(lines, clock, ct);
            await InsertAsync(clock, ct);
            if (clock.Count > 0 && clock[^1].Number == last)
            {
                // What is otherwise asked at commit, and kept in mind for every event until then.
                await RunAsync("set constraints all immediate; set constraints all deferred", ct);
            }

            progress?.Report(new MaintenanceProgress("restoring", last, backup.Header.Number));
        }

        if (backup.Header.Number > 0)
        {
            await RunAsync($"select setval('palimpsest.mt_events_sequence', {backup.Header.Number})", ct);
        }
    }

    private async Task<bool> CopyStreamsAsync(IAsyncEnumerator<BackupLine> lines, bool more, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy palimpsest.mt_streams (id, version, created, timestamp) from stdin (format binary)", ct);
        copy.Timeout = AsLongAsItTakes;
        for (; more && lines.Current is BackupStream stream; more = await lines.MoveNextAsync())
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(stream.Id, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(stream.Version, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(stream.Created, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(stream.Changed, NpgsqlDbType.TimestampTz, ct);
        }

        await copy.CompleteAsync(ct);
        return more;
    }

    private async Task<(bool More, long Last)> CopyEventsAsync(IAsyncEnumerator<BackupLine> lines, List<(long Number, DateTime At)> clock, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy palimpsest.mt_events (seq_id, id, stream_id, version, type, mt_dotnet_type, timestamp, user_name, headers, data)
            from stdin (format binary)
            """, ct);
        copy.Timeout = AsLongAsItTakes;
        var (more, last) = (true, 0L);
        for (var i = 0; more && i < EventsAtOnce; i++)
        {
            var e = (BackupEvent)lines.Current;
            await WriteAsync(copy, e, ct);
            last = e.Number;
            if (e.Committed is { } at)
            {
                clock.Add((e.Number, at));
            }

            more = await lines.MoveNextAsync();
        }

        await copy.CompleteAsync(ct);
        return (more, last);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, BackupEvent e, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(e.Number, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(e.Id, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(e.Stream, NpgsqlDbType.Varchar, ct);
        await copy.WriteAsync(e.Version, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(e.Type, NpgsqlDbType.Varchar, ct);
        await WriteAsync(copy, e.DotNetType, ct);
        await copy.WriteAsync(e.Timestamp, NpgsqlDbType.TimestampTz, ct);
        await WriteAsync(copy, e.By, ct);
        if (e.Headers is { } headers)
        {
            await copy.WriteAsync(headers, NpgsqlDbType.Jsonb, ct);
        }
        else
        {
            await copy.WriteNullAsync(ct);
        }

        await copy.WriteAsync(e.Data, NpgsqlDbType.Jsonb, ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Varchar, ct);

    // The clock's guard compares a row with all that its statement sees: a statement a row, sent together.
    private async Task InsertAsync(List<(long Number, DateTime At)> clock, CancellationToken ct)
    {
        if (clock.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var (number, at) in clock)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into palimpsest.record_clock (seq, at) values ($1, $2)")
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = number }, new NpgsqlParameter<DateTime> { TypedValue = at, NpgsqlDbType = NpgsqlDbType.TimestampTz } },
            });
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
