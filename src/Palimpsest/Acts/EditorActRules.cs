using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Acts;

/// <summary>What all editor acts have in common: a reason, a version that the editor saw, and for acts on an entry a target.</summary>
internal static class EditorActRules
{
    /// <summary>The rule of an act on an entry.</summary>
    /// <param name="act">The act.</param>
    /// <param name="reason">Why.</param>
    /// <param name="known">What is recorded.</param>
    /// <param name="isSo">What to say if nothing would change; null if something would.</param>
    /// <param name="errors">What is wrong with the act, its target found.</param>
    /// <param name="oddities">What is odd about it.</param>
    public static Decision Decide(
        EntryAct act, string? reason, Known known, Func<Entry, string?> isSo, Func<Entry, IEnumerable<Finding>>? errors = null, Func<IEnumerable<Finding>>? oddities = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        var taken = known.AlreadyRecorded(act);
        if (taken is { IsAccepted: true })
        {
            return taken;
        }

        var target = known.Find(act.Target);
        var wrong = Rules.Id(act.Id).Concat(Reason(reason)).Concat(Target(act, target)).ToList();
        if (wrong.Count > 0)
        {
            return Decision.Refuse(wrong);
        }

        if (target!.LastAct?.Event.Id != act.After)
        {
            return Decision.Conflicts("after", act.Target, target.LastAct);
        }

        // Two editors may give their acts the same id: what the other did says more than that the id is taken.
        wrong = [.. taken?.Errors ?? errors?.Invoke(target) ?? []];
        return wrong.Count > 0 ? Decision.Refuse(wrong)
            : isSo(target) is { } already ? Decision.IsSo("target", already)
            : Decision.Record(act, [.. oddities?.Invoke() ?? []]);
    }

    /// <summary>An editor act says why.</summary>
    public static IEnumerable<Finding> Reason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            yield return new Finding("reason", "missing: an editor act says why");
        }
    }

    private static IEnumerable<Finding> Target(EntryAct act, Entry? target)
    {
        if (target is null)
        {
            yield return new Finding("target", $"'{act.Target}' is not recorded; an entry must stand before the act on it");
        }
        else if (target.Content is not ITold)
        {
            yield return new Finding("target", target.Content is SourceDescribed
                ? $"'{act.Target}' describes a source; describe the source anew instead"
                : $"'{act.Target}' is an editor act, and nothing can aim at one; its opposite undoes it");
        }
    }

    /// <summary>What a merge or separation needs to see.</summary>
    public static IEnumerable<string> Needs(SubjectAct act) => [act.Id, act.Subject.Value, act.Other.Value];

    /// <summary>The rule of an act on two keys: both must be as the editor saw them.</summary>
    public static Decision Decide(SubjectAct act, string? reason, Known known, Func<Decision> then)
    {
        ArgumentNullException.ThrowIfNull(known);
        var taken = known.AlreadyRecorded(act);
        if (taken is { IsAccepted: true })
        {
            return taken;
        }

        var wrong = Rules.Id(act.Id).Concat(Reason(reason)).Concat(Pair(act)).ToList();
        if (wrong.Count > 0)
        {
            return Decision.Refuse(wrong);
        }

        foreach (var (field, key, after) in new[] { ("after", act.Subject, act.After), ("afterOther", act.Other, act.AfterOther) })
        {
            if (known.Sameness.LastOn(key) is var last && last?.Event.Id != after)
            {
                return Decision.Conflicts(field, key.Value, last);
            }
        }

        return taken ?? then();
    }

    private static IEnumerable<Finding> Pair(SubjectAct act)
    {
        if (act.Subject == act.Other)
        {
            yield return new Finding("other", $"'{act.Other}' is the same key: expected two");
        }
        else if (act.Subject.Kind != act.Other.Kind)
        {
            yield return new Finding("other", $"'{act.Other}' is of another kind than '{act.Subject}': only keys of the same kind can be one thing");
        }
    }
}
