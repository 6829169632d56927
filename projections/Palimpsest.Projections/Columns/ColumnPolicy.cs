using Palimpsest.Projections.Casualties;

namespace Palimpsest.Projections.Columns;

/// <summary>Which of several current accounts is taken: the policies of design section 4.</summary>
internal static class ColumnPolicy
{
    /// <summary>What is taken of accounts in the order of ties.</summary>
    public static TallyCell Choose(ColumnStore store, ColumnView view, List<ColumnIncidents.Figured> current, CasualtyPolicy policy) => policy switch
    {
        CasualtyPolicy.Envelope => Envelope(store, current),
        CasualtyPolicy.Conservative => Single(store, Conservative(current)),
        CasualtyPolicy.Majority => Majority(store, view, current),
        _ => Single(store, current[0]) with { IsTied = current.Count > 1 && current[0].Account.From == current[1].Account.From },
    };

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
    private static ColumnIncidents.Figured Conservative(List<ColumnIncidents.Figured> current)
    {
        var least = current[0];
        foreach (var account in current)
        {
            if (account.Figure.Low < least.Figure.Low || (account.Figure.Low == least.Figure.Low && High(account) < High(least)))
            {
                least = account;
            }
        }

        return least;

        static long High(in ColumnIncidents.Figured account) => account.Figure.High < 0 ? long.MaxValue : account.Figure.High;
    }

    private static TallyCell Majority(ColumnStore store, ColumnView view, List<ColumnIncidents.Figured> current)
    {
        var votes = current.GroupBy(a => view.Canonical(store.Readings[a.Account.Reading].Party)).Select(party => party.First()).ToList();
        var winner = votes.GroupBy(a => a.Figure).FirstOrDefault(same => 2 * same.Count() > votes.Count)?.ToList();
        return winner is not null
            ? new TallyCell(winner[0].Figure, false, false, winner.Any(a => store.Outcomes[a.Outcome].AttackersUnknown), false)
            : Single(store, Conservative(current)) with { NoMajority = true };
    }
}
