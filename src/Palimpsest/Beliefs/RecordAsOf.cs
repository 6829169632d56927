using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>
/// The record as of Y: what had been recorded by then, read as it stood then, editor acts applied. The published axis is not applied yet; see <see cref="WorldView"/>.
/// Delivery order and duplicates never matter: an event counts once, from its first number. Several threads may ask at once.
/// </summary>
public sealed class RecordAsOf
{
    private readonly Lock _lock = new();
    private readonly Chronicle.Merged _merged;
    private readonly Dictionary<SubjectKey, IReadOnlyList<Assertion>> _bearing = [];
    private readonly Dictionary<SubjectKey, IReadOnlyList<Assertion>> _ofSubject = [];
    private IReadOnlyList<Assertion>? _assertions;
    private IReadOnlyList<SourceAct>? _sourceActs;

    /// <summary>Reads the record.</summary>
    /// <param name="events">All events that could bear on the question, in any order.</param>
    /// <param name="number">Y: what has a greater number does not count.</param>
    public RecordAsOf(IEnumerable<Recorded> events, long number)
        : this(new Chronicle(events, number), number)
    {
    }

    /// <summary>Reads the record.</summary>
    /// <param name="chronicle">All events that could bear on the question.</param>
    /// <param name="number">Y: what has a greater number does not count.</param>
    public RecordAsOf(Chronicle chronicle, long number)
        : this(chronicle, number, (chronicle ?? throw new ArgumentNullException(nameof(chronicle))).MergedAt(number))
    {
    }

    private RecordAsOf(Chronicle chronicle, long number, Chronicle.Merged merged) => (Chronicle, Number, _merged) = (chronicle, number, merged);

    /// <summary>Y.</summary>
    public long Number { get; }

    /// <summary>Reads the record as if no two keys had ever been separated: whatever a merge joined up to Y counts as one.</summary>
    public static RecordAsOf NeverSeparated(Chronicle chronicle, long number)
    {
        ArgumentNullException.ThrowIfNull(chronicle);
        return new RecordAsOf(chronicle, number, chronicle.EverMergedAt(number));
    }

    /// <summary>The same events, as of any Y.</summary>
    public Chronicle Chronicle { get; }

    /// <summary>All assertions that count, as they read at Y.</summary>
    public IReadOnlyList<Assertion> Assertions => _assertions ??= [.. Entries.Select(e => e.Content).OfType<Assertion>()];

    /// <summary>All source acts that count and were recorded after their targets, in record order, as they read at Y.</summary>
    public IReadOnlyList<SourceAct> SourceActs => _sourceActs ??= [.. Entries.Where(IsAimedBack).Select(e => e.Content).OfType<SourceAct>()];

    /// <summary>Which keys are one at Y.</summary>
    public Sameness Sameness => _merged.Sameness;

    /// <summary>The key that a subject is shown under at Y.</summary>
    public SubjectKey Canonical(SubjectKey key) => Sameness.Canonical(key);

    /// <summary>All entries that count, in record order, as editors have left them by Y.</summary>
    public IEnumerable<Entry> Entries => Chronicle.Entries.Select(e => e.At(Number)).OfType<Entry>();

    /// <summary>The entry of that id as editors have left it by Y, if it counts.</summary>
    public Entry? Find(string id) => Chronicle.Find(id)?.At(Number);

    /// <summary>The assertion of that id as it reads at Y, if it counts.</summary>
    public Assertion? Assertion(string id) => Find(id)?.Content as Assertion;

    /// <summary>The source acts that aim at that id and were recorded after it.</summary>
    public IEnumerable<SourceAct> ActsOn(string id)
    {
        var found = Chronicle.ActsOn(id);
        return found.Count == 0 ? [] : Acts(found, id);
    }

    /// <summary>Whether any source act aims at that id and was recorded after it.</summary>
    public bool HasActsOn(string id) => ActsOn(id).Any();

    /// <summary>Whether the revision link of any assertion to that id counts.</summary>
    public bool HasRevisers(string id) => RevisersOf(id).Any();

    /// <summary>The assertions whose revision links to that id count.</summary>
    public IEnumerable<Assertion> RevisersOf(string id)
    {
        var found = Chronicle.RevisersOf(id);
        return found.Count > 0 && Assertion(id) is { } older
            ? Read(found).Where(newer => newer.Id != id && newer.Revises.Contains(id, StringComparer.Ordinal) && RevisionLink.Matches(newer, older, Canonical))
            : [];
    }

    /// <summary>The assertions that name that id in their <c>disputes</c>.</summary>
    public IEnumerable<Assertion> DisputersOf(string id)
    {
        var found = Chronicle.DisputersOf(id);
        return found.Count > 0 && Assertion(id) is not null ? Read(found).Where(newer => newer.Disputes.Contains(id, StringComparer.Ordinal)) : [];
    }

