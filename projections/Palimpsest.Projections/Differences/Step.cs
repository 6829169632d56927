using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Differences;

/// <summary>One step along an axis: the world before and after, and what arrived.</summary>
/// <param name="When">X, or the record number.</param>
/// <param name="Before">What was believed.</param>
/// <param name="After">What is believed.</param>
/// <param name="Arrived">The events that began to count.</param>
internal sealed record Step(string When, WorldView Before, WorldView After, IReadOnlyList<Recorded> Arrived)
{
    /// <summary>The citations of an event through which it arrived here; all of them on the record axis.</summary>
    public required Func<ITold, IEnumerable<Citation>> Arriving { get; init; }
}
