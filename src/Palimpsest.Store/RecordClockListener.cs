using System.Runtime.CompilerServices;
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

    internal const string BeginAppend = "select palimpsest.begin_append()";

    // An instant that never decreases with the number, also when the machine's clock is set back.
    internal const string ClockRow =
        """
        insert into palimpsest.record_clock (seq, at)
        select currval('palimpsest.mt_events_sequence'),
               greatest(clock_timestamp(), (select at + interval '1 microsecond' from palimpsest.record_clock order by seq desc limit 1))
        """;

    // Sessions whose next save takes the lock itself, ahead of its events.
    private static readonly ConditionalWeakTable<IDocumentSession, object> Locking = [];

    private RecordClockListener()
    {
    }

    /// <inheritdoc/>
    public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(session);
        var locks = Locking.Remove(session);
        if (session.PendingChanges.Streams().Any(s => s.Events.Count > 0))
        {
            if (!locks)
            {
                await session.BeginTransactionAsync(token);
                await using var begin = new NpgsqlCommand(BeginAppend);
                await session.ExecuteAsync(begin, token);
            }

            session.QueueSqlCommand(ClockRow);
        }
    }

    /// <summary>
    /// Has the session's next save begin with the record's lock, in the same round trip as what it records;
    /// what is queued as <see cref="UnderLock"/> afterwards is asked between the two.
    /// </summary>
    internal static void LockWithEvents(IDocumentSession session)
    {
        session.QueueOperation(new UnderLock(BeginAppend, [], null));
        Locking.AddOrUpdate(session, session);
    }
}
