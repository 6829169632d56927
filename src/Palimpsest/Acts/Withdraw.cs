using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>It should not have been entered: a duplicate, a wrong subject.</summary>
public sealed record Withdraw(AssertionWithdrawn Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => [Content.Id, Content.Target];

    /// <inheritdoc/>
    public override Decision Decide(Known known) =>
        EditorActRules.Decide(Content, Reason, known, target => target.IsWithdrawn ? $"'{Content.Target}' is withdrawn already" : null);
}
