using Palimpsest.Beliefs;
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
    /// <summary>What another editor did meanwhile, if that is why it is refused.</summary>
    public Recorded? Conflict { get; private init; }

    /// <summary>There is nothing to record because it is so already; the warning says what.</summary>
    public bool WasSo { get; private init; }

    /// <summary>The command may stand.</summary>
    public bool IsAccepted => Errors.Count == 0;

    /// <summary>There is nothing to record: it was recorded before, word for word, or it is so already.</summary>
    public bool WasKnown => IsAccepted && Events.Count == 0;

    /// <summary>Record it.</summary>
    public static Decision Record(RecordEvent @event, IReadOnlyList<Finding> warnings) => new([@event], warnings, []);

    /// <summary>Nothing to do: recorded before.</summary>
    public static Decision Known { get; } = new([], [], []);

    /// <summary>Nothing to do: it is so already.</summary>
    public static Decision IsSo(string field, string message) => new([], [new Finding(field, message)], []) { WasSo = true };

    /// <summary>Refuse it because another editor acted meanwhile, or has undone what the editor saw.</summary>
    /// <param name="field">The field that names the version that the editor saw.</param>
    /// <param name="on">The entry or subject.</param>
    /// <param name="last">The act that stands last now; null if the editor saw one that is not there.</param>
    public static Decision Conflicts(string field, string on, Recorded? last) => Refuse(field, last is null
        ? $"no editor act on '{on}' is recorded: expected none here"
        : $"conflict: {last.By} acted on '{on}' meanwhile ({Json.EventCatalogue.Of(last.Event).Name} '{last.Event.Id}'{(last.Reason is null ? "" : $": {last.Reason}")}); look at it, and if yours still holds say that it comes after '{last.Event.Id}'") with
    { Conflict = last };

    /// <summary>Refuse it.</summary>
    public static Decision Refuse(IReadOnlyList<Finding> errors) => new([], [], errors);

    /// <summary>Refuse it for one reason.</summary>
    public static Decision Refuse(string field, string message) => Refuse([new Finding(field, message)]);
}
