using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

public sealed partial class OracleWorld
{
    private readonly Dictionary<SubjectKey, SubjectKey> _canonical = [];

    // "at Y the subjects are the connected components of merges not separated";
    // (20) "for each unordered pair of keys the counting SubjectAct with the greatest number decides: a merge = the edge stands, a separation = not"
    public IEnumerable<SubjectsMerged> StandingMerges => _recorded
        .Where(e => e.Event is SubjectAct)
        .Where(e => !_recorded.Any(later => later.Number > e.Number && later.Event is SubjectAct act && IsOfPair(act, (SubjectAct)e.Event)))
        .Select(e => e.Event)
        .OfType<SubjectsMerged>();

    /// <summary>All merges that count, separated or not.</summary>
    public IEnumerable<SubjectsMerged> AllMerges => _recorded.Select(e => e.Event).OfType<SubjectsMerged>();

    // "shown under the key the latest counting merge names";
    // (20) "the Subject of the standing merge with the greatest number in the component; a key without edges is its own"
    public SubjectKey Canonical(SubjectKey key) => _canonical.TryGetValue(key, out var known) ? known : _canonical[key] =
        StandingMerges.LastOrDefault(merge => Component(key).Contains(merge.Subject))?.Subject ?? key;

    // "Applied wherever keys are compared"
    public bool Same(SubjectKey left, SubjectKey right) => Canonical(left) == Canonical(right);

    /// <summary>All keys that are one with this one.</summary>
    public IReadOnlySet<SubjectKey> Component(SubjectKey key)
    {
        var component = new HashSet<SubjectKey> { key };
        while (StandingMerges.FirstOrDefault(m => component.Contains(m.Subject) != component.Contains(m.Other)) is { } edge)
        {
            component.Add(edge.Subject);
            component.Add(edge.Other);
        }

        return component;
    }

    private static bool IsOfPair(SubjectAct one, SubjectAct other) =>
        (one.Subject == other.Subject && one.Other == other.Other) || (one.Subject == other.Other && one.Other == other.Subject);
}
