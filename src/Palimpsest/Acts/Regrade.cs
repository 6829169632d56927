using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>Reliability and credibility judged anew. Neither follows from the other, so both are given.</summary>
public sealed record Regrade(AssertionRegraded Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => [Content.Id, Content.Target];

    /// <inheritdoc/>
    public override Decision Decide(Known known) => EditorActRules.Decide(
        Content,
        Reason,
        known,
        target => target.Content is ITold told && (told.Reliability, told.Credibility) == (Content.Reliability, Content.Credibility)
            ? $"'{Content.Target}' is graded {Content.Reliability}{(int)Content.Credibility} already"
            : null);
}
