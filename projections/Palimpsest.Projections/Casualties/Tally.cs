using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Casualties;

/// <summary>What is believed of one incident and outcome, with every account behind it.</summary>
public sealed record OutcomeTally
{
    /// <summary>Persons, inclusive.</summary>
    public required long Low { get; init; }

    /// <summary>Persons; null is none.</summary>
    public required long? Best { get; init; }

    /// <summary>Persons, inclusive; null is open.</summary>
    public required long? High { get; init; }

    /// <summary>The high end is open.</summary>
    public required bool Open { get; init; }

    /// <summary>Chosen by grade or id among accounts of the same counting date: see the others.</summary>
    public bool Tied { get; init; }

    /// <summary>Under <c>majority</c>: no figure had more than half of the votes, so <c>conservative</c> chose.</summary>
    public bool NoMajority { get; init; }

    /// <summary>What was chosen does not say whether it includes the attackers.</summary>
    public bool AttackersUnknown { get; init; }

    /// <summary>An account shown as current is contested.</summary>
    public bool Contested { get; init; }

    /// <summary>The current accounts, the chosen first, then in the order of ties.</summary>
    public required IReadOnlyList<AccountShown> Accounts { get; init; }

    /// <summary>Visible accounts that were revised.</summary>
    public required IReadOnlyList<AccountShown> Earlier { get; init; }

    /// <summary>The three numbers.</summary>
    internal Figure Figure => new(Low, Best, High);
}

/// <summary>One account as a tally shows it.</summary>
public sealed record AccountShown(
    string Id, long Low, long? Best, long? High, bool Open, bool Chosen, bool About, IReadOnlyList<CasualtyLine> Lines, IReadOnlyList<Evidence> Assertions);

/// <summary>From the current accounts of one incident and outcome to what is believed: the policies of design section 4.</summary>
public static class Tally
{
    /// <summary>What is believed; null if no current account speaks of the outcome.</summary>
    public static OutcomeTally? Of(WorldView world, IReadOnlyList<CasualtiesReported> accounts, Outcome outcome, TallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var speaking = accounts.Where(a => a.SpeaksOf(outcome) && world.IsVisible(a)).ToList();
        var current = Current(world, speaking, outcome, rule);
        if (current.Count == 0)
        {
            return null;
        }

        var (figure, chosen, noMajority) = Choose(world, current, rule.Policy);
        var isChosen = chosen.ToHashSet(ReferenceEqualityComparer.Instance);
        var byLateness = rule.Policy == CasualtyPolicy.Latest && TieOrder.IsTied(world, [.. current.Select(a => a.Report)]);
        return new OutcomeTally
        {
            Low = figure.Low,
            Best = figure.Best,
            High = figure.High,
            Open = figure.IsOpen,
            Tied = byLateness,
            NoMajority = noMajority,
            AttackersUnknown = chosen.Any(a => AccountFigure.LeavesAttackersUnknown(a.Report, outcome)),
            Contested = current.Any(a => world.IsContested(a.Report)),
            Accounts = [.. current.OrderByDescending(isChosen.Contains).Select(a => Show(world, a, outcome, isChosen.Contains(a)))],
            Earlier = [.. TieOrder.Sort(world, speaking.Where(a => !world.IsCurrentFor(a, outcome)))
                .Select(a => Show(world, new Account(a, outcome, rule), outcome, chosen: false))],
        };
    }

    /// <summary>The figure alone, of accounts of which at least one is current for the outcome.</summary>
    internal static Figure FigureOf(WorldView world, IEnumerable<CasualtiesReported> accounts, Outcome outcome, TallyRule rule) =>
        Choose(world, Current(world, accounts, outcome, rule), rule.Policy).Figure;

    private static List<Account> Current(WorldView world, IEnumerable<CasualtiesReported> accounts, Outcome outcome, TallyRule rule) =>
        [.. TieOrder.Sort(world, accounts.Where(a => world.IsCurrentFor(a, outcome))).Select(a => new Account(a, outcome, rule))];

    private static (Figure Figure, IReadOnlyList<Account> Chosen, bool NoMajority) Choose(WorldView world, List<Account> current, CasualtyPolicy policy)
    {
        switch (policy)
        {
            case CasualtyPolicy.Envelope:
                var high = current.Any(a => a.Figure.IsOpen) ? null : current.Max(a => a.Figure.High);
                return (new Figure(current.Min(a => a.Figure.Low), null, high), current, false);
            case CasualtyPolicy.Conservative:
                return Single(Conservative(current));
            case CasualtyPolicy.Majority:
                var votes = current.GroupBy(a => world.Record.Party(a.Report)).Select(party => party.First()).ToList();
                var winner = votes.GroupBy(a => a.Figure).FirstOrDefault(same => 2 * same.Count() > votes.Count);
                return winner is not null ? (winner.Key, [.. winner], false) : Single(Conservative(current)) with { NoMajority = true };
            default:
                return Single(current[0]);
        }
    }

    private static Account Conservative(List<Account> current) =>
        current.OrderBy(a => a.Figure.Low).ThenBy(a => a.Figure.High ?? long.MaxValue).First();

    private static (Figure Figure, IReadOnlyList<Account> Chosen, bool NoMajority) Single(Account account) => (account.Figure, [account], false);

    private static AccountShown Show(WorldView world, Account account, Outcome outcome, bool chosen)
    {
        var lines = account.Report.Lines.Where(l => l.Outcome == outcome).ToList();
        return new AccountShown(
            account.Report.Id, account.Figure.Low, account.Figure.Best, account.Figure.High, account.Figure.IsOpen, chosen,
            lines.Any(l => l.Count.IsAbout), lines, Evidence.Of(world, [account.Report]));
    }

    private sealed class Account(CasualtiesReported report, Outcome outcome, TallyRule rule)
    {
        private Figure? _figure;

        public CasualtiesReported Report => report;

        public Figure Figure => _figure ??= AccountFigure.Of(report, outcome, rule);
    }
}