    /// <summary>The assertions of the same proposition, whichever subject they stand in.</summary>
    public IEnumerable<Assertion> OfProposition(Assertion assertion) => Proposing(assertion, Chronicle.OfProposition);

    /// <summary>Those of them that deny it.</summary>
    public IEnumerable<Assertion> DenialsOf(Assertion assertion) => Chronicle.HasDenials ? Proposing(assertion, Chronicle.DenialsOf).Where(Contesting.IsDenial) : [];

    /// <summary>The assertions about a subject, given under the key shown at Y.</summary>
    public IEnumerable<Assertion> OfSubject(SubjectKey canonicalKey)
    {
        lock (_lock)
        {
            if (!_ofSubject.TryGetValue(canonicalKey, out var about))
            {
                about = [.. Bearing(canonicalKey).Where(a => Canonical(a.Subject) == canonicalKey)];
                _ofSubject.Add(canonicalKey, about);
            }

            return about;
        }
    }

    /// <summary>The assertions that bear on a subject, given under the key shown at Y: about it, or naming it as a party.</summary>
    public IEnumerable<Assertion> Bearing(SubjectKey canonicalKey)
    {
        lock (_lock)
        {
            if (!_bearing.TryGetValue(canonicalKey, out var bearing))
            {
                var keys = Sameness.Of(canonicalKey);
                bearing = Canonical(canonicalKey) != canonicalKey ? []
                    : [.. Read(keys.Count == 1 ? Chronicle.Bearing(canonicalKey) : InOrder(keys.SelectMany(Chronicle.Bearing)), a => a.BearsOn.Any(k => Canonical(k) == canonicalKey))];
                _bearing.Add(canonicalKey, bearing);
            }

            return bearing;
        }
    }

    /// <summary>What, as it was recorded or ever corrected, bears on that very key, is told in its name, or cites it; as recorded.</summary>
    public IEnumerable<RecordEvent> Naming(SubjectKey key) =>
        Chronicle.Bearing(key).Concat(Chronicle.Speaking(key)).Where(e => e.Recorded.Number <= Number).Select(e => e.Recorded.Event);

    /// <summary>
    /// The ids of whatever is visible, current or contested otherwise, or known otherwise, because of some events, no fewer: themselves, what they aim at, revise or dispute in any reading, to the end,
    /// and of a denial whatever has its proposition. Null: a merge can reach anything.
    /// </summary>
    public IReadOnlySet<string>? ReachedBy(IReadOnlyCollection<RecordEvent> events)
    {
        if (events.Any(e => e is SubjectAct))
        {
            return null;
        }

        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(events.Select(e => e is EntryAct act ? act.Target : e.Id));
        while (open.TryPop(out var id))
        {
            if (reached.Add(id) && Chronicle.Find(id) is { } entry)
            {
                foreach (var next in entry.Contents.SelectMany(ReachedFrom))
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    /// <summary>Whose word it is, under the key shown at Y.</summary>
    public SubjectKey Party(ITold told) => Canonical(Told.PartyOf(told));

    private IEnumerable<string> ReachedFrom(RecordEvent reading) => reading switch
    {
        SourceAct act => [act.Target],
        Assertion a => a.Revises.Concat(a.Disputes).Concat(Contesting.IsDenial(a) ? OfProposition(a).Select(other => other.Id) : []),
        _ => [],
    };

    private IEnumerable<SourceAct> Acts(List<EntryReadings> found, string target)
    {
        foreach (var entry in found)
        {
            if (entry.At(Number) is { Content: SourceAct act } at && act.Target == target && IsAimedBack(at))
            {
                yield return act;
            }
        }
    }

    private bool IsAimedBack(Entry entry) =>
        entry.Content is SourceAct act && Find(act.Target) is { Content: ITold } target && target.AsRecorded.Number < entry.AsRecorded.Number;

    private IEnumerable<Assertion> Proposing(Assertion assertion, Func<string, List<EntryReadings>> find)
    {
        if (assertion.Proposition is not { } proposition)
        {
            return [];
        }

        var shown = proposition.Canonical(Canonical);
        var texts = _merged.AsEnteredOf(shown);
        return texts is { Count: > 1 }
            ? Read(InOrder(texts.SelectMany(find))).Where(a => a.Proposition?.Canonical(Canonical) == shown)
            : Read(find(texts is null ? shown : texts[0]), a => a.Proposition?.Canonical(Canonical) == shown);
    }

    // What was found by what some reading says must still say so at Y, if it ever read otherwise.
    private IEnumerable<Assertion> Read(IEnumerable<EntryReadings> found, Func<Assertion, bool>? says = null)
    {
        foreach (var entry in found)
        {
            if (entry.At(Number)?.Content is Assertion a && (says is null || entry.IsPlain || says(a)))
            {
                yield return a;
            }
        }
    }

    private static IEnumerable<EntryReadings> InOrder(IEnumerable<EntryReadings> found) => found.Distinct().OrderBy(e => e.Recorded.Number);
}
