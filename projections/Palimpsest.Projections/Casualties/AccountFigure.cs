using Palimpsest.Reports;

namespace Palimpsest.Projections.Casualties;

/// <summary>
/// The figure of one account for one outcome: its total line if there is one, else the sum of the lines not within another.
/// A total's remainder is of class unknown; a total excludes attackers unless their line is within it.
/// </summary>
public sealed class AccountFigure
{
    private readonly List<CasualtyLine> _lines;
    private readonly CasualtyLine? _total;
    private readonly ILookup<string, CasualtyLine> _children;
    private readonly bool _withAttackers;

    private AccountFigure(IEnumerable<CasualtyLine> lines, bool withAttackers)
    {
        _lines = [.. lines];
        _total = _lines.FirstOrDefault(l => l.Total);
        _withAttackers = withAttackers;
        _children = _lines.Where(l => Parent(l) is not null).ToLookup(l => Parent(l)!, StringComparer.Ordinal);
    }

    /// <summary>The figure of those whom the rule counts.</summary>
    public static Figure Of(CasualtiesReported account, Outcome outcome, TallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(rule);
        var (lines, only) = (0, default(CasualtyLine));
        foreach (var line in account.Lines)
        {
            if (line.Outcome == outcome)
            {
                (lines, only) = (lines + 1, line);
            }
        }

        // Most accounts have one line of an outcome, which is all that they say.
        return lines == 1 && rule.Class is null && only!.Within is null
            ? rule.WithAttackers || only.Attackers != true ? only.Count.Figure : Figure.Zero
            : Of(account.Lines.Where(l => l.Outcome == outcome), rule);
    }

    /// <summary>The figure of those whom the rule counts, from the lines of one account and outcome.</summary>
    internal static Figure Of(IEnumerable<CasualtyLine> lines, TallyRule rule)
    {
        var figure = new AccountFigure(lines, rule.WithAttackers);
        return figure._lines.Where(l => figure.Parent(l) is null && figure.IsCounted(l))
            .Aggregate(Figure.Zero, (sum, line) => sum + (rule.Class is { } c ? figure.Share(line, c) : figure.Value(line)));
    }

    /// <summary>Whether no line of the outcome says if it is of the attackers, so that nobody knows whether the figure includes them.</summary>
    public static bool LeavesAttackersUnknown(CasualtiesReported account, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Lines.Where(l => l.Outcome == outcome).All(l => l.Attackers is null);
    }

    private string? Parent(CasualtyLine line) =>
        line.Within ?? (_total is not null && line != _total && line.Attackers != true ? _total.Group : null);

    private bool IsCounted(CasualtyLine line) => _withAttackers || line.Attackers != true;

    private IEnumerable<CasualtyLine> Counted(CasualtyLine line) => _children[line.Group].Where(IsCounted);

    private IEnumerable<CasualtyLine> Below(CasualtyLine line) => Counted(line).SelectMany(c => Below(c).Prepend(c));

    // The count of the line, less the attackers in it when they are left out; an attackers line takes what is within it along.
    private Figure Value(CasualtyLine line) => LeftOut(line).Aggregate(line.Count.Figure, (value, attackers) => value - attackers.Count.Figure);

    private IEnumerable<CasualtyLine> LeftOut(CasualtyLine line) =>
        _children[line.Group].SelectMany(c => IsCounted(c) ? LeftOut(c) : [c]);

    private Figure Share(CasualtyLine line, VictimClass c)
    {
        var children = _children[line.Group].ToList();
        if (line.Class == c && Below(line).All(l => l.Class == c || l.Class == VictimClass.Unknown))
        {
            return Value(line);
        }

        var remainder = children.Aggregate(line.Count.Figure, (rest, child) => rest - child.Count.Figure);
        var own = line.Class == c ? remainder
            : line.Class == VictimClass.Unknown ? new Figure(0, 0, remainder.High)
            : Figure.Zero;
        return Counted(line).Aggregate(own, (sum, child) => sum + Share(child, c));
    }
}
