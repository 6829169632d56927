using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>What all source acts have in common: a target recorded before, and a citation that dates them.</summary>
internal static class SourceActRules
{
    public static Decision Decide(SourceAct act, Known known, Func<ITold, Finding?> oddity)
    {
        if (known.AlreadyRecorded(act) is { } decided)
        {
            return decided;
        }

        var errors = Errors(act).Concat(Target(act, known)).ToList();
        if (errors.Count > 0)
        {
            return Decision.Refuse(errors);
        }

        var target = known.Find(act.Target)!;
        List<Finding> warnings = [.. CitationRules.Oddities(act.Citations)];
        if (oddity((ITold)target.Content) is { } odd)
        {
            warnings.Add(odd);
        }

        if (target.IsWithdrawn)
        {
            warnings.Add(new Finding("target", $"'{act.Target}' is withdrawn from the record: it was entered by mistake"));
        }

        return Decision.Record(act, warnings);
    }

    /// <summary>What is wrong with the act itself.</summary>
    public static IEnumerable<Finding> Errors(SourceAct act) => Rules.Id(act.Id)
        .Concat(Rules.Text("summary", act.Summary, 2000, required: true))
        .Concat(Rules.Text("note", act.Note, 2000))
        .Concat(CitationRules.Errors(act.Citations))
        .Concat(Rules.Attribution(act.AttributedTo));

    private static IEnumerable<Finding> Target(SourceAct act, Known known)
    {
        if (act.Target == act.Id)
        {
            yield return new Finding("target", "an act cannot aim at itself");
        }
        else if (known[act.Target] is not ITold)
        {
            yield return new Finding("target", known[act.Target] is null
                ? $"'{act.Target}' is not recorded; a target must stand before the act that aims at it"
                : $"'{act.Target}' is neither a report nor a source act, and nothing else can be a target");
        }
    }
}
