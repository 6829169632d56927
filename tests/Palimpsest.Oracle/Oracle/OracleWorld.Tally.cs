using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

public enum Policy
{
    Latest,
    Envelope,
    Conservative,
    Majority,
}

/// <summary>What is counted, and how one figure is made of several accounts.</summary>
public sealed record Question(Outcome Outcome, Policy Policy = Policy.Latest, VictimClass? Only = null, bool WithAttackers = false);

/// <summary>One current account and its figure after class filter and choice of attackers.</summary>
public sealed record AccountFigure(CasualtiesReported Account, Figure Figure, bool AttackersUnknown);

/// <summary>The tally of one incident.</summary>
/// <param name="Chosen">The account that gives the figure; null for an envelope, which none gives.</param>
/// <param name="Tied">Another account stood level until grade or id decided.</param>
/// <param name="Accounts">All current accounts for the outcome, in tie order.</param>
public sealed record Tally(Figure Figure, CasualtiesReported? Chosen, bool Tied, bool NoMajority, IReadOnlyList<AccountFigure> Accounts);

public sealed partial class OracleWorld
{
    // "A policy, chosen at reading, picks per incident and outcome among current accounts"; null if none is current
    public Tally? TallyOf(SubjectKey incident, Question question)
    {
        var current = Reports.OfType<CasualtiesReported>().Where(a => Same(a.Subject, incident) && CurrentFor(a, question.Outcome));
        var accounts = TieOrder(current).Select(a => FigureOf(a, question)).ToList();
        return accounts.Count == 0 ? null : question.Policy switch
        {
            Policy.Latest => Latest(accounts),
            Policy.Envelope => Envelope(accounts),
            Policy.Conservative => Conservative(accounts),
            _ => Majority(accounts),
        };
    }

    public static AccountFigure FigureOf(CasualtiesReported account, Question question)
    {
        var lines = new OracleFigures(account, question.Outcome, question.WithAttackers);
        return new(account, question.Only is { } only ? lines.Of(only) : lines.All(), lines.AttackersUnknown);
    }

    private Tally Latest(List<AccountFigure> accounts) =>
        new(accounts[0].Figure, accounts[0].Account, StandLevel(accounts), NoMajority: false, accounts);

    // "envelope (least low, greatest high, best none)"; (13) open if any is
    private static Tally Envelope(List<AccountFigure> accounts) =>
        new(
            new Figure(
                accounts.Min(a => a.Figure.Low),
                null,
                accounts.Any(a => a.Figure.IsOpen) ? null : accounts.Max(a => a.Figure.High)),
            Chosen: null,
            Tied: false,
            NoMajority: false,
            accounts);

    // "conservative (least low, then least high)"; (13) open = infinity, then tie order
    private Tally Conservative(List<AccountFigure> accounts)
    {
        var least = accounts.GroupBy(a => (a.Figure.Low, High: a.Figure.High ?? long.MaxValue)).MinBy(level => level.Key)!.ToList();
        return new(least[0].Figure, least[0].Account, StandLevel(least), NoMajority: false, accounts);
    }

    // "majority (one vote per party, its latest current account; equal low/best/high group; more than half wins, else conservative, flagged noMajority)"
    private Tally Majority(List<AccountFigure> accounts)
    {
        var votes = accounts.GroupBy(a => Canonical(a.Account.Party)).Select(party => party.First()).ToList();
        var winner = votes.GroupBy(v => v.Figure).FirstOrDefault(group => 2 * group.Count() > votes.Count)?.ToList();
        return winner is null
            ? Conservative(accounts) with { NoMajority = true }
            : new(winner[0].Figure, winner[0].Account, StandLevel(winner), NoMajority: false, accounts);
    }

    // Whether the first two have the same counting date, so that a grade or the id put one before the other.
    private bool StandLevel(List<AccountFigure> inTieOrder) =>
        inTieOrder is [var first, var second, ..] && CountingDate(first.Account) == CountingDate(second.Account);
}
