using JasperFx.Events;
using Marten;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Store.Handlers;

/// <summary>A session that decides on what is recorded and records what was decided, in one transaction under the record's lock.</summary>
internal sealed class RecordingSession
{
    private const string ReasonHeader = "reason";

    private readonly IDocumentSession _session;
    private readonly Dictionary<string, string> _streams = new(StringComparer.Ordinal);

    private RecordingSession(IDocumentSession session) => _session = session;

    /// <summary>Takes the record's lock.</summary>
    public static async Task<RecordingSession> BeginAsync(IDocumentSession session, CancellationToken ct)
    {
        await RecordClockListener.BeginAppendAsync(session, ct);
        return new RecordingSession(session);
    }

    /// <summary>What a command needs to see: the recorded events of those ids with the editor acts on them, and the merges of those keys.</summary>
    public async Task<IReadOnlyList<Recorded>> FindAsync(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var found = await RecordedEvents.FindAsync(names, query => _session.ExecuteReaderAsync(query, ct), ct);
        foreach (var recorded in found)
        {
            _streams[recorded.Event.Id] = recorded.Stream;
        }

        return found;
    }

    /// <summary>Queues an event. Its target, if it has one, was found or queued before.</summary>
    public void Record(RecordEvent @event, string by, string? reason)
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

        var stored = _session.Events.BuildEvent(@event);
        stored.Id = EventId.Of(@event.Id);
        stored.UserName = by;
        if (reason is not null)
        {
            stored.SetHeader(ReasonHeader, reason);
        }

        // Not Events.Append, which gathers a stream's events and so would number an event before one that it names in another stream.
        var pending = _session.PendingChanges.Streams();
        if (pending.Count == 0 || pending[^1].Key != stream)
        {
            pending.Add(StreamAction.ForReference(stream, _session.TenantId));
        }

        pending[^1].AddEvent(stored);
    }
}
