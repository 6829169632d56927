using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>Somebody contradicts a report or a source act: both stay visible, the belief is contested.</summary>
public sealed record Dispute(AssertionDisputed Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => [Content.Id, Content.Target];

    /// <inheritdoc/>
    public override Decision Decide(Known known) => SourceActRules.Decide(Content, known, _ => null);
}
