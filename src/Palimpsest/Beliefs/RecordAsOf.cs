using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>
/// The record as of Y: what had been recorded by then, read as it stood then, editor acts applied. The published axis is not applied yet; see <see cref="WorldView"/>.
/// Delivery order and duplicates never matter: an event counts once, from its first number.
/// </summary>
public sealed class RecordAsOf
{
    private static readonly Assertion[] NoAssertions = [];

    private readonly Entries _entries = new();
    private readonly ILookup<string, SourceAct> _actsOn;
    private readonly ILookup<string, Assertion> _revisersOf;
    private readonly ILookup<string, Assertion> _disputersOf;
    private readonly ILookup<string, Assertion> _byProposition;
    private readonly ILookup<string, Assertion> _denialsByProposition;
    private readonly ILookup<SubjectKey, Assertion> _bySubject;
    private readonly ILookup<SubjectKey, Assertion> _bearing;

    /// <summary>Reads the record.</summary>
    /// <param name="events">All events that could bear on the question, in any order.</param>
    /// <param name="number">Y: what has a greater number does not count.</param>
    public RecordAsOf(IEnumerable<Recorded> events, long number)
    {
        foreach (var recorded in events.Where(e => e.Number <= number).OrderBy(e => e.Number))
        {
            _entries.Add(recorded);
        }

        Number = number;
        Assertions = [.. _entries.All.Select(e => e.Content).OfType<Assertion>()];
        SourceActs = [.. _entries.All.Where(IsAimedBack).Select(e => e.Content).OfType<SourceAct>()];
        _actsOn = SourceActs.ToLookup(a => a.Target, StringComparer.Ordinal);
        _revisersOf = Linked(a => a.Revises, (newer, older) => newer.Id != older.Id && RevisionLink.Matches(newer, older, Canonical));
        _disputersOf = Linked(a => a.Disputes, (_, _) => true);
        _bySubject = Assertions.ToLookup(a => Canonical(a.Subject));
        _bearing = Borne().ToLookup(b => b.Key, b => b.By);
        _byProposition = Proposing().ToLookup(p => p.What, p => p.By, StringComparer.Ordinal);
        _denialsByProposition = _byProposition.SelectMany(p => p.Where(Contesting.IsDenial), (p, denial) => (p.Key, denial)).ToLookup(d => d.Key, d => d.denial, StringComparer.Ordinal);
    }

    /// <summary>Y.</summary>
    public long Number { get; }

    /// <summary>All assertions that count, as they read at Y.</summary>
    public IReadOnlyList<Assertion> Assertions { get; }

    /// <summary>All source acts that count and were recorded after their targets, in record order, as they read at Y.</summary>
    public IReadOnlyList<SourceAct> SourceActs { get; }

    /// <summary>Which keys are one at Y.</summary>
    public Sameness Sameness => _entries.Sameness;

    /// <summary>The key that a subject is shown under at Y.</summary>
    public SubjectKey Canonical(SubjectKey key) => _entries.Sameness.Canonical(key);

    /// <summary>All entries that count, in record order, as editors have left them by Y.</summary>
    public IEnumerable<Entry> Entries => _entries.All;

    /// <summary>The entry of that id as editors have left it by Y, if it counts.</summary>
    public Entry? Find(string id) => _entries.Find(id);

    /// <summary>The assertion of that id as it reads at Y, if it counts.</summary>
    public Assertion? Assertion(string id) => Find(id)?.Content as Assertion;

    /// <summary>The source acts that aim at that id and were recorded after it.</summary>
    public IEnumerable<SourceAct> ActsOn(string id) => _actsOn[id];

    /// <summary>Whether any source act aims at that id and was recorded after it.</summary>
    public bool HasActsOn(string id) => _actsOn.Contains(id);

    /// <summary>Whether the revision link of any assertion to that id counts.</summary>
    public bool HasRevisers(string id) => _revisersOf.Contains(id);

    /// <summary>The assertions whose revision links to that id count.</summary>
    public IEnumerable<Assertion> RevisersOf(string id) => _revisersOf[id];

    /// <summary>The assertions that name that id in their <c>disputes</c>.</summary>
    public IEnumerable<Assertion> DisputersOf(string id) => _disputersOf[id];

    /// <summary>The assertions of the same proposition, whichever subject they stand in.</summary>
    public IEnumerable<Assertion> OfProposition(Assertion assertion) => assertion.Proposition is null ? NoAssertions : _byProposition[PropositionOf(assertion)];

    /// <summary>Those of them that deny it.</summary>
    public IEnumerable<Assertion> DenialsOf(Assertion assertion) =>
        _denialsByProposition.Count == 0 || assertion.Proposition is null ? NoAssertions : _denialsByProposition[PropositionOf(assertion)];

    /// <summary>The assertions about a subject, given under the key shown at Y.</summary>
    public IEnumerable<Assertion> OfSubject(SubjectKey canonicalKey) => _bySubject[canonicalKey];

    /// <summary>The assertions that bear on a subject, given under the key shown at Y: about it, or naming it as a party.</summary>
    public IEnumerable<Assertion> Bearing(SubjectKey canonicalKey) => _bearing[canonicalKey];

    /// <summary>Whose word it is, under the key shown at Y.</summary>
    public SubjectKey Party(ITold told) => Canonical(Told.PartyOf(told));

    private string PropositionOf(Assertion assertion) => assertion.Proposition!.Canonical(Canonical);

    private bool IsAimedBack(Entry entry) =>
        entry.Content is SourceAct act && Find(act.Target) is { Content: ITold } target && target.AsRecorded.Number < entry.AsRecorded.Number;

    private IEnumerable<(SubjectKey Key, Assertion By)> Borne()
    {
        foreach (var assertion in Assertions)
        {
            var subject = Canonical(assertion.Subject);
            yield return (subject, assertion);
            List<SubjectKey>? seen = null;
            foreach (var key in assertion.Involved.Select(Canonical))
            {
                if (key != subject && seen?.Contains(key) != true)
                {
                    (seen ??= []).Add(key);
                    yield return (key, assertion);
                }
            }
        }
    }

    private IEnumerable<(string What, Assertion By)> Proposing()
    {
        foreach (var assertion in Assertions)
        {
            if (assertion.Proposition is { } proposition)
            {
                yield return (proposition.Canonical(Canonical), assertion);
            }
        }
    }

    private ILookup<string, Assertion> Linked(Func<Assertion, IReadOnlyList<string>> links, Func<Assertion, Assertion, bool> counts) =>
        (from newer in Assertions
         where links(newer).Count > 0
         from id in links(newer).Distinct(StringComparer.Ordinal)
         let older = Assertion(id)
         where older is not null && counts(newer, older)
         select (Id: id, Newer: newer)).ToLookup(l => l.Id, l => l.Newer, StringComparer.Ordinal);
}
