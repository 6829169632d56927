using Palimpsest.Reports;

namespace Palimpsest.Tests.Oracle;

/// <summary>The lines of one account for one outcome, read as trees, and the figure that they give: point (12).</summary>
public sealed class OracleFigures(CasualtiesReported account, Outcome outcome, bool withAttackers)
{
    private readonly List<CasualtyLine> _lines = [.. account.Lines.Where(l => l.Outcome == outcome)];

    // "where a source does not say, attackersUnknown"
    public bool AttackersUnknown => _lines.All(l => l.Attackers is null);

    // "A figure is the total line if there is one, else the sum of the lines not within another;
    // a total excludes attackers unless their line is within it. Attackers are left out unless --with-attackers"
    public Figure All() => Sum(Roots().Select(WithoutAttackersInside));

    // "Under a class filter lines of class unknown raise high only"; "a total's remainder is of class unknown"
    public Figure Of(VictimClass only) => Sum(Roots().Select(l => Contribution(l, only)));

    private static Figure Sum(IEnumerable<Figure> figures) => figures.Aggregate(Figure.Zero, (sum, f) => sum + f);

    private IEnumerable<CasualtyLine> Roots() => _lines.Where(l => Parent(l) is null && !IsLeftOut(l));

    private CasualtyLine? Parent(CasualtyLine line) =>
        _lines.FirstOrDefault(l => l.Group == line.Within)
        ?? (line.Total || line.Attackers == true ? null : _lines.FirstOrDefault(l => l.Total));

    private IEnumerable<CasualtyLine> Children(CasualtyLine line) => _lines.Where(l => ReferenceEquals(Parent(l), line));

    private IEnumerable<CasualtyLine> Descendants(CasualtyLine line) => Children(line).SelectMany(c => Descendants(c).Prepend(c));

    // What is inside an attackers line is left out with it.
    private bool IsLeftOut(CasualtyLine line) =>
        !withAttackers && (line.Attackers == true || (Parent(line) is { } whole && IsLeftOut(whole)));

    private Figure WithoutAttackersInside(CasualtyLine line) => AttackersInside(line).Aggregate(line.Count.Figure, (left, a) => left - a);

    // The outermost attackers lines inside a line: one within another is part of it, and would be subtracted twice.
    private IEnumerable<Figure> AttackersInside(CasualtyLine line) => withAttackers
        ? []
        : Children(line).SelectMany(c => c.Attackers == true ? [c.Count.Figure] : AttackersInside(c));

    private Figure Contribution(CasualtyLine line, VictimClass only)
    {
        var children = Children(line).Where(c => !IsLeftOut(c)).ToList();
        if (line.Class == only && !Descendants(line).Any(d => !IsLeftOut(d) && d.Class != VictimClass.Unknown && d.Class != only))
        {
            return WithoutAttackersInside(line);
        }

        var remainder = Children(line).Aggregate(line.Count.Figure, (left, c) => left - c.Count.Figure);
        return Sum(children.Select(c => Contribution(c, only))) + (
            line.Class == only ? remainder
            : line.Class == VictimClass.Unknown ? new Figure(0, 0, remainder.High)
            : Figure.Zero);
    }
}
