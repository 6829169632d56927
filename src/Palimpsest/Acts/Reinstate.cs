using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>It was withdrawn, and should not have been.</summary>
public sealed record Reinstate(AssertionReinstated Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => [Content.Id, Content.Target];

    /// <inheritdoc/>
    public override Decision Decide(Known known) =>
        EditorActRules.Decide(Content, Reason, known, target => target.IsWithdrawn ? null : $"'{Content.Target}' is not withdrawn");
}
