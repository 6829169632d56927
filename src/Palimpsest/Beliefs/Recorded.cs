using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Beliefs;

/// <summary>An event as the record holds it.</summary>
/// <param name="Number">Its record number: commit-ordered, unique, with gaps.</param>
/// <param name="At">When its commit was made, by the database's clock.</param>
/// <param name="By">Who entered it.</param>
/// <param name="Reason">Why, if said.</param>
/// <param name="Stream">The stream that it stands in: the key it was entered under.</param>
/// <param name="Event">The payload.</param>
public sealed record Recorded(long Number, Instant At, string By, string? Reason, string Stream, RecordEvent Event);
