using Palimpsest.Beliefs;
using Palimpsest.Cli.Tables;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Projections.History;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Writing;

/// <summary>What another editor did: what, who, when, why, and what reads otherwise since.</summary>
internal sealed record EditShown(string Id, string Type, long Number, string RecordedAt, string By, string? Reason, IReadOnlyList<FieldChange> Changes)
{
    /// <summary>What was done since the version that an editor saw, in record order; the last is what stands in his way.</summary>
    public static async Task<IReadOnlyList<EditShown>> SinceAsync(EditorAct refused, Recorded conflict, FindRecorded find)
    {
        var (on, seen) = (refused, conflict.Event) switch
        {
            (EntryAct act, _) => (act.Target, act.After),
            (SubjectAct act, SubjectAct other) when other.Keys.Contains(act.Subject) && conflict.Event.Id != act.After => (act.Subject.Value, act.After),
            (SubjectAct act, _) => (act.Other.Value, act.AfterOther),
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.GetType().Name, "it has no version"),
        };
        var events = (await find([on])).Where(e => e.Number <= conflict.Number).OrderBy(e => e.Number).ToList();
        var acts = events.Where(e => Names(e.Event, on)).Select(e => e.Event.Id).ToList();
        var since = acts.Skip(acts.IndexOf(seen ?? "") + 1).ToHashSet(StringComparer.Ordinal);
        return [.. HistoryEntry.All(events).Where(e => since.Contains(e.Id)).Select(e => new EditShown(e.Id, e.Type, e.Number, e.RecordedAt, e.By, e.Reason, e.Changes))];
    }

    /// <summary>For people, a line each.</summary>
    public IEnumerable<string> Lines() => Changes.Select(c => $"    {Text.Plain(Changed.Line(c))}")
        .Prepend(Text.Plain($"  {Text.Number(Number)}, {Instants.Show(RecordedAt)}, {By}: {Type} {Id}{(Reason is null ? "" : $": {Reason}")}"));

    private static bool Names(RecordEvent @event, string on) => @event switch
    {
        EntryAct act => act.Target == on,
        SubjectAct act => act.Keys.Any(k => k.Value == on),
        _ => false,
    };
}
