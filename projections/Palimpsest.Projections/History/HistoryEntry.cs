using NodaTime.Text;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Projections.History;

/// <summary>One entry of a history, in record order: what, who, when, why.</summary>
public sealed record HistoryEntry(
    long Number, string RecordedAt, string By, string? Reason, string Type, string Id, string Stream, string? Names, string? Occurred, string? CountsFrom, string Summary)
{
    /// <summary>What reads otherwise since an editor act on an entry; known where what it edits is.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>The history that events make, given in record order with whatever their editor acts edit.</summary>
    public static IReadOnlyList<HistoryEntry> All(IEnumerable<Recorded> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var entries = new Entries();
        var history = new List<HistoryEntry>();
        foreach (var recorded in events)
        {
            var before = Edited(recorded, entries);
            entries.Add(recorded);
            var after = Edited(recorded, entries);
            history.Add(before is null || after is null
                ? Of(recorded)
                : Of(recorded) with { Summary = ((ITold)after).Summary, Changes = FieldChange.Between(before, after) });
        }

        return history;
    }

    /// <summary>The entry of an event, by itself.</summary>
    public static HistoryEntry Of(Recorded recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var (occurred, citations, summary, names) = recorded.Event switch
        {
            Assertion a => (a.Occurred?.Text, a.Citations, a.Summary, Relations(a)),
            SourceAct act => (null, act.Citations, act.Summary, $"target {act.Target}"),
            SourceDescribed s => (null, [], s.Name, null),
            AssertionCorrected c => ((c.Content as Assertion)?.Occurred?.Text, ((ITold)c.Content).Citations, ((ITold)c.Content).Summary, $"target {c.Target}"),
            AssertionRegraded r => (null, [], $"{r.Reliability}{(int)r.Credibility}", $"target {r.Target}"),
            EntryAct act => (null, [], "", $"target {act.Target}"),
            SubjectsMerged m => (null, [], $"{m.Other} is {m.Subject}", m.Other.Value),
            SubjectsSeparated s => (null, [], $"{s.Other} is not {s.Subject}", s.Other.Value),
            _ => (null, (IReadOnlyList<Citation>)[], "", (string?)null),
        };
        var from = citations.Where(c => c.Carries).Min(c => c.CountsFrom);
        return new HistoryEntry(
            recorded.Number, InstantPattern.ExtendedIso.Format(recorded.At), recorded.By, recorded.Reason, EventCatalogue.Of(recorded.Event).Name, recorded.Event.Id,
            recorded.Stream, names, occurred, from is { } at ? Answers.When.Show(at) : null, summary);
    }

    private static RecordEvent? Edited(Recorded recorded, Entries entries) => recorded.Event is EntryAct act && entries.Find(act.Target) is { Content: ITold } entry ? entry.Content : null;

    private static string? Relations(Assertion a)
    {
        var parts = new[] { ("revises", a.Revises), ("affirms", a.Affirms), ("disputes", a.Disputes) }
            .Where(r => r.Item2.Count > 0).Select(r => $"{r.Item1} {string.Join(", ", r.Item2)}").ToList();
        return parts.Count > 0 ? string.Join("; ", parts) : null;
    }
}
