using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Histories;

/// <summary>The versions that an editor saw, who looked at these events before acting.</summary>
internal static class Versions
{
    public static EditorAct After(this EditorAct act, IReadOnlyList<RecordEvent> seen) => act switch
    {
        EntryAct on => on with { After = seen.OfType<EntryAct>().LastOrDefault(a => a.Target == on.Target)?.Id },
        SubjectAct of => of with { After = LastOn(of.Subject, seen), AfterOther = LastOn(of.Other, seen) },
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "it has no version"),
    };

    /// <summary>The same events, each editor act made by somebody who had seen all before it.</summary>
    public static IReadOnlyList<RecordEvent> Renewed(IReadOnlyList<RecordEvent> events) =>
        [.. events.Select((e, i) => e is EditorAct act ? act.After([.. events.Take(i)]) : e)];

    private static string? LastOn(SubjectKey key, IReadOnlyList<RecordEvent> seen) =>
        seen.OfType<SubjectAct>().LastOrDefault(a => a.Subject == key || a.Other == key)?.Id;
}
