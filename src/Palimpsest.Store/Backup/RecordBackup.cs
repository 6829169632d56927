using System.Data;
using System.Globalization;
using Npgsql;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Backup;

/// <summary>Writes the whole record, as one moment sees it, while others go on writing.</summary>
public static class RecordBackup
{
    private const int BetweenSteps = 1000;

    private const string Point =
        """
        select r.id, r.created_at, r.schema_version, c.seq, c.at, (select count(*) from palimpsest.record_clock)
        from palimpsest.record r left join (select seq, at from palimpsest.record_clock order by seq desc limit 1) as c on true
        """;

    private const string Streams =
        """
        select id, version, created, timestamp, is_archived is true or compacted_version <> 0 or type is not null or tenant_id is distinct from '*DEFAULT*'
        from palimpsest.mt_streams order by id collate "C"
        """;

    private const string Events =
        """
        select e.seq_id, e.id, e.stream_id, e.version, e.type, e.mt_dotnet_type, e.timestamp, e.user_name, e.headers, e.data, c.at,
               e.is_archived is true or e.bdata is not null or e.tenant_id is distinct from '*DEFAULT*'
        from palimpsest.mt_events e left join palimpsest.record_clock c on c.seq = e.seq_id
        order by e.seq_id
        """;

    /// <summary>
    /// Writes a backup. What is written is none until this has returned: whoever gives the stream sees to it that nothing less is ever taken for one.
    /// </summary>
    /// <param name="source">The record's database.</param>
    /// <param name="to">Where to; left open.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RecordSchemaException">There is no record that this program knows.</exception>
    /// <exception cref="BackupRefusedException">The record does not hold together, so that it could not be restored.</exception>
    public static async Task<BackupSummary> WriteAsync(NpgsqlDataSource source, Stream to, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        if (await RecordSchema.FindAsync(source, ct) is null)
        {
            throw new RecordSchemaException("There is no record in the database yet.");
        }

        await using var connection = await source.OpenConnectionAsync(ct);

        // Commits become visible in the order of their numbers, for they hold the record's lock: what one moment sees is the record as of its last number.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (header, commits) = await PointAsync(connection, ct);
        await using var backup = new BackupWriter(to);
        await backup.WriteAsync(header, ct);
        var tally = new BackupTally();
        await foreach (var stream in ReadAsync(connection, Streams, StreamOf, ct))
        {
            tally.Add(stream);
            await backup.WriteAsync(stream, ct);
        }

        await foreach (var e in ReadAsync(connection, Events, EventOf, ct))
        {
            Check(tally.Add(e), e);
            await backup.WriteAsync(e, ct);
            if (tally.Events % BetweenSteps == 0)
            {
                progress?.Report(new MaintenanceProgress("record", e.Number, header.Number));
            }
        }

        if ((tally.Close(header) ?? (tally.Commits == commits ? null : "the record clock has a row for no event")) is { } wrong)
        {
            throw Unsound(wrong);
        }

        return new BackupSummary(header, await backup.CloseAsync(tally, ct));
    }

    private static async Task<(BackupHeader Header, long Commits)> PointAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand(Point, connection) { CommandTimeout = 0 };
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var isEmpty = row.IsDBNull(3);
        return (
            new BackupHeader(
                row.GetGuid(0),
                row.GetFieldValue<DateTime>(1),
                row.GetInt32(2),
                Semantics.Current,
                isEmpty ? 0 : row.GetInt64(3),
                isEmpty ? null : row.GetFieldValue<DateTime>(4)),
            row.GetInt64(5));
    }

    // One query, a row at a time: neither here nor in the server does the record stand in memory.
    private static async IAsyncEnumerable<T> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var query = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            yield return read(rows);
        }
    }

    private static BackupStream StreamOf(NpgsqlDataReader row)
    {
        var stream = new BackupStream(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTime>(2), row.GetFieldValue<DateTime>(3));
        return row.GetBoolean(4) ? throw Unsound($"the stream {stream.Id} is archived, compacted or typed") : stream;
    }

    private static BackupEvent EventOf(NpgsqlDataReader row)
    {
        var e = new BackupEvent(
            row.GetInt64(0),
            row.GetGuid(1),
            row.GetString(2),
            row.GetInt64(3),
            row.GetString(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.GetFieldValue<DateTime>(6),
            row.IsDBNull(7) ? null : row.GetString(7),
            row.IsDBNull(8) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(8),
            row.GetFieldValue<byte[]>(9),
            row.IsDBNull(10) ? null : row.GetFieldValue<DateTime>(10));
        Check(row.GetBoolean(11) ? "it is archived or of another form" : null, e);
        return e;
    }

    private static void Check(string? wrong, BackupEvent e)
    {
        if (wrong is not null)
        {
            throw Unsound(string.Create(CultureInfo.InvariantCulture, $"event {e.Number}: {wrong}"));
        }
    }

    private static BackupRefusedException Unsound(string wrong) =>
        new($"The record does not hold together, and could not be restored: {wrong}. No backup was made; palimpsest verify says more.");
}
