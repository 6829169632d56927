using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rows;

/// <summary>What tables are filled from: reports, and the reports that corrections give.</summary>
internal static class Published
{
    /// <summary>The citations that carry it, with their places in the list.</summary>
    public static IEnumerable<(int Place, Instant? At)> Carrying(ITold told) =>
        told.Citations.Index().Where(c => c.Item.Carries).Select(c => (c.Index, c.Item.CountsFrom));

    /// <summary>
    /// The report that an event holds, and since when anybody could have known it, whatever the perspective.
    /// A correction is ours and holds at every X: it has no such date (null), for it may move the date itself.
    /// </summary>
    public static (Assertion Report, Instant? At)? Report(RecordEvent @event) => @event switch
    {
        Assertion a => (a, a.FirstPublished()),
        AssertionCorrected { Content: Assertion a } => (a, null),
        _ => null,
    };
}
