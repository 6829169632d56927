using Palimpsest.Projections.Claims;

namespace Palimpsest.Projections.Columns;

/// <content>Who is said to be responsible.</content>
internal sealed partial class ColumnIncidents
{
    /// <summary>Who is said to be responsible. Competing or denied claims contest the incident too: <see cref="IsContested"/> is known only afterwards.</summary>
    public ClaimStatus Claims()
    {
        if (_responsibilities.Count == 0)
        {
            return _noClaim ? ClaimStatus.Unclaimed : ClaimStatus.None;
        }

        Order(_responsibilities);
        var (attributed, denied, standing, claiming) = (false, false, 0, 0);
        foreach (var held in _responsibilities)
        {
            attributed |= held.Type == ColumnTypes.Attributed;
            denied |= held.Type == ColumnTypes.Denied;
            if (held.Type != ColumnTypes.Denied && IsDenied(By(held)))
            {
                IsContested = true;
            }
        }

        for (var at = 0; at < _responsibilities.Count; at++)
        {
            var held = _responsibilities[at];
            if (IsOwnWord(held) && held.Type != ColumnTypes.Denied && IsLatestWord(at))
            {
                claiming++;
                standing += IsDeniedByOthers(By(held)) ? 0 : 1;
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

    private int By(in Held held) => view.Canonical(store.Responsibilities[held.Payload].By);

    private bool IsDenied(int by)
    {
        foreach (var held in _responsibilities)
        {
            if (held.Type == ColumnTypes.Denied && By(held) == by)
            {
                return true;
            }
        }

        return false;
    }

    // A claimant's own latest word comes first.
    private bool IsLatestWord(int at)
    {
        for (var before = 0; before < at; before++)
        {
            if (IsOwnWord(_responsibilities[before]) && By(_responsibilities[before]) == By(_responsibilities[at]))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsDeniedByOthers(int by)
    {
        foreach (var held in _responsibilities)
        {
            if (IsOthersDenial(held) && By(held) == by)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOthersDenial(in Held held) =>
        held.Type == ColumnTypes.Denied
        && store.Responsibilities[held.Payload].Speaker is var speaker and >= 0
        && view.Canonical(speaker) != By(held);

    private bool IsOwnWord(in Held held) => held.Type != ColumnTypes.Attributed && !IsOthersDenial(held);
}
