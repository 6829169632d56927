using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Synthetic;

/// <summary>What is settled of a report before it is known what it says.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Published">The day on which it appeared.</param>
/// <param name="Citations">Where.</param>
internal sealed record Telling(string Id, LocalDate Published, IReadOnlyList<Citation> Citations);
