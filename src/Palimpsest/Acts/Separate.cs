using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>Two keys that were merged are two things after all.</summary>
public sealed record Separate(SubjectsSeparated Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => EditorActRules.Needs(Content);

    /// <inheritdoc/>
    public override Decision Decide(Known known) => EditorActRules.Decide(Content, Reason, known, () =>
    {
        var sameness = known.Sameness;
        if (sameness.StandingOf(Content.Subject).Any(m => m.Keys.All(Content.Keys.Contains)))
        {
            return Decision.Record(Content, sameness.Canonical(Content.Subject) == sameness.Canonical(Content.Other) && Others().Count > 0
                ? [new Finding("other", $"other merges may still hold them together: {string.Join(", ", Others())}")]
                : []);
        }

        return sameness.Canonical(Content.Subject) != sameness.Canonical(Content.Other)
            ? Decision.IsSo("other", $"'{Content.Other}' and '{Content.Subject}' are not merged")
            : Decision.Refuse("other", $"'{Content.Other}' and '{Content.Subject}' were not merged with each other, but are one through {string.Join(", ", Others())}: separate one of these");

        List<string> Others() =>
            [.. sameness.StandingOf(Content.Subject).Where(m => !m.Keys.All(Content.Keys.Contains)).Select(m => $"'{m.Other}' into '{m.Subject}'")];
    });
}
