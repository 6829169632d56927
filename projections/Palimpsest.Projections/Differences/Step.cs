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
    private Leading? _leading;

    /// <summary>The citations of an event through which it arrived here; all of them on the record axis.</summary>
    public required Func<ITold, IEnumerable<Citation>> Arriving { get; init; }

    /// <summary>The ids of what is seen otherwise because of what arrived, no fewer; null: anything may be.</summary>
    public IReadOnlySet<string>? Reached { get; init; }

    /// <summary>The record before and after; one if it is the same.</summary>
    public IReadOnlyList<RecordAsOf> Records => ReferenceEquals(Before.Record, After.Record) ? [After.Record] : [Before.Record, After.Record];

    /// <summary>Where what arrived leads.</summary>
    public Leading Leading => _leading ??= new Leading(Records);
}
