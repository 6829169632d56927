using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>
/// Which keys are one thing: the connected components of the merges that stand. The last merge or separation of a pair decides whether its edge stands;
/// the latest merge that stands names the key that all of its component are shown under.
/// </summary>
public sealed class Sameness
{
    private readonly Dictionary<SubjectKey, SubjectKey> _shown = [];
    private readonly Dictionary<SubjectKey, List<SubjectKey>> _members = [];
    private readonly Dictionary<SubjectKey, Recorded> _lastOn = [];

    /// <summary>Reads merges and separations, in any order.</summary>
    public Sameness(IEnumerable<Recorded> subjectActs)
    {
        var lastOfPair = new Dictionary<(SubjectKey, SubjectKey), Recorded>();
        foreach (var recorded in subjectActs.OrderBy(r => r.Number))
        {
            var act = (SubjectAct)recorded.Event;
            lastOfPair[act.Subject < act.Other ? (act.Subject, act.Other) : (act.Other, act.Subject)] = recorded;
            _lastOn[act.Subject] = _lastOn[act.Other] = recorded;
        }

        Standing = [.. lastOfPair.Values.OrderBy(r => r.Number).Select(r => r.Event).OfType<SubjectsMerged>()];
        foreach (var merge in Standing)
        {
            Join(merge);
        }
    }

    /// <summary>The merges that stand, in record order.</summary>
    public IReadOnlyList<SubjectsMerged> Standing { get; }

    /// <summary>The key that a subject is shown under.</summary>
    public SubjectKey Canonical(SubjectKey key) => _shown.GetValueOrDefault(key, key);

    /// <summary>All keys of the subject, the given one among them.</summary>
    public IReadOnlyList<SubjectKey> Of(SubjectKey key) => _members.TryGetValue(Canonical(key), out var members) ? members : [key];

    /// <summary>The last merge or separation that names the key: its version; null if there was none.</summary>
    public Recorded? LastOn(SubjectKey key) => _lastOn.GetValueOrDefault(key);

    // Later merges come later: the last one names the key of all that it joins.
    private void Join(SubjectsMerged merge)
    {
        var all = merge.Keys.Select(Canonical).Distinct().SelectMany(shown => _members.Remove(shown, out var members) ? members : [shown]).Union(merge.Keys).Order().ToList();
        _members[merge.Subject] = all;
        all.ForEach(key => _shown[key] = merge.Subject);
    }
}
