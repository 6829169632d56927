using System.Data.Common;
using JasperFx.Events;
using Marten;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Store.Handlers;

/// <summary>
/// Decides on what is recorded and records what was decided. It reads without the record's lock. The lock is taken in the round trip that writes,
/// and what was read is looked for again under it: nobody waits for another's reading and deciding.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="names">What the command names: ids of events, keys of subjects.</param>
internal sealed class RecordingSession(IDocumentSession session, IReadOnlyCollection<string> names)
{
    private const string ReasonHeader = "reason";

    private readonly Dictionary<string, string> _streams = new(StringComparer.Ordinal);
    private readonly HashSet<long> _found = [];
    private bool _isMore;

    /// <summary>What the command needs to see: the recorded events of those ids with the editor acts on them, and the merges of those keys.</summary>
    public async Task<IReadOnlyList<Recorded>> FindAsync(CancellationToken ct)
    {
        var found = await RecordedEvents.FindAsync(names, query => session.ExecuteReaderAsync(query, ct), ct);
        foreach (var recorded in found)
        {
            _streams[recorded.Event.Id] = recorded.Stream;
            _found.Add(recorded.Number);
        }

        return found;
    }

    /// <summary>Records events in one commit, unless more is recorded by now of what the command needs than was found. An act's target was found or comes before it.</summary>
    /// <returns>The number of the commit; null if nothing was recorded.</returns>
    public async Task<long?> RecordAsync(IEnumerable<RecordEvent> events, string by, string? reason, CancellationToken ct)
    {
        _isMore = false;
        RecordClockListener.LockWithEvents(session);
        foreach (var (sql, values) in RecordedEvents.Numbers(names))
        {
            session.QueueOperation(new UnderLock(sql, values, NothingElseAsync));
        }

        var last = events.Select(e => Add(e, by, reason)).Last();
        try
        {
            await session.SaveChangesAsync(ct);
            return last.Sequence;
        }
        catch (Exception) when (_isMore)
        {
            // Which exception it is depends on what else fails: one id cannot be recorded twice.
            return null;
        }
    }

    // What was found is never taken back.
    private async Task NothingElseAsync(DbDataReader reader, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            if (!_found.Contains(reader.GetInt64(0)))
            {
                // With events still pending the store would leave a stream of tombstones for numbers that were never seen.
                _isMore = true;
                session.EjectAllPendingChanges();
                throw new InvalidOperationException("others recorded meanwhile what this rests on");
            }
        }
    }

    private IEvent Add(RecordEvent @event, string by, string? reason)
    {
        var stream = @event switch
        {
            Assertion a => a.Subject.Value,
            SourceDescribed source => source.Subject.Value,
            SourceAct act => _streams[act.Target],
            EntryAct act => _streams[act.Target],
            SubjectAct act => act.Subject.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, "no stream holds it"),
        };
        _streams[@event.Id] = stream;

        var stored = session.Events.BuildEvent(@event);
        stored.Id = EventId.Of(@event.Id);
        stored.UserName = by;
        if (reason is not null)
        {
            stored.SetHeader(ReasonHeader, reason);
        }

        // Not Events.Append, which gathers a stream's events and so would number an event before one that it names in another stream.
        var pending = session.PendingChanges.Streams();
        if (pending.Count == 0 || pending[^1].Key != stream)
        {
            pending.Add(StreamAction.ForReference(stream, session.TenantId));
        }

        pending[^1].AddEvent(stored);
        return stored;
    }
}
