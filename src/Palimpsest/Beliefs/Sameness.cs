using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>
/// Which keys are one thing: the connected components of the merges that stand. The last merge or separation of a pair decides whether its edge stands;
/// the latest merge that stands names the key that all of its component are shown under.
/// </summary>
public sealed class Sameness
{
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);
    private readonly Dictionary<(SubjectKey, SubjectKey), Recorded> _lastOfPair = [];
    private readonly Dictionary<SubjectKey, HashSet<SubjectKey>> _others = [];
    private readonly Dictionary<SubjectKey, SubjectKey> _shown = [];
    private readonly Dictionary<SubjectKey, List<SubjectKey>> _members = [];
    private readonly Dictionary<SubjectKey, Recorded> _lastOn = [];

    /// <summary>Reads merges and separations, in any order.</summary>
    public Sameness(IEnumerable<Recorded> subjectActs)
    {
        ArgumentNullException.ThrowIfNull(subjectActs);
        foreach (var recorded in subjectActs)
        {
            Add(recorded);
        }
    }

    /// <summary>The merges that stand, in record order.</summary>
    public IEnumerable<SubjectsMerged> Standing => InOrder(_lastOfPair.Values);

    /// <summary>The key that a subject is shown under.</summary>
    public SubjectKey Canonical(SubjectKey key) => _shown.GetValueOrDefault(key, key);

    /// <summary>All keys of the subject, the given one among them.</summary>
    public IReadOnlyList<SubjectKey> Of(SubjectKey key) => _members.TryGetValue(Canonical(key), out var members) ? members : [key];

    /// <summary>The merges that stand and hold the keys of this subject together, in record order.</summary>
    public IEnumerable<SubjectsMerged> StandingOf(SubjectKey key) => InOrder(Deciding(Of(key)));

    /// <summary>The last merge or separation that names the key: its version; null if there was none.</summary>
    public Recorded? LastOn(SubjectKey key) => _lastOn.GetValueOrDefault(key);

    /// <summary>Adds a merge or separation; one that was added before counts once. It costs what its own component costs, not what the record does.</summary>
    internal void Add(Recorded recorded)
    {
        if (!_added.Add(recorded.Event.Id))
        {
            return;
        }

        var act = (SubjectAct)recorded.Event;
        foreach (var key in act.Keys)
        {
            if (!_lastOn.TryGetValue(key, out var last) || last.Number < recorded.Number)
            {
                _lastOn[key] = recorded;
            }
        }

        var pair = Pair(act.Subject, act.Other);
        if (_lastOfPair.TryGetValue(pair, out var deciding) && deciding.Number > recorded.Number)
        {
            return;
        }

        _lastOfPair[pair] = recorded;
        Others(act.Subject).Add(act.Other);
        Others(act.Other).Add(act.Subject);
        Rebuild([.. Of(act.Subject).Union(Of(act.Other))]);
    }

    private static (SubjectKey, SubjectKey) Pair(SubjectKey a, SubjectKey b) => a < b ? (a, b) : (b, a);

    private static IEnumerable<SubjectsMerged> InOrder(IEnumerable<Recorded> deciding) => deciding.OrderBy(r => r.Number).Select(r => r.Event).OfType<SubjectsMerged>();

    private HashSet<SubjectKey> Others(SubjectKey key) => _others.TryGetValue(key, out var others) ? others : _others[key] = [];

    private IEnumerable<Recorded> Deciding(IEnumerable<SubjectKey> keys) =>
        keys.SelectMany(key => _others.TryGetValue(key, out var others) ? others.Select(other => Pair(key, other)) : []).Distinct().Select(pair => _lastOfPair[pair]);

    private void Rebuild(List<SubjectKey> keys)
    {
        foreach (var key in keys)
        {
            _members.Remove(key);
            _shown.Remove(key);
        }

        foreach (var merge in InOrder(Deciding(keys)))
        {
            Join(merge);
        }
    }

    // Later merges come later: the last one names the key of all that it joins.
    private void Join(SubjectsMerged merge)
    {
        var all = merge.Keys.Select(Canonical).Distinct().SelectMany(shown => _members.Remove(shown, out var members) ? members : [shown]).Union(merge.Keys).Order().ToList();
        _members[merge.Subject] = all;
        all.ForEach(key => _shown[key] = merge.Subject);
    }
}
