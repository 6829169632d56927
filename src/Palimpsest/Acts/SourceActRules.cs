using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>What all source acts have in common: a target recorded before, and a citation that dates them.</summary>
internal static class SourceActRules
{
    public static Decision Decide(SourceAct act, Known known, Func<RecordEvent, Finding?> oddity)
    {
        if (known.AlreadyRecorded(act) is { } decided)
        {
            return decided;
        }

        var errors = Rules.Id(act.Id)
            .Concat(Rules.Text("summary", act.Summary, 2000, required: true))
            .Concat(Rules.Text("note", act.Note, 2000))
            .Concat(CitationRules.Errors(act.Citations))
            .Concat(Rules.Attribution(act.AttributedTo))
            .Concat(Target(act, known))
            .ToList();
        if (errors.Count > 0)
        {
            return Decision.Refuse(errors);
        }

        var warnings = CitationRules.Oddities(act.Citations);
        return Decision.Record(act, oddity(known[act.Target]!) is { } odd ? [.. warnings, odd] : [.. warnings]);
    }

    private static IEnumerable<Finding> Target(SourceAct act, Known known)
    {
        if (act.Target == act.Id)
        {
            yield return new Finding("target", "an act cannot aim at itself");
        }
        else if (known[act.Target] is not (Assertion or SourceAct))
        {
            yield return new Finding("target", known[act.Target] is null
                ? $"'{act.Target}' is not recorded; a target must stand before the act that aims at it"
                : $"'{act.Target}' is neither a report nor a source act, and nothing else can be a target");
        }
    }
}
