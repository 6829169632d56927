using Palimpsest.Projections.Casualties;

namespace Palimpsest.Projections.Columns;

/// <summary>Which of several current accounts is taken: the policies of design section 4.</summary>
internal static class ColumnPolicy
{
    /// <summary>What is taken of accounts; for a majority they must be in the order of ties.</summary>
    public static TallyCell Choose(ColumnStore store, ColumnView view, ColumnIncidents order, List<ColumnIncidents.Figured> current, CasualtyPolicy policy) => policy switch
    {
        CasualtyPolicy.Envelope => Envelope(store, current),
        CasualtyPolicy.Conservative => Single(store, Conservative(order, current)),
        CasualtyPolicy.Majority => Majority(store, view, order, current),
        _ => Latest(store, order, current),
    };

    private static TallyCell Latest(ColumnStore store, ColumnIncidents order, List<ColumnIncidents.Figured> current)
    {
        var latest = current[0];
        var same = 1;
        for (var at = 1; at < current.Count; at++)
        {
            var account = current[at];
            same = account.Account.From > latest.Account.From ? 1 : account.Account.From == latest.Account.From ? same + 1 : same;
            latest = order.Compare(account.Account, latest.Account) < 0 ? account : latest;
        }

        return Single(store, latest) with { IsTied = same > 1 };
    }

    private static TallyCell Single(ColumnStore store, in ColumnIncidents.Figured account) => new(account.Figure, false, false, store.Outcomes[account.Outcome].AttackersUnknown, false);

    private static TallyCell Envelope(ColumnStore store, List<ColumnIncidents.Figured> current)
    {
        var (low, high, unknown) = (long.MaxValue, 0L, false);
        foreach (var account in current)
        {
            low = Math.Min(low, account.Figure.Low);
            high = high < 0 || account.Figure.High < 0 ? -1 : Math.Max(high, account.Figure.High);
            unknown |= store.Outcomes[account.Outcome].AttackersUnknown;
        }

        return new TallyCell(new FigureCell(low, -1, high), false, false, unknown, false);
    }

    // The least low, then the least high; of equals the first.
    private static ColumnIncidents.Figured Conservative(ColumnIncidents order, List<ColumnIncidents.Figured> current)
    {
        var least = current[0];
        foreach (var account in current)
        {
            var compared = account.Figure.Low.CompareTo(least.Figure.Low);
            compared = compared != 0 ? compared : High(account).CompareTo(High(least));
            compared = compared != 0 ? compared : order.Compare(account.Account, least.Account);
            least = compared < 0 ? account : least;
        }

        return least;

        static long High(in ColumnIncidents.Figured account) => account.Figure.High < 0 ? long.MaxValue : account.Figure.High;
    }

    private static TallyCell Majority(ColumnStore store, ColumnView view, ColumnIncidents order, List<ColumnIncidents.Figured> current)
    {
        var votes = current.GroupBy(a => view.Canonical(store.Readings[a.Account.Reading].Party)).Select(party => party.First()).ToList();
        var winner = votes.GroupBy(a => a.Figure).FirstOrDefault(same => 2 * same.Count() > votes.Count)?.ToList();
        return winner is not null
            ? new TallyCell(winner[0].Figure, false, false, winner.Any(a => store.Outcomes[a.Outcome].AttackersUnknown), false)
            : Single(store, Conservative(order, current)) with { NoMajority = true };
    }
}
