using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>
/// The same party tells it anew: the newer telling replaces the older from its own counting date on; before that the older was fairly believed.
/// </summary>
public sealed record Revise(Assertion Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => new Report(Content).Needs;

    /// <inheritdoc/>
    public override Decision Decide(Known known) => Content.Revises.Count == 0
        ? Decision.Refuse("revises", "missing: a revision names the reports that it replaces")
        : new Report(Content).Decide(known);
}
