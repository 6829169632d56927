using Marten;
using Npgsql;

namespace Palimpsest.Store;

/// <summary>
/// Orders commits: before events are written, whoever writes them, it takes the record's lock, and after them it queues the row of the record clock.
/// The database refuses events without either (guard.sql).
/// </summary>
public sealed class RecordClockListener : DocumentSessionListenerBase
{
    /// <summary>The one of it.</summary>
    public static readonly RecordClockListener Instance = new();

    // An instant that never decreases with the number, also when the machine's clock is set back.
    internal const string ClockRow =
        """
        insert into palimpsest.record_clock (seq, at)
        select currval('palimpsest.mt_events_sequence'),
               greatest(clock_timestamp(), (select at + interval '1 microsecond' from palimpsest.record_clock order by seq desc limit 1))
        """;

    private RecordClockListener()
    {
    }

    /// <inheritdoc/>
    public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.PendingChanges.Streams().Any(s => s.Events.Count > 0))
        {
            await BeginAppendAsync(session, token);
            session.QueueSqlCommand(ClockRow);
        }
    }

    /// <summary>
    /// Takes the record's lock until the session's transaction ends. Whoever decides on what is recorded calls it before reading:
    /// then reading and recording are one step, and no version needs checking.
    /// </summary>
    public static async Task BeginAppendAsync(IDocumentSession session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        await session.BeginTransactionAsync(ct);
        await using var begin = new NpgsqlCommand("select palimpsest.begin_append()");
        await session.ExecuteAsync(begin, ct);
    }
}
