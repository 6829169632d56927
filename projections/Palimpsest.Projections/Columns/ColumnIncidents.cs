using NodaTime;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>What is believed of incidents at a horizon, one after the other: the rules of their resolvers, over columns. One thread, one of these.</summary>
internal sealed class ColumnIncidents(ColumnStore store, ColumnView view, ColumnMerges merges, TallyRule rule)
{
    private readonly List<Held> _reports = [];
    private readonly List<Held> _accounts = [];
    private readonly List<Held> _responsibilities = [];
    private readonly List<Figured> _speaking = [];
    private readonly HashSet<int> _factions = [];
    private bool _noClaim;

    /// <summary>The incident that was told last, under the key it is shown under.</summary>
    public int Incident { get; private set; }

    /// <summary>Something current about it is contested.</summary>
    public bool IsContested { get; private set; }

    /// <summary>The payload of the chosen report of it as such; -1 if there is none.</summary>
    public int Report { get; private set; }

    /// <summary>The incident that it is a part of, under the key it is shown under; -1 if of none.</summary>
    public int PartOf => Report >= 0 && store.Incidents[Report].PartOf is var whole and >= 0 ? view.Canonical(whole) : -1;

    /// <summary>The factions that took part, claimed it, or are said to be responsible.</summary>
    public IReadOnlySet<int> Parties => _factions;

    /// <summary>Tells of an incident; false if nothing about it is visible.</summary>
    /// <param name="incident">The key that it is shown under.</param>
    public bool Tell(int incident)
    {
        _reports.Clear();
        _accounts.Clear();
        _responsibilities.Clear();
        _factions.Clear();
        (Incident, IsContested, _noClaim, Report) = (incident, false, false, -1);
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
            _reports.Sort(Compare);
            Report = store.Readings[_reports[0].Reading].Payload;
        }

