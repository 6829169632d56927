using NodaTime;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>What is believed of incidents at a horizon, one after the other: the rules of their resolvers, over columns. One thread, one of these.</summary>
internal sealed partial class ColumnIncidents(ColumnStore store, ColumnView view, ColumnMerges merges, TallyRule rule)
{
    /// <summary>All outcomes, in their order.</summary>
    public static readonly Outcome[] Outcomes = Enum.GetValues<Outcome>();

    private const int FewHeld = 16;

    private readonly List<Held> _reports = [];
    private readonly List<Held> _accounts = [];
    private readonly List<Held> _responsibilities = [];
    private readonly List<Figured> _speaking = [];
    private readonly List<int> _parties = [];
    private bool _noClaim;
    private bool _isPlain;
    private Comparison<Held>? _comparison;

    /// <summary>The incident that was told last, under the key it is shown under.</summary>
    public int Incident { get; private set; }

    /// <summary>Something current about it is contested.</summary>
    public bool IsContested { get; private set; }

    /// <summary>The payload of the chosen report of it as such; -1 if there is none.</summary>
    public int Report { get; private set; }

    /// <summary>The incident that it is a part of, under the key it is shown under; -1 if of none.</summary>
    public int PartOf => Report >= 0 && store.Incidents[Report].PartOf is var whole and >= 0 ? view.Canonical(whole) : -1;

    /// <summary>Who took part, claimed it, or is said to be responsible; some more than once.</summary>
    public IReadOnlyList<int> Parties => _parties;

    /// <summary>Tells of an incident; false if nothing about it is visible.</summary>
    /// <param name="incident">The key that it is shown under.</param>
    public bool Tell(int incident)
    {
        _reports.Clear();
        _accounts.Clear();
        _responsibilities.Clear();
        _parties.Clear();
        (Incident, IsContested, _noClaim, _isPlain, Report) = (incident, false, false, true, -1);
        var isVisible = false;
        if (merges.Of(incident) is { } members)
        {
            foreach (var member in members)
            {
                isVisible |= Gather(member);
            }
        }
        else
        {
            isVisible = Gather(incident);
        }

        if (_reports.Count > 0)
        {
            Order(_reports);
            Report = _reports[0].Payload;
        }

        return isVisible;
    }

    /// <summary>What is believed of one outcome; false if no current account speaks of it.</summary>
    public bool Tally(Outcome outcome, out TallyCell tally)
    {
        tally = default;
        _speaking.Clear();
        if (rule.Policy == CasualtyPolicy.Majority)
        {
            Order(_accounts);
        }

        foreach (var account in _accounts)
        {
            var at = Find(account.Payload, outcome);
            if (at >= 0 && (_isPlain || view.IsCurrent(account.Event, outcome)))
            {
                _speaking.Add(new Figured(account, at, store.Outcomes[at].Figure(rule)));
            }
        }

        if (_speaking.Count == 0)
        {
            return false;
        }

        var contested = false;
        foreach (var figured in _isPlain ? [] : _speaking)
        {
            contested |= view.IsContested(figured.Account.Event);
        }

        tally = ColumnPolicy.Choose(store, view, this, _speaking, rule.Policy) with { IsContested = contested };
        return true;
    }

    private bool Gather(int subject)
    {
        var isVisible = false;
        var isPlain = view.IsWhole && !store.Tangled.Contains(subject);
        _isPlain &= isPlain;
        foreach (ref readonly var row in store.Rows.Laid(subject))
        {
            isVisible |= isPlain ? TakePlain(row) : Take(row);
        }

        foreach (var reading in store.Rows.Chained(subject))
        {
            var row = SubjectRows.Row(reading, store.Readings[reading]);
            isVisible |= isPlain ? TakePlain(row) : Take(row);
        }

        return isVisible;
    }

