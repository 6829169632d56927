using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>What became of a belief.</summary>
public enum ChangeKind
{
    /// <summary>It was not there before.</summary>
    Appeared,

    /// <summary>It is no longer there.</summary>
    Went,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It says the same, and is contested now.</summary>
    BecameContested,

    /// <summary>It says the same, and is contested no more.</summary>
    CeasedToBeContested,

    /// <summary>It says the same; what stands behind or beside it is another.</summary>
    Evidence,
}

/// <summary>One change of one belief.</summary>
/// <param name="When">When: X on the published axis, the record number on the record axis; of the last step if there were several.</param>
/// <param name="Subject">Whose belief.</param>
/// <param name="Topic">Which: as <c>explain</c> names it.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">What was believed; null if nothing was.</param>
/// <param name="After">What is believed; null if nothing is.</param>
/// <param name="WasContested">Whether it was contested before.</param>
/// <param name="Contested">Whether it is contested afterwards.</param>
/// <param name="Reports">The reports behind it that came, went or read otherwise.</param>
/// <param name="Causes">The events that did it.</param>
public sealed record Change(
    string When, SubjectKey Subject, string Topic, ChangeKind Kind, string? Before, string? After, bool WasContested, bool Contested, IReadOnlyList<ReportChange> Reports, IReadOnlyList<Cause> Causes)
{
    /// <summary>From one state of a topic to another; null if they are the same.</summary>
    public static Change? Between(string when, SubjectKey subject, string topic, TopicState before, TopicState after, IReadOnlyList<Cause> causes)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var reports = new List<ReportChange>();
        foreach (var (id, isNow) in after.Reports)
        {
            if (!before.Reports.TryGetValue(id, out var was) || !was.Same(isNow))
            {
                reports.Add(new ReportChange(id, was, isNow));
            }
        }

        reports.AddRange(before.Reports.Where(r => !after.Reports.ContainsKey(r.Key)).Select(r => new ReportChange(r.Key, r.Value, null)));
        reports.Sort((x, y) => string.CompareOrdinal(x.Id, y.Id));
        return KindOf(before, after, reports.Count > 0) is { } kind
            ? new Change(when, subject, topic, kind, before.Belief, after.Belief, before.Contested, after.Contested, reports, causes)
            : null;
    }

    /// <summary>Whether both make the same of the same.</summary>
    internal bool Same(Change other) =>
        (Kind, Before, After, WasContested, Contested) == (other.Kind, other.Before, other.After, other.WasContested, other.Contested)
        && Reports.Count == other.Reports.Count && Reports.Zip(other.Reports).All(p => p.First.Same(p.Second));

    /// <summary>The state that this change makes of one: what a replay is folded with.</summary>
    public TopicState Apply(TopicState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reports = state.Reports.ToDictionary(StringComparer.Ordinal);
        foreach (var report in Reports)
        {
            reports.Remove(report.Id);
            if (report.After is { } after)
            {
                reports.Add(report.Id, after);
            }
        }

        return new TopicState(After, Contested, reports);
    }

    private static ChangeKind? KindOf(TopicState before, TopicState after, bool reportsDiffer) => (before.Belief, after.Belief) switch
    {
        (null, not null) => ChangeKind.Appeared,
        (not null, null) => ChangeKind.Went,
        var (was, isNow) when was != isNow => ChangeKind.Changed,
        _ when before.Contested != after.Contested => after.Contested ? ChangeKind.BecameContested : ChangeKind.CeasedToBeContested,
        _ => reportsDiffer ? ChangeKind.Evidence : null,
    };
}

/// <summary>A report behind a belief that came, went or reads otherwise.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Before">As it stood; null if it could not be seen.</param>
/// <param name="After">As it stands; null if it cannot be seen.</param>
public sealed record ReportChange(string Id, ReportState? Before, ReportState? After)
{
    internal bool Same(ReportChange other) => Id == other.Id && Same(Before, other.Before) && Same(After, other.After);

    private static bool Same(ReportState? one, ReportState? other) => one is null ? other is null : one.Same(other);

    /// <summary>The fields of the evidence that differ; empty where it came or went.</summary>
    public IEnumerable<string> Fields => Before is null || After is null
        ? []
        : Before.Reads.Select(f => f.Key).Union(After.Reads.Select(f => f.Key), StringComparer.Ordinal)
            .Where(f => !System.Text.Json.Nodes.JsonNode.DeepEquals(Before.Reads[f], After.Reads[f]));
}

/// <summary>An event that caused a change.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type, by its name in the native format.</param>
/// <param name="Number">Its record number.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="By">Who entered it.</param>
/// <param name="Reason">Why, if said.</param>
/// <param name="Party">Whose word it is; null for an editor act, which is ours.</param>
/// <param name="Outlets">The outlets that carry it, or refer to it, as of this step.</param>
/// <param name="Summary">In own words.</param>
public sealed record Cause(
    string Id, string Type, long Number, string RecordedAt, string By, string? Reason, SubjectKey? Party, IReadOnlyList<SubjectKey> Outlets, string Summary)
{
    internal static Cause Of(RecordAsOf record, Recorded recorded, IEnumerable<Citation> arriving)
    {
        var told = record.Find(recorded.Event.Id)?.Content as ITold;
        return new Cause(
            recorded.Event.Id, EventCatalogue.Of(recorded.Event).Name, recorded.Number, NodaTime.Text.InstantPattern.ExtendedIso.Format(recorded.At), recorded.By, recorded.Reason,
            told is null ? null : record.Party(told), [.. arriving.Select(c => c.Outlet).Distinct()], told?.Summary ?? History.HistoryEntry.Of(recorded).Summary);
    }
}
