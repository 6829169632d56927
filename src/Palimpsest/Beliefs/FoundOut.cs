using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Beliefs;

/// <summary>What a world has found out about entries so far, each by its id.</summary>
internal sealed class FoundOut
{
    private static readonly Outcome?[] Outcomes = [null, .. Enum.GetValues<Outcome>()];

    /// <summary>From when each is visible; null if it is not.</summary>
    public Dictionary<string, Instant?> VisibleFrom { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether each is current, for an outcome or, where there is none, at all.</summary>
    public Dictionary<(string Id, Outcome? Outcome), bool> Current { get; } = [];

    /// <summary>What contests each.</summary>
    public Dictionary<string, IReadOnlyList<Contest>> Contests { get; } = new(StringComparer.Ordinal);

    /// <summary>Lets some of it go.</summary>
    public void Forget(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            VisibleFrom.Remove(id);
            Contests.Remove(id);
            foreach (var outcome in Outcomes)
            {
                Current.Remove((id, outcome));
            }
        }
    }
}
