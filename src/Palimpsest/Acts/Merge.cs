using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>Two keys are one thing, shown under the first.</summary>
public sealed record Merge(SubjectsMerged Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => EditorActRules.Needs(Content);

    /// <inheritdoc/>
    public override Decision Decide(Known known) => EditorActRules.Decide(Content, Reason, known, () =>
    {
        var (shown, other) = (known.Sameness.Canonical(Content.Subject), known.Sameness.Canonical(Content.Other));
        return shown == other && shown == Content.Subject
            ? Decision.IsSo("other", $"'{Content.Other}' and '{Content.Subject}' are one already, shown as '{shown}'")
            : Decision.Record(Content, shown == other
                ? [new Finding("subject", $"'{Content.Other}' and '{Content.Subject}' are one already, shown as '{shown}': from now on shown as '{Content.Subject}'")]
                : []);
    });
}
