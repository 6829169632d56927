using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>
/// What a decider is given: the recorded events that its command names, with the editor acts on them, and for keys the merges of their subjects.
/// </summary>
public sealed class Known
{
    /// <summary>Numbers of what is decided and not recorded begin here: after every record.</summary>
    public const long FirstDecided = long.MaxValue / 2;

    private readonly Entries _entries = new();
    private long _decided = FirstDecided;

    /// <summary>What was found in the record.</summary>
    public Known(IEnumerable<Recorded> recorded) => Add(recorded);

    /// <summary>Nothing of what the command names is recorded.</summary>
    public static Known Nothing => new([]);

    /// <summary>Which keys are one.</summary>
    public Sameness Sameness => _entries.Sameness;

    /// <summary>How the event of that id reads now; null if there is none.</summary>
    public RecordEvent? this[string id] => Find(id)?.Content;

    /// <summary>The entry of that id; null if there is none.</summary>
    public Entry? Find(string id) => _entries.Find(id);

    /// <summary>Adds what was found in the record.</summary>
    public void Add(IEnumerable<Recorded> recorded)
    {
        foreach (var one in recorded.OrderBy(r => r.Number))
        {
            _entries.Add(one);
            _decided = Math.Max(_decided, one.Number + 1);
        }
    }

    /// <summary>Adds what was decided and is to be recorded after everything found.</summary>
    public Recorded Decided(RecordEvent @event, string by, string? reason)
    {
        var recorded = new Recorded(_decided++, Instant.MaxValue, by, reason, "", @event);
        _entries.Add(recorded);
        return recorded;
    }

    /// <summary>A decision for an event whose id is taken: known if it says the same, else refused. Null if the id is free.</summary>
    public Decision? AlreadyRecorded(RecordEvent @event) => Find(@event.Id)?.AsRecorded.Event switch
    {
        null => null,
        var same when Json.RecordJson.Same(same, @event) => Decision.Known,
        _ => Decision.Refuse("id", $"'{@event.Id}' is recorded already with different content; an id is never used again"),
    };
}
