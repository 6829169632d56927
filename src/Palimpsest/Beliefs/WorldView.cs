using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Beliefs;

/// <summary>
/// What was believed at a horizon: design section 3, version 1 of the semantics. Nothing published after X or recorded after Y enters any answer.
/// </summary>
public sealed class WorldView
{
    private static readonly HashSet<Subjects.SubjectKey> NoKeys = [];

    private readonly Instant _x;
    private readonly Perspective _perspective;
    private FoundOut _found = new();

    /// <summary>Applies the published axis to a record.</summary>
    /// <param name="record">The record as of Y.</param>
    /// <param name="believedOn">X.</param>
    /// <param name="perspective">Who is heard; everybody if not given.</param>
    public WorldView(RecordAsOf record, BelievedOn believedOn, Perspective? perspective = null)
    {
        ArgumentNullException.ThrowIfNull(believedOn);
        ArgumentNullException.ThrowIfNull(record);
        Record = record;
        _x = believedOn.At;
        _perspective = perspective ?? Perspective.Whole;
    }

    /// <summary>The record as of Y.</summary>
    public RecordAsOf Record { get; }

    /// <summary>The world after this one, further along either axis: what was found out here holds there too, but for what changed in between. This one finds it out again if asked.</summary>
    /// <param name="record">A record of the same chronicle.</param>
    /// <param name="believedOn">X.</param>
    /// <param name="reached">What is reached by all events whose entry, or a citation of which, counts there and not here: <see cref="RecordAsOf.ReachedBy"/>.</param>
    public WorldView Then(RecordAsOf record, BelievedOn believedOn, IReadOnlySet<string>? reached)
    {
        var next = new WorldView(record, believedOn, _perspective);
        if (reached is not null)
        {
            (next._found, _found) = (_found, next._found);
            next._found.Forget(reached);
        }

        return next;
    }

    /// <summary>The assertions that are current for at least one purpose.</summary>
    public IEnumerable<Assertion> Current => Record.Assertions.Where(IsCurrent);

    /// <summary>Visible: it counts, its counting date has come, and nobody entitled has taken it back.</summary>
    public bool IsVisible(RecordEvent @event) => VisibleFrom(@event) is not null;

    /// <summary>The counting date of what is visible, inclusive; null for what is not.</summary>
    public Instant? VisibleFrom(RecordEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (_found.VisibleFrom.TryGetValue(@event.Id, out var from))
        {
            return from;
        }

        // Seen from the last to the first, a chain of retractions of any length is never descended.
        var acts = Record.HasActsOn(@event.Id) ? ActsOnToTheEnd(@event.Id) : [];
        for (var i = acts.Count - 1; i >= 0; i--)
        {
            _found.VisibleFrom[acts[i].Id] = FindVisibleFrom(acts[i]);
        }

        return _found.VisibleFrom[@event.Id] = FindVisibleFrom(@event);
    }

    /// <summary>When it was first published, whatever was taken back since; null if it is not heard at all.</summary>
    public Instant? FirstPublished(ITold told) => First(told, NoKeys);

    /// <summary>Whether it had been published by X, though it may have been taken back since.</summary>
    public bool HasCounted(Assertion assertion) => FirstPublished(assertion) <= _x;

