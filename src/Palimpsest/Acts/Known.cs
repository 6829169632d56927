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

    private readonly Entries _entries;
    private long _decided = FirstDecided;

    /// <summary>What was found in the record.</summary>
    /// <param name="recorded">What was found.</param>
    /// <param name="sameness">Merges and separations that are known already, to which those found or decided are added; null: none are.</param>
    public Known(IEnumerable<Recorded> recorded, Sameness? sameness = null)
    {
        _entries = new Entries(sameness);
        Add(recorded);
    }

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
    public Recorded Decided(RecordEvent @event, string by, string? reason) => Decided(@event, by, reason, _decided);

    /// <summary>Adds what was decided under a number after those of everything found and decided before.</summary>
    public Recorded Decided(RecordEvent @event, string by, string? reason, long number)
    {
        var recorded = new Recorded(number, Instant.MaxValue, by, reason, StreamOf(@event), @event);
        _entries.Add(recorded);
        _decided = number + 1;
        return recorded;
    }

    // Of an act whose target was not found, none: no decider lets it pass.
    private string StreamOf(RecordEvent @event) => @event switch
    {
        Assertion a => a.Subject.Value,
        SourceDescribed source => source.Subject.Value,
        SubjectAct act => act.Subject.Value,
        SourceAct act => Find(act.Target)?.AsRecorded.Stream ?? "",
        EntryAct act => Find(act.Target)?.AsRecorded.Stream ?? "",
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, "no stream holds it"),
    };

    /// <summary>A decision for an event whose id is taken: known if it says the same, else refused. Null if the id is free.</summary>
    public Decision? AlreadyRecorded(RecordEvent @event) => Find(@event.Id)?.AsRecorded.Event switch
    {
        null => null,
        var same when Json.RecordJson.Same(same, @event) => Decision.Known,
        _ => Decision.Refuse("id", $"'{@event.Id}' is recorded already with different content; an id is never used again"),
    };
}
