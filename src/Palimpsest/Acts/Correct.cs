using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>We entered it wrongly: the whole entry as it should read. Id, type, an act's target and the grades stay.</summary>
public sealed record Correct(AssertionCorrected Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => (Content.Content is Assertion report ? Report.Named(report) : []).Prepend(Content.Target).Prepend(Content.Id);

    /// <inheritdoc/>
    public override Decision Decide(Known known) => EditorActRules.Decide(
        Content,
        Reason,
        known,
        target => RecordJson.Same(target.Content, Content.Content) ? $"'{Content.Target}' reads so already" : null,
        target => Kept(target.Content).Concat(Sound(known)).Select(f => f with { Field = f.Field.Length == 0 ? "content" : $"content.{f.Field}" }),
        () => Content.Content is Assertion report ? [.. Oddities.Of(report), .. Report.OddRelations(report, known)] : CitationRules.Oddities(((SourceAct)Content.Content).Citations));

    private IEnumerable<Finding> Kept(RecordEvent target)
    {
        if (Content.Content.Id != Content.Target)
        {
            yield return new Finding("id", $"'{Content.Content.Id}' is not '{Content.Target}': a correction keeps the id");
        }

        if (Content.Content.GetType() != target.GetType())
        {
            yield return new Finding("type", $"'{Content.Target}' is of type {EventCatalogue.Of(target).Name}: a correction keeps the type; withdraw it and enter another instead");
            yield break;
        }

        if (target is SourceAct act && ((SourceAct)Content.Content).Target != act.Target)
        {
            yield return new Finding("target", $"'{Content.Target}' aims at '{act.Target}': a correction keeps the target; withdraw it and enter another instead");
        }

        var (before, after) = ((ITold)target, (ITold)Content.Content);
        if ((before.Reliability, before.Credibility) != (after.Reliability, after.Credibility))
        {
            yield return new Finding("reliability", $"'{Content.Target}' is graded {before.Reliability}{(int)before.Credibility}: a correction keeps the grades; regrade it instead");
        }
    }

    private IEnumerable<Finding> Sound(Known known) => Content.Content switch
    {
        Assertion report => AssertionRules.Errors(report).Concat(Report.Relations(report, known)),
        SourceAct act => SourceActRules.Errors(act),
        _ => [],
    };
}
