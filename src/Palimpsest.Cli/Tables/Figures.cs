using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Tables;

/// <summary>Low, best and high in few characters.</summary>
internal static class Figures
{
    /// <summary><c>8</c>, <c>74+</c> (open), <c>4–6</c>.</summary>
    public static string Range(long low, long? high) =>
        high is not { } end ? $"{Text.Number(low)}+" : end == low ? Text.Number(low) : $"{Text.Number(low)}–{Text.Number(end)}";

    public static string Best(long? best) => best is { } number ? Text.Number(number) : Text.None;

    public static string Of(OutcomeTally tally) => Range(tally.Low, tally.High);

    /// <summary>The figure of an outcome; empty where nobody speaks of it.</summary>
    public static string Of(IReadOnlyDictionary<string, OutcomeTally> casualties, string outcome) =>
        casualties.TryGetValue(outcome, out var tally) ? Of(tally) : "";

    /// <summary>What is to be known with a figure.</summary>
    public static string Marks(OutcomeTally tally) => Text.Marks(
        Text.If(tally.Contested, Text.Contested),
        Text.If(tally.Tied, "tied: others of the same date below"),
        Text.If(tally.NoMajority, "no majority: conservative"),
        Text.If(tally.AttackersUnknown, "attackers unknown"));

    /// <summary>The lines of an account: <c>8 in all: 3 U.S. soldiers, 2 U.S. civilians</c>.</summary>
    public static string Of(IReadOnlyList<CasualtyLine> lines) => string.Join("\n", lines.OrderByDescending(l => l.Total).Select(Line));

    private static string Line(CasualtyLine line) =>
        $"{Text.Of(line.Count.Text)} {Text.Of(line.Group)}" + Text.Dim(Aside(line));

    private static string Aside(CasualtyLine line)
    {
        var asides = Text.Marks(
            Text.If(line.Total, "total"),
            line.Class == VictimClass.Unknown ? "" : Text.Word(line.Class),
            Text.Of(line.Nationality),
            Text.If(line.Attackers == true, "attackers"),
            line.Within is null ? "" : $"of the {Text.Of(line.Within)}");
        return asides.Length == 0 ? "" : $" ({asides})";
    }
}
