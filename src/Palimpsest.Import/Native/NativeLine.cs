using Palimpsest.Acts;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>One line of a file in the native format, read: an event, or what is wrong with the line.</summary>
/// <param name="Number">The line's number in its file, from 1; blank lines count and are not given out.</param>
/// <param name="Event">The event; null if the line could not be read.</param>
/// <param name="EnteredBy">Who enters it, if the line says so.</param>
/// <param name="Reason">Why, if the line says so.</param>
/// <param name="Error">What is wrong; null if the line could be read.</param>
public sealed record NativeLine(int Number, RecordEvent? Event, string? EnteredBy, string? Reason, Finding? Error)
{
    /// <summary>Where the line begins in its file, in bytes.</summary>
    internal long Start { get; init; }

    internal static NativeLine Refuse(int number, Finding error) => new(number, null, null, null, error);
}

/// <summary>One event to be written as a line: the event, and who entered it and why.</summary>
/// <param name="Event">The event.</param>
/// <param name="EnteredBy">Who entered it; left out of the line if null.</param>
/// <param name="Reason">Why; left out of the line if null.</param>
public sealed record NativeEntry(RecordEvent Event, string? EnteredBy = null, string? Reason = null);

/// <summary>The fields of a line that belong to the entry and not to the event.</summary>
internal static class EntryFields
{
    public const string EnteredBy = "enteredBy";
    public const string Reason = "reason";
}
