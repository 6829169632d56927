namespace Palimpsest.Reports;

/// <summary>
/// One thing recorded for ever: a report, or an act on one. Its stream, number, time of record, author and reason are the store's, not the payload's.
/// </summary>
public abstract record RecordEvent
{
    /// <summary>Unique over the whole record and never used again: a-z, 0-9, hyphens, dots; at most 120 characters.</summary>
    public required string Id { get; init; }
}
