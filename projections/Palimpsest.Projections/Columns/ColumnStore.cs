using System.Runtime.InteropServices;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// The record side by side in memory: of every event what beliefs about incidents need, and the links between events. Only ever appended to, in record order.
/// What stands behind a belief in full stays in the database.
/// </summary>
internal sealed partial class ColumnStore
{
    private const int None = -1;

    private static readonly List<int> NoActs = [];
    private static readonly List<Edit> NoEdits = [];

    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly ColumnLinks _revisers = new();
    private readonly ColumnLinks _disputers = new();
    private readonly Dictionary<int, List<int>> _acts = [];
    private readonly Dictionary<int, List<Edit>> _edits = [];
    private readonly Numbering<string> _kinds = new(StringComparer.Ordinal);
    private readonly Numbering<string> _aspects = new(StringComparer.Ordinal);
    private readonly Numbering<Place> _places = new();
    private readonly Numbering<Edtf> _dates = new();
    private readonly Dictionary<Proposition, int> _propositions = new(SameProposition.Instance);

    public Column<EventCell> Events { get; } = new();

    public Column<EventMarks> Marks { get; } = new();

    public Column<ReadingCell> Readings { get; } = new();

    public Column<CitationCell> Citations { get; } = new();

    public Column<IncidentCell> Incidents { get; } = new();

    public Column<ResponsibilityCell> Responsibilities { get; } = new();

    /// <summary>What each account says of each outcome that it speaks of.</summary>
    public Column<OutcomeCell> Outcomes { get; } = new();

    public Column<PropositionCell> Propositions { get; } = new();

    public Numbering<SubjectKey> Subjects { get; } = new();

