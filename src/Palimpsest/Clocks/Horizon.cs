using NodaTime;

namespace Palimpsest.Clocks;

/// <summary>
/// <em>Believed on X, according to the record as of Y</em>: the pair for which every answer is given.
/// </summary>
/// <param name="BelievedOn">X: what was published at or before it could be known.</param>
/// <param name="Recorded">Y: what was recorded at or before it is held.</param>
public sealed record Horizon(BelievedOn BelievedOn, RecordPoint Recorded);

/// <summary>
/// Y, the record axis: a whole commit of the record.
/// </summary>
/// <param name="Number">The record number of the commit's last event; 0 is the empty record. Commit-ordered, with gaps.</param>
/// <param name="At">When that commit was made by the database's clock; never decreases with the number. Null in the empty record.</param>
/// <param name="EventId">The id of the event with that number; null in the empty record.</param>
public sealed record RecordPoint(long Number, Instant? At, Guid? EventId)
{
    /// <summary>Before anything was recorded.</summary>
    public static readonly RecordPoint Empty = new(0, null, null);
}
