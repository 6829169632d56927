using NodaTime;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

/// <summary>An event as it stands in the record.</summary>
public sealed record OracleEvent(long Number, RecordEvent Event);

/// <summary>What a visible retraction does to its target; which of the three depends on whose it is.</summary>
public enum RetractionEffect
{
    Hides,
    RemovesCitations,
    Contests,
}

/// <summary>
/// Design section 3 as a naive fold over a list of (event, record number), for one horizon (X, Y).
/// Every faster path is held to it. Written from the words of the design alone; each rule quotes the words that it stands for,
/// and points (n) are those of the clarifications. The dictionaries only keep it from exploding.
/// </summary>
public sealed partial class OracleWorld
{
    private readonly List<OracleEvent> _recorded;
    private readonly List<OracleEvent> _counting;
    private readonly Dictionary<string, bool> _visible = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, Outcome? Outcome), bool> _current = [];

    public OracleWorld(IEnumerable<OracleEvent> events, Instant x, long y, OraclePerspective? perspective = null)
    {
        X = x;
        Y = y;
        Perspective = perspective ?? OraclePerspective.None;

        // "Delivery order and duplicates never matter": an event delivered twice counts from its first number.
        _recorded =
        [
            .. events.GroupBy(e => e.Event.Id, StringComparer.Ordinal)
                .Select(same => same.MinBy(e => e.Number)!)
                .Where(Counts)
                .OrderBy(e => e.Number),
        ];
        _counting = [.. _recorded.Select(e => e with { Event = Content(e) })];
    }

    public Instant X { get; }

    public long Y { get; }

    public OraclePerspective Perspective { get; }

    /// <summary>All reports that count, seen or not, as they read at Y.</summary>
    public IEnumerable<Assertion> Reports => _counting.Select(e => e.Event).OfType<Assertion>();

    /// <summary>All source acts that count, seen or not, as they read at Y.</summary>
    public IEnumerable<SourceAct> Acts => _counting.Select(e => e.Event).OfType<SourceAct>();

    /// <summary>The event as it reads at Y; null if it does not count.</summary>
    public RecordEvent? Find(string id) => _counting.FirstOrDefault(e => e.Event.Id == id)?.Event;

    // "an event counts if recorded at or before Y"
    public bool Counts(OracleEvent e) => e.Number <= Y;

    public bool Counts(RecordEvent e) => Find(e.Id) is not null;

    // "An assertion counts from the earliest citation that carries it" (2: raw, whatever was taken back; 21: of those in perspective)
    public Instant? Published(RecordEvent e) => Carrying(e).Where(c => IsHeard(e, c)).Min(c => c.CountsFrom);

    // (4) "over carrying citations that no visible retraction by their own outlet has taken back by X"; null if none is left
    public Instant? CountingDate(RecordEvent e) => Carrying(e)
        .Where(c => IsHeard(e, c))
        .Where(c => !VisibleRetractionsOf(e).Any(r => EffectOf(r, e) == RetractionEffect.RemovesCitations && Same(r.Party, c.Outlet)))
        .Min(c => c.CountsFrom);

    // "visible(a): it counts, its counting date is at or before X, it is not withdrawn, and no visible retraction by its own party is published at or before X"
    public bool Visible(RecordEvent e)
    {
        if (!_visible.TryGetValue(e.Id, out var visible))
        {
            visible = Counts(e)
                && (e is not SourceAct act || TargetOf(act) is not null)
                && CountingDate(e) is { } date && date <= X
                && !Withdrawn(e)
                && !VisibleRetractionsOf(e).Any(r => EffectOf(r, e) == RetractionEffect.Hides);
            _visible[e.Id] = visible;
        }

        return visible;
    }

    // "an act's target is an assertion or a source act recorded before it"; (5) an act without such a target is ignored altogether
    public RecordEvent? TargetOf(SourceAct act) =>
        Find(act.Target) is { } target and (Assertion or SourceAct) && Number(target) < Number(act) ? target : null;

    public IEnumerable<AssertionRetracted> VisibleRetractionsOf(RecordEvent e) =>
        Acts.OfType<AssertionRetracted>().Where(r => r.Target == e.Id && Visible(r));

    // (3) "only its own party; from anyone else it counts as a dispute";
    // "an outlet that takes back its report of another's word removes its own citation from that date"
    public RetractionEffect EffectOf(AssertionRetracted retraction, RecordEvent target) =>
        Same(retraction.Party, PartyOf(target)) ? RetractionEffect.Hides
        : Carrying(target).Any(c => Same(c.Outlet, retraction.Party)) ? RetractionEffect.RemovesCitations
        : RetractionEffect.Contests;

    // (6) "revision links count whoever's they are between assertions of the same type, subject (merges applied) and aspect or proposition; acts are never revised"
    public bool LinkCounts(Assertion newer, Assertion older) =>
        newer.Id != older.Id
        && newer.Revises.Contains(older.Id)
        && newer.GetType() == older.GetType()
        && Same(newer.Subject, older.Subject)
        && newer.RevisionAspect == older.RevisionAspect
        && SameProposition(newer.Proposition, older.Proposition);

    // "merger = the set of parties; allegiance = (from, to); responsibility = (incident, by whom); death = the person; leadership = (faction, role, scope)"
    public bool SameProposition(Proposition? one, Proposition? other) =>
        (one, other) switch
        {
            (null, null) => true,
            (null, _) or (_, null) => false,
            _ when one.Matter != other.Matter || one.Qualifier != other.Qualifier => false,
            _ when one.Matter == Matter.Merger => one.Keys.Select(Canonical).ToHashSet().SetEquals(other.Keys.Select(Canonical)),
            _ => one.Keys.Select(Canonical).SequenceEqual(other.Keys.Select(Canonical)),
        };

    // "b reaches a along counting links, through assertions retracted or withdrawn too, but none that counts only after X"
    public bool Reaches(Assertion from, Assertion to) => Reaches(from, to, [from.Id]);

    // "current(a): visible, and no visible b reaches a along counting links unless a also reaches b";
    // (7) an account is current if it is for some outcome that it speaks of
    public bool Current(Assertion a) => a is CasualtiesReported account
        ? Enum.GetValues<Outcome>().Any(o => CurrentFor(account, o))
        : Remember(a, null, () => Visible(a) && !Reports.Any(b => Supersedes(b, a)));

    // "casualty accounts revise and speak per outcome: a later account silent on the wounded erases no wounded"
    public bool CurrentFor(CasualtiesReported a, Outcome outcome) => Remember(
        a,
        outcome,
        () => Visible(a) && a.SpeaksOf(outcome) && !Reports.OfType<CasualtiesReported>().Any(b => b.SpeaksOf(outcome) && Supersedes(b, a)));

    public bool Supersedes(Assertion newer, Assertion older) =>
        newer.Id != older.Id && Visible(newer) && Reaches(newer, older) && !Reaches(older, newer);

    /// <summary>All current reports of a type in a subject.</summary>
    public IEnumerable<T> CurrentOf<T>(SubjectKey subject)
        where T : Assertion => Reports.OfType<T>().Where(a => Same(a.Subject, subject) && Current(a));

    private static IEnumerable<Citation> Carrying(RecordEvent e) => (e switch
    {
        Assertion a => a.Citations,
        SourceAct act => act.Citations,
        _ => [],
    }).Where(c => c.Role == CitationRole.Carries);

    private static SubjectKey PartyOf(RecordEvent e) => e is Assertion a ? a.Party : ((SourceAct)e).Party;

    private bool Reaches(Assertion from, Assertion to, HashSet<string> seen) => Reports
        .Where(next => LinkCounts(from, next))
        .Any(next => next.Id == to.Id || (Published(next) <= X && seen.Add(next.Id) && Reaches(next, to, seen)));

    private long Number(RecordEvent e) => _counting.First(c => c.Event.Id == e.Id).Number;

    private bool Remember(Assertion a, Outcome? outcome, Func<bool> answer) =>
        _current.TryGetValue((a.Id, outcome), out var known) ? known : _current[(a.Id, outcome)] = answer();
}