    /// <summary>Countries as they are spelled.</summary>
    public Numbering<string> Countries { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The subjects that are incidents of which anything was ever told, each once.</summary>
    public List<int> IncidentSubjects { get; } = [];

    /// <summary>Of each incident the readings.</summary>
    public SubjectRows Rows { get; } = new();

    /// <summary>The incidents of which an event was ever edited, or is named by another: whether it counts does not follow from itself alone.</summary>
    public NumberSet Tangled { get; } = new();

    /// <summary>Of each country the incidents that were ever reported there, each once.</summary>
    public Dictionary<int, HashSet<int>> ByCountry { get; } = [];

    /// <summary>Of each party the incidents that it was ever said to have to do with.</summary>
    public Adjacency ByParty { get; } = new();

    /// <summary>Merges and separations, in record order.</summary>
    public List<Recorded> SubjectActs { get; } = [];

    /// <summary>The events that were added, or that another came to bear on, since who follows that emptied it.</summary>
    public List<int> Touched { get; } = [];

    /// <summary>The subjects that any merge or separation ever named.</summary>
    public NumberSet EverMerged { get; } = new();

    /// <summary>The number of the last event; 0 if there is none.</summary>
    public long Number => Events.Count == 0 ? 0 : Events[Events.Count - 1].Number;

    /// <summary>How many events are recorded at or before a number.</summary>
    public int CountUpTo(long number)
    {
        var (low, high) = (0, Events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Events[middle].Number <= number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The readings that say that they revise an event.</summary>
    public List<int> RevisersOf(int @event) => _revisers.To(@event);

    /// <summary>The readings that say that they dispute an event.</summary>
    public List<int> DisputersOf(int @event) => _disputers.To(@event);

    /// <summary>The source acts on an event.</summary>
    public List<int> ActsOn(int @event) => _acts.GetValueOrDefault(@event, NoActs);

    /// <summary>What editors did to an event, in record order.</summary>
    public List<Edit> EditsOf(int @event) => _edits.GetValueOrDefault(@event, NoEdits);

    /// <summary>Whether a report has an incident as a campaign.</summary>
    /// <param name="report">The report; -1: nobody reported it as such.</param>
    public bool IsCampaign(int report) => report >= 0 && Incidents[report].Kind == "campaign";

    /// <summary>Adds the next event. One that was added before counts once, and an act whose target was not recorded before it does nothing.</summary>
    /// <exception cref="ArgumentException">It comes before one that was added.</exception>
    public void Add(Recorded recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (_byId.ContainsKey(recorded.Event.Id))
        {
            return;
        }

        if (recorded.Number < Number)
        {
            throw new ArgumentException($"number {recorded.Number} comes after {Number}", nameof(recorded));
        }

        var @event = Events.Count;
        var told = recorded.Event as ITold;
        Marks.Add(told is null ? EventMarks.None : EventMarks.Told);
        Events.Add(new EventCell(recorded.Number, recorded.Event.Id, told is null ? None : Readings.Count));
        Touched.Add(@event);
        _byId.Add(recorded.Event.Id, @event);
        switch (recorded.Event)
        {
            case SubjectAct act:
                SubjectActs.Add(recorded);
                act.Keys.Select(Subjects.Of).ToList().ForEach(EverMerged.Add);
                break;
            case EntryAct act:
                Edit(act, recorded.Number);
                break;
            case SourceAct act:
                Aim(act, @event);
                break;
        }

        if (told is not null)
        {
            Read(told, @event);
            Settle(_revisers, @event, EventMarks.Revised);
            Settle(_disputers, @event, EventMarks.Disputed);
        }
    }

    private void Settle(ColumnLinks links, int @event, EventMarks mark)
    {
        if (links.Settle(Events[@event].Id, @event))
        {
            Mark(@event, mark);
        }
    }

    private void Mark(int @event, EventMarks mark)
    {
        Marks[@event] |= mark;
        Touched.Add(@event);
        if (Events[@event].Reading is var reading and >= 0 && Readings[reading].Subject is var subject and >= 0)
        {
            Tangled.Add(subject);
        }
    }

    private void Edit(EntryAct act, long number)
    {
        if (!_byId.TryGetValue(act.Target, out var target) || !Marks[target].HasFlag(EventMarks.Told))
        {
            return;
        }

        if (!_edits.TryGetValue(target, out var edits))
        {
            _edits.Add(target, edits = []);
        }

        Mark(target, EventMarks.Edited);
        edits.Add(act switch
        {
            AssertionCorrected correction => new Edit(number, EditKind.Correct, Read((ITold)correction.Content, target)),
            AssertionRegraded regrade => new Edit(number, EditKind.Regrade, None, (byte)Grades.Rank(regrade.Reliability), (byte)Grades.Rank(regrade.Credibility)),
            AssertionWithdrawn => new Edit(number, EditKind.Withdraw),
            AssertionReinstated => new Edit(number, EditKind.Reinstate),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "nobody says what it does"),
        });
    }

    private void Aim(SourceAct act, int @event)
    {
        Marks[@event] |= EventMarks.Act;
        if (!_byId.TryGetValue(act.Target, out var target) || !Marks[target].HasFlag(EventMarks.Told))
        {
            Marks[@event] |= EventMarks.Astray;
            return;
        }

        Mark(target, EventMarks.Targeted);
        if (!_acts.TryGetValue(target, out var acts))
        {
            _acts.Add(target, acts = []);
        }

        acts.Add(@event);
    }

    private int Read(ITold told, int @event)
    {
        var citation = Citations.Count;
        var first = Instant.MaxValue;
        foreach (var c in told.Carrying())
        {
            Citations.Add(new CitationCell(Subjects.Of(c.Outlet), c.CountsFrom!.Value));
            first = Instant.Min(first, c.CountsFrom.Value);
        }

        var assertion = told as Assertion;
        var reading = Readings.Add(new ReadingCell
        {
            First = first,
            Event = @event,
            Subject = assertion is null ? None : Subjects.Of(assertion.Subject),
            Party = Subjects.Of(Told.PartyOf(told)),
            Citation = citation,
            Citations = (ushort)(Citations.Count - citation),
            Type = ColumnTypes.Of(told),
            Reliability = (byte)Grades.Rank(told.Reliability),
            Credibility = (byte)Grades.Rank(told.Credibility),
            Payload = assertion is null ? None : Payload(assertion),
            Aspect = assertion?.RevisionAspect is { } aspect ? _aspects.Of(aspect) : None,
            Proposition = assertion?.Proposition is { } proposition ? Of(proposition) : None,
        });
        if (assertion is not null)
        {
            Index(assertion, reading);
        }

        return reading;
    }

    private void Index(Assertion assertion, int reading)
    {
        Link(_revisers, assertion.Revises, reading, EventMarks.Revised);
        Link(_disputers, assertion.Disputes, reading, EventMarks.Disputed);
        if (assertion.Subject.Kind != SubjectKind.Incident)
        {
            return;
        }

        var subject = Readings[reading].Subject;
        if (Marks[Readings[reading].Event].HasFlag(EventMarks.Edited))
        {
            Tangled.Add(subject);
        }

        if (!Rows.Any(subject))
        {
            IncidentSubjects.Add(subject);
        }

        Rows.Add(subject, reading, Readings);
        switch (assertion)
        {
            case IncidentReported { Place.Country: { } country }:
                (CollectionsMarshal.GetValueRefOrAddDefault(ByCountry, Countries.Of(country), out _) ??= []).Add(subject);
                break;
            case ResponsibilityReport report:
                ByParty.Add(Subjects.Of(report.By), subject);
                break;
            case ParticipantReported part:
                ByParty.Add(Subjects.Of(part.Participant), subject);
                break;
        }
    }

    private void Link(ColumnLinks links, IReadOnlyList<string> ids, int reading, EventMarks mark)
    {
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (_byId.TryGetValue(id, out var target))
            {
                links.Add(target, reading);
                Mark(target, mark);
            }
            else
            {
                links.Await(id, reading);
            }
        }
    }
}
