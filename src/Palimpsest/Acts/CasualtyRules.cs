using Palimpsest.Reports;
using static Palimpsest.Acts.Rules;

namespace Palimpsest.Acts;

/// <summary>What the lines of a casualty account must be, and what in them is odd.</summary>
internal static class CasualtyRules
{
    public static IEnumerable<Finding> Errors(IReadOnlyList<CasualtyLine> lines)
    {
        if (lines.Count == 0)
        {
            yield return new Finding("lines", "missing: an account has at least one line");
        }

        if (lines.Count > 200)
        {
            yield return List("lines", lines.Count, 200).Single();
            yield break;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var same = lines.Where(l => l.Outcome == line.Outcome).ToList();
            foreach (var finding in Text($"lines[{i}].group", line.Group, 200, required: true).Concat(Text($"lines[{i}].nationality", line.Nationality, 100)))
            {
                yield return finding;
            }

            if (same.Count(l => l.Group == line.Group) > 1)
            {
                yield return new Finding($"lines[{i}].group", $"'{line.Group}' stands twice for the same outcome");
            }

            if (line.Total && same.Count(l => l.Total) > 1)
            {
                yield return new Finding($"lines[{i}].total", "an outcome has one total");
            }

            if (line.Total && line.Within is not null)
            {
                yield return new Finding($"lines[{i}].within", "a total is within nothing");
            }

            if (line.Within is not null && same.All(l => l.Group != line.Within))
            {
                yield return new Finding($"lines[{i}].within", $"'{line.Within}' is no group of the same outcome in this account");
            }
            else if (Circular(line, same))
            {
                yield return new Finding($"lines[{i}].within", $"'{line.Group}' would contain itself");
            }
        }
    }

    public static IEnumerable<Finding> Oddities(IReadOnlyList<CasualtyLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Count.Figure.Low > line.Count.Figure.Best)
            {
                yield return new Finding($"lines[{i}].count", $"low {line.Count.Figure.Low} is above best {line.Count.Figure.Best}: shown as given");
            }

            var parts = lines.Where(l => l.Outcome == line.Outcome && IsPart(l, line)).Select(l => l.Count.Figure).ToList();
            if (parts.Count > 0 && line.Count.Figure.High < parts.Sum(p => p.Low))
            {
                yield return new Finding($"lines[{i}].count", $"'{line.Group}' is {line.Count}, yet its parts add up to {parts.Aggregate((x, y) => x + y)}");
            }
            else if (line.Total && NamedBeside(lines, line) is { Count: > 0 } beside
                && beside.Aggregate(Figure.Zero, (sum, l) => sum + l.Count.Figure) is { Best: { } best } && line.Count.Figure.Best is { } total && best < total)
            {
                yield return new Finding($"lines[{i}].count", $"the total is {line.Count}, yet the lines beside it add up to {best}: the rest is of class unknown");
            }
        }
    }

    private static bool IsPart(CasualtyLine part, CasualtyLine whole) =>
        part.Within == whole.Group || (whole.Total && part != whole && part.Within is null && part.Attackers != true);

    private static List<CasualtyLine> NamedBeside(IReadOnlyList<CasualtyLine> lines, CasualtyLine total) =>
        [.. lines.Where(l => l.Outcome == total.Outcome && l != total && l.Within is null && l.Attackers != true)];

    private static bool Circular(CasualtyLine line, List<CasualtyLine> same)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = line; at?.Within is { } within; at = same.FirstOrDefault(l => l.Group == within))
        {
            if (!seen.Add(at.Group))
            {
                return at.Group == line.Group;
            }
        }

        return false;
    }
}
