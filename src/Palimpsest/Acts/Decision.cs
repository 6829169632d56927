using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>Something to say about a command: which field, and what is wrong or odd with it.</summary>
/// <param name="Field">The field, by its name in the native format; empty for the whole.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record Finding(string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}

/// <summary>
/// The outcome of a decision. Errors mean that nothing happens; warnings are for what is merely odd.
/// No event and no error: it was recorded already.
/// </summary>
public sealed record Decision(IReadOnlyList<RecordEvent> Events, IReadOnlyList<Finding> Warnings, IReadOnlyList<Finding> Errors)
{
    /// <summary>The command may stand.</summary>
    public bool IsAccepted => Errors.Count == 0;

    /// <summary>It was recorded before, word for word.</summary>
    public bool WasKnown => IsAccepted && Events.Count == 0;

    /// <summary>Record it.</summary>
    public static Decision Record(RecordEvent @event, IReadOnlyList<Finding> warnings) => new([@event], warnings, []);

    /// <summary>Nothing to do: recorded before.</summary>
    public static Decision Known { get; } = new([], [], []);

    /// <summary>Refuse it.</summary>
    public static Decision Refuse(IReadOnlyList<Finding> errors) => new([], [], errors);

    /// <summary>Refuse it for one reason.</summary>
    public static Decision Refuse(string field, string message) => Refuse([new Finding(field, message)]);
}

/// <summary>What a decider is given: the recorded events whose ids its command names, its own id included.</summary>
public sealed class Known(IReadOnlyDictionary<string, RecordEvent> events)
{
    /// <summary>Nothing of what the command names is recorded.</summary>
    public static readonly Known Nothing = new(new Dictionary<string, RecordEvent>(StringComparer.Ordinal));

    /// <summary>The event of that id, or null.</summary>
    public RecordEvent? this[string id] => events.GetValueOrDefault(id);

    /// <summary>A decision for an event whose id is taken: known if it says the same, else refused. Null if the id is free.</summary>
    public Decision? AlreadyRecorded(RecordEvent @event) => this[@event.Id] switch
    {
        null => null,
        var same when Json.RecordJson.Same(same, @event) => Decision.Known,
        _ => Decision.Refuse("id", $"'{@event.Id}' is recorded already with different content; an id is never used again"),
    };
}