    // Nothing touches it: it is current and uncontested once it is visible.
    private bool TakePlain(in SubjectRow row)
    {
        if (!view.IsPlainlyVisible(row))
        {
            return false;
        }

        Sort(new Held(row.Event, row.Reading, row.Payload, row.First, row.Type, row.Credibility, row.Reliability));
        return true;
    }

    private bool Take(in SubjectRow row)
    {
        if (view.IsWhole && store.Marks[row.Event] == EventMarks.Told)
        {
            return TakePlain(row);
        }

        if (!view.IsInForce(row.Reading) || !view.IsVisible(row.Event, out var from))
        {
            return false;
        }

        var state = view.StateOf(row.Event);
        var held = new Held(row.Event, row.Reading, row.Payload, from, row.Type, state.Credibility, state.Reliability);
        if (row.Type == ColumnTypes.Casualties || view.IsCurrent(row.Event, null))
        {
            IsContested |= view.IsContested(row.Event) && (row.Type != ColumnTypes.Casualties || view.IsCurrent(row.Event));
            Sort(held);
        }

        return true;
    }

    private void Sort(in Held held)
    {
        if (held.Type == ColumnTypes.Casualties)
        {
            _accounts.Add(held);
        }
        else if (held.Type == ColumnTypes.Incident)
        {
            _reports.Add(held);
        }
        else if (held.Type == ColumnTypes.NoClaim)
        {
            _noClaim = true;
        }
        else if (held.Type == ColumnTypes.Participant)
        {
            _parties.Add(view.Canonical(held.Payload));
        }
        else if (held.Type == ColumnTypes.Claimed || held.Type == ColumnTypes.Attributed || held.Type == ColumnTypes.Denied || held.Type == ColumnTypes.Conceded)
        {
            _responsibilities.Add(held);
            if (held.Type != ColumnTypes.Denied)
            {
                _parties.Add(By(held));
            }
        }
    }

    // Where an account speaks of an outcome, from the first that it speaks of; -1 if it does not.
    private int Find(int first, Outcome outcome)
    {
        for (var at = first; ; at++)
        {
            ref var told = ref store.Outcomes[at];
            if (told.Outcome == outcome)
            {
                return at;
            }

            if (told.IsLast)
            {
                return -1;
            }
        }
    }

    // There are few, most often one.
    private void Order(List<Held> held)
    {
        if (held.Count > FewHeld)
        {
            held.Sort(_comparison ??= (left, right) => Compare(left, right));
            return;
        }

        for (var at = 1; at < held.Count; at++)
        {
            for (var to = at; to > 0 && Compare(held[to], held[to - 1]) < 0; to--)
            {
                (held[to], held[to - 1]) = (held[to - 1], held[to]);
            }
        }
    }

    /// <summary>The order of ties: what is chosen comes first.</summary>
    internal int Compare(in Held left, in Held right)
    {
        var order = right.From.CompareTo(left.From);
        order = order != 0 ? order : left.Credibility - right.Credibility;
        order = order != 0 ? order : left.Reliability - right.Reliability;
        return order != 0 ? order : string.CompareOrdinal(store.Events[right.Event].Id, store.Events[left.Event].Id);
    }

    /// <summary>A visible report, from when it counts, with its grades at Y; its payload and type are those of its reading.</summary>
    internal readonly record struct Held(int Event, int Reading, int Payload, Instant From, byte Type, byte Credibility, byte Reliability);

    /// <summary>An account, what it says of the outcome, and its figure under the rule.</summary>
    internal readonly record struct Figured(Held Account, int Outcome, FigureCell Figure);
}

/// <summary>What is believed of one incident and outcome.</summary>
internal readonly record struct TallyCell(FigureCell Figure, bool IsTied, bool NoMajority, bool AttackersUnknown, bool IsContested)
{
    /// <summary>It as a row shows it.</summary>
    public FigureRow Row => new(Figure.Low, Figure.Figure.Best, Figure.Figure.High, IsTied, NoMajority, AttackersUnknown, IsContested);
}