    /// <summary>Current: visible and replaced by nothing visible. A casualty account is current if it is for any outcome that it speaks of.</summary>
    public bool IsCurrent(Assertion assertion)
    {
        if (assertion is not CasualtiesReported account)
        {
            return Memo(assertion, null);
        }

        foreach (var line in account.Lines)
        {
            if (Memo(account, line.Outcome))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a casualty account speaks of the outcome and nothing visible that speaks of it replaces it.</summary>
    public bool IsCurrentFor(CasualtiesReported account, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.SpeaksOf(outcome) && Memo(account, outcome);
    }

    /// <summary>What contests it; empty if nothing does.</summary>
    public IReadOnlyList<Contest> Contests(Assertion assertion)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        if (!_found.Contests.TryGetValue(assertion.Id, out var contests))
        {
            contests = [.. Contesting.Of(this, assertion)];
            _found.Contests[assertion.Id] = contests;
        }

        return contests;
    }

    /// <summary>Whether anything contests it.</summary>
    public bool IsContested(Assertion assertion) => Contests(assertion).Count > 0;

    /// <summary>Source acts that are visible and aim at the id.</summary>
    public IEnumerable<SourceAct> VisibleActsOn(string id) => Record.ActsOn(id).Where(IsVisible);

    /// <summary>
    /// The citations that could be read by X, those that their outlet has taken back since marked as such; what carries the event and what is for reference only.
    /// </summary>
    public IReadOnlyList<(Citation Citation, bool TakenBack)> KnownCitations(ITold told)
    {
        var takenBack = TakenBackBy(told);
        var known = new List<(Citation, bool)>(told.Citations.Count);
        foreach (var citation in Heard(told))
        {
            if (citation.CountsFrom <= _x)
            {
                known.Add((citation, citation.Carries && takenBack.Count > 0 && takenBack.Contains(Record.Canonical(citation.Outlet))));
            }
        }

        return known;
    }

    /// <summary>How many carrying citations of it were published after X only.</summary>
    public int LaterCitations(ITold told) => Carrying(told).Count(c => c.CountsFrom > _x);

    /// <summary>Whose retraction it is: the party's own, an outlet's of its own citation, or a stranger's. The perspective does not matter.</summary>
    internal RetractionKind KindOf(AssertionRetracted retraction, ITold target) => Retracting.KindOf(retraction, target, Record.Canonical);

    private IEnumerable<Citation> Heard(ITold told) => _perspective.Heard(told, Record.Canonical);

    private IEnumerable<Citation> Carrying(ITold told) => Heard(told).Where(c => c.Carries);

    // Acts on it, and on those, each after its target, as far as they are not judged yet.
    private List<SourceAct> ActsOnToTheEnd(string id)
    {
        List<SourceAct> acts = [.. Record.ActsOn(id).Where(a => !_found.VisibleFrom.ContainsKey(a.Id))];
        for (var i = 0; i < acts.Count; i++)
        {
            acts.AddRange(Record.ActsOn(acts[i].Id).Where(a => !_found.VisibleFrom.ContainsKey(a.Id)));
        }

        return acts;
    }

    private Instant? FindVisibleFrom(RecordEvent @event)
    {
        if (@event is not ITold told
            || Record.Find(@event.Id) is not { IsWithdrawn: false }
            || (@event is SourceAct act && Record.ActsOn(act.Target).All(a => a.Id != act.Id))
            || Retractions(told, RetractionKind.OwnWord).Any())
        {
            return null;
        }

        return First(told, TakenBackBy(told)) is { } from && from <= _x ? from : null;
    }

    // The least of all carrying citations that are heard, but of those outlets.
    private Instant? First(ITold told, HashSet<Subjects.SubjectKey> takenBack)
    {
        Instant? first = null;
        foreach (var citation in Heard(told))
        {
            if (citation.Carries && citation.CountsFrom is { } from && !(from >= first) && (takenBack.Count == 0 || !takenBack.Contains(Record.Canonical(citation.Outlet))))
            {
                first = from;
            }
        }

        return first;
    }

    private IEnumerable<AssertionRetracted> Retractions(ITold told, RetractionKind kind) => !Record.HasActsOn(told.Id)
        ? []
        : VisibleActsOn(told.Id).OfType<AssertionRetracted>().Where(r => KindOf(r, told) == kind);

    private HashSet<Subjects.SubjectKey> TakenBackBy(ITold told) => !Record.HasActsOn(told.Id) ? NoKeys : [.. Retractions(told, RetractionKind.OwnCitation).Select(Record.Party)];

    private bool Memo(Assertion assertion, Outcome? outcome)
    {
        if (!_found.Current.TryGetValue((assertion.Id, outcome), out var current))
        {
            current = IsVisible(assertion) && !IsReplaced(assertion, outcome);
            _found.Current[(assertion.Id, outcome)] = current;
        }

        return current;
    }

    // Through links of what was retracted too, but of nothing that counts only after X.
    private bool IsReplaced(Assertion older, Outcome? outcome)
    {
        if (!Record.HasRevisers(older.Id))
        {
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { older.Id };
        var open = new Queue<Assertion>(Record.RevisersOf(older.Id));
        while (open.TryDequeue(out var newer))
        {
            if (!seen.Add(newer.Id))
            {
                continue;
            }

            if (IsVisible(newer) && (outcome is not { } o || ((CasualtiesReported)newer).SpeaksOf(o)) && !Reaches(older, newer))
            {
                return true;
            }

            if (HasCounted(newer))
            {
                Record.RevisersOf(newer.Id).ToList().ForEach(open.Enqueue);
            }
        }

        return false;
    }

    private bool Reaches(Assertion from, Assertion to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { to.Id };
        var open = new Queue<Assertion>(Record.RevisersOf(to.Id));
        while (open.TryDequeue(out var at))
        {
            if (at.Id == from.Id)
            {
                return true;
            }

            if (seen.Add(at.Id) && HasCounted(at))
            {
                Record.RevisersOf(at.Id).ToList().ForEach(open.Enqueue);
            }
        }

        return false;
    }
}
