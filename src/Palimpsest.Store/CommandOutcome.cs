using Palimpsest.Acts;
using Palimpsest.Beliefs;

namespace Palimpsest.Store;

/// <summary>What became of a command.</summary>
/// <param name="Accepted">It stands in the record.</param>
/// <param name="WasKnown">It stood there before, word for word; nothing was recorded now.</param>
/// <param name="Number">The record number of the commit that recorded it, now or then; null if it was refused.</param>
/// <param name="Warnings">What is odd.</param>
/// <param name="Errors">Why it was refused; empty if accepted.</param>
/// <param name="Conflict">What another editor did meanwhile, if that is why it was refused.</param>
public sealed record CommandOutcome(bool Accepted, bool WasKnown, long? Number, IReadOnlyList<Finding> Warnings, IReadOnlyList<Finding> Errors, Recorded? Conflict = null)
{
    /// <summary>Nothing was recorded because it is so already; the warning says what.</summary>
    public bool WasSo { get; init; }

    /// <summary>What a decision comes to before anything is recorded.</summary>
    public static CommandOutcome Of(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new CommandOutcome(decision.IsAccepted, decision.WasKnown, null, decision.Warnings, decision.Errors, decision.Conflict) { WasSo = decision.WasSo };
    }
}