        return isVisible;
    }

    /// <summary>Who is said to be responsible. Competing or denied claims contest the incident too: <see cref="IsContested"/> is known only afterwards.</summary>
    public ClaimStatus Claims()
    {
        if (_responsibilities.Count == 0)
        {
            return _noClaim ? ClaimStatus.Unclaimed : ClaimStatus.None;
        }

        _responsibilities.Sort(Compare);
        var (attributed, denied, standing, claiming) = (false, false, 0, 0);
        foreach (var held in _responsibilities)
        {
            ref var reading = ref store.Readings[held.Reading];
            attributed |= reading.Type == ColumnStore.AttributedType;
            denied |= reading.Type == ColumnStore.DeniedType;
            if (reading.Type != ColumnStore.DeniedType && IsDenied(By(held)))
            {
                IsContested = true;
            }
        }

        for (var at = 0; at < _responsibilities.Count; at++)
        {
            // A claimant's own latest word.
            var held = _responsibilities[at];
            if (IsOwnWord(held) && !_responsibilities.Take(at).Any(h => IsOwnWord(h) && By(h) == By(held)) && TypeOf(held) != ColumnStore.DeniedType)
            {
                claiming++;
                standing += _responsibilities.Any(h => IsOthersDenial(h) && By(h) == By(held)) ? 0 : 1;
            }
        }

        var status = standing > 1 ? ClaimStatus.Competing
            : claiming > 0 ? ClaimStatus.Claimed
            : attributed ? ClaimStatus.Attributed
            : denied ? ClaimStatus.Denied
            : _noClaim ? ClaimStatus.Unclaimed
            : ClaimStatus.None;
        IsContested |= status == ClaimStatus.Competing;
        return status;
    }

    /// <summary>What is believed of one outcome; false if no current account speaks of it.</summary>
    public bool Tally(Outcome outcome, out TallyCell tally)
    {
        tally = default;
        _speaking.Clear();
        foreach (var account in _accounts)
        {
            var at = Find(account.Reading, outcome);
            if (at >= 0 && view.IsCurrent(account.Event, outcome))
            {
                _speaking.Add(new Figured(account, at, store.Outcomes[at].Figure(rule)));
            }
        }

        if (_speaking.Count == 0)
        {
            return false;
        }

        if (_speaking.Count > 1)
        {
            _speaking.Sort((left, right) => Compare(left.Account, right.Account));
        }

        var contested = false;
        foreach (var figured in _speaking)
        {
            contested |= view.IsContested(figured.Account.Event);
        }

        tally = ColumnPolicy.Choose(store, view, _speaking, rule.Policy) with { IsContested = contested };
        return true;
    }

    private bool Gather(int subject)
    {
        var isVisible = false;
        foreach (var reading in store.BySubject.Of(subject))
        {
            ref var cell = ref store.Readings[reading];
            if (!view.IsInForce(reading) || !view.IsVisible(cell.Event, out var from))
            {
                continue;
            }

            isVisible = true;
            var state = view.StateOf(cell.Event);
            var held = new Held(cell.Event, reading, from, state.Credibility, state.Reliability);
            if (cell.Type == ColumnStore.CasualtiesType)
            {
                _accounts.Add(held);
                IsContested |= view.IsContested(cell.Event) && view.IsCurrent(cell.Event);
            }
            else if (view.IsCurrent(cell.Event, null))
            {
                IsContested |= view.IsContested(cell.Event);
                Sort(held, cell);
            }
        }

        return isVisible;
    }

    private void Sort(in Held held, in ReadingCell cell)
    {
        if (cell.Type == ColumnStore.IncidentType)
        {
            _reports.Add(held);
        }
        else if (cell.Type == ColumnStore.NoClaimType)
        {
            _noClaim = true;
        }
        else if (cell.Type == ColumnStore.ParticipantType)
        {
            _factions.Add(view.Canonical(cell.Payload));
        }
        else if (cell.Type == ColumnStore.ClaimedType || cell.Type == ColumnStore.AttributedType || cell.Type == ColumnStore.DeniedType || cell.Type == ColumnStore.ConcededType)
        {
            _responsibilities.Add(held);
            if (cell.Type != ColumnStore.DeniedType)
            {
                _factions.Add(By(held));
            }
        }
    }

    private byte TypeOf(in Held held) => store.Readings[held.Reading].Type;

    private int By(in Held held) => view.Canonical(store.Responsibilities[store.Readings[held.Reading].Payload].By);

    private bool IsDenied(int by)
    {
        foreach (var held in _responsibilities)
        {
            if (TypeOf(held) == ColumnStore.DeniedType && By(held) == by)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOthersDenial(in Held held) =>
        TypeOf(held) == ColumnStore.DeniedType
        && store.Responsibilities[store.Readings[held.Reading].Payload].Speaker is var speaker and >= 0
        && view.Canonical(speaker) != By(held);

    private bool IsOwnWord(in Held held) => TypeOf(held) != ColumnStore.AttributedType && !IsOthersDenial(held);

    private int Find(int account, Outcome outcome)
    {
        for (var at = store.Readings[account].Payload; ; at++)
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

    // The order of ties: what is chosen comes first.
    private int Compare(Held left, Held right)
    {
        var order = right.From.CompareTo(left.From);
        order = order != 0 ? order : left.Credibility - right.Credibility;
        order = order != 0 ? order : left.Reliability - right.Reliability;
        return order != 0 ? order : string.CompareOrdinal(store.Events[right.Event].Id, store.Events[left.Event].Id);
    }

    /// <summary>A visible report.</summary>
    internal readonly record struct Held(int Event, int Reading, Instant From, byte Credibility, byte Reliability);

    /// <summary>An account, what it says of the outcome, and its figure under the rule.</summary>
    internal readonly record struct Figured(Held Account, int Outcome, FigureCell Figure);
}

/// <summary>What is believed of one incident and outcome.</summary>
internal readonly record struct TallyCell(FigureCell Figure, bool IsTied, bool NoMajority, bool AttackersUnknown, bool IsContested);
