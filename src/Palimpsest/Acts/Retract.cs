using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>
/// A party takes back its own word. An outlet that takes back its report of another's word removes its own citation;
/// from anybody else it counts as a dispute.
/// </summary>
public sealed record Retract(AssertionRetracted Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => [Content.Id, Content.Target];

    /// <inheritdoc/>
    public override Decision Decide(Known known) => SourceActRules.Decide(Content, known, Stranger);

    private Finding? Stranger(ITold target) => Retracting.KindOf(Content, target, key => key) == RetractionKind.Stranger
        ? new Finding("attributedTo", $"'{target.Id}' is the word of {Told.PartyOf(target)}: a retraction by {Content.Party} counts as a dispute")
        : null;
}
