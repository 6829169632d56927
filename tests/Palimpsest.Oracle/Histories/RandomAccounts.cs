using Palimpsest.Reports;

namespace Palimpsest.Tests.Histories;

/// <summary>Casualty lines: totals, parts of parts, attackers within and beside, every form of count.</summary>
internal static class RandomAccounts
{
    private static readonly string[] Groups = ["civilians", "soldiers", "police", "fighters", "bystanders"];

    public static IReadOnlyList<CasualtyLine> Lines(Dice dice)
    {
        var outcomes = dice.Weighted<Outcome[]>(
            (45, [Outcome.Killed]),
            (30, [Outcome.Killed, Outcome.Wounded]),
            (15, [Outcome.Wounded]),
            (5, [Outcome.Abducted, Outcome.Released]),
            (5, [Outcome.Missing, Outcome.Killed]));
        return [.. outcomes.SelectMany(o => LinesOf(o, dice))];
    }

    /// <summary>Figures that several accounts share, or any form with any small number.</summary>
    public static Count Count(Dice dice) => dice.Chance(55) ? Reports.Count.Exactly(dice.Of(3, 5, 8)) : AnyCount(dice);

    private static Count AnyCount(Dice dice)
    {
        var n = dice.Next(12);
        return dice.Next(9) switch
        {
            0 => Reports.Count.Exactly(n),
            1 => Reports.Count.Parse($"at least {n}"),
            2 => Reports.Count.Parse($"more than {n}"),
            3 => Reports.Count.Parse($"at most {n}"),
            4 => Reports.Count.Parse($"about {n}"),
            5 => Reports.Count.Parse($"{n} to {n + dice.Next(6)}"),
            6 => Reports.Count.Parse("dozens"),
            7 => Reports.Count.Own(n, dice.Next(12), null),

            // A low above the best or the high stands as given.
            _ => Reports.Count.Own(n, dice.Chance(50) ? dice.Next(12) : null, dice.Next(15)),
        };
    }

    private static List<CasualtyLine> LinesOf(Outcome outcome, Dice dice)
    {
        var lines = new List<CasualtyLine>();
        var hasTotal = dice.Chance(45);
        var groups = hasTotal ? dice.Next(4) : 1 + dice.Next(4);
        for (var i = 0; i < groups; i++)
        {
            lines.Add(new CasualtyLine
            {
                Group = Groups[i],
                Class = dice.Of(Enum.GetValues<VictimClass>()),
                Outcome = outcome,
                Count = Count(dice),
                Attackers = dice.Weighted<bool?>((50, null), (25, true), (25, false)),

                // Only an earlier line or the total contains it, so nothing contains itself.
                Within = dice.Chance(35) ? (i > 0 && dice.Chance(70) ? Groups[dice.Next(i)] : hasTotal ? "all" : null) : null,
            });
        }

        if (hasTotal)
        {
            lines.Insert(dice.Next(lines.Count + 1), new CasualtyLine
            {
                Group = "all",
                Class = dice.Chance(25) ? dice.Of(Enum.GetValues<VictimClass>()) : VictimClass.Unknown,
                Outcome = outcome,
                Count = dice.Chance(30) ? AnyCount(dice) : Reports.Count.Exactly(20 + dice.Next(3)),
                Attackers = dice.Weighted<bool?>((70, null), (5, true), (25, false)),
                Total = true,
            });
        }

        return lines;
    }
}
