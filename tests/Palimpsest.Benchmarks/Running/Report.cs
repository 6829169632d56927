using System.Globalization;
using System.Text;

namespace Palimpsest.Benchmarks.Running;

/// <summary>What was measured, as a table.</summary>
internal static class Report
{
    /// <summary>The table as Markdown, a line for each question and who answered it.</summary>
    public static string Markdown(IEnumerable<Outcome> outcomes)
    {
        var text = new StringBuilder("| question | who | cold ms | median ms | p95 ms | ratio to ours | ratio to the floor | buffers |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var outcome in outcomes)
        {
            foreach (var line in Lines(outcome))
            {
                text.Append("| ").AppendJoin(" | ", line).Append(" |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One question, for the terminal.</summary>
    public static string Plain(Outcome outcome)
    {
        var text = new StringBuilder().Append(outcome.Question).Append(": ").Append(outcome.Said).Append('\n');
        foreach (var line in Lines(outcome))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {line[1],-34}{line[2],12}{line[3],12}{line[4],12}{line[5],10}{line[6],10}{line[7],10}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string[]> Lines(Outcome outcome)
    {
        var (ours, floor) = (Find(outcome, Outcome.Ours), Find(outcome, Outcome.Floor));
        foreach (var m in outcome.Measured)
        {
            yield return m.Note is { } note
                ? [outcome.Question, m.Name, note, "", "", "", "", ""]
                : [outcome.Question, m.Name, Milliseconds(m.Cold), Milliseconds(m.Median), Milliseconds(m.P95), Ratio(m, ours), Ratio(m, floor), m.Buffers?.ToString("N0", CultureInfo.InvariantCulture) ?? ""];
        }
    }

    private static Measured? Find(Outcome outcome, string name) => outcome.Measured.FirstOrDefault(m => m.Name.StartsWith(name, StringComparison.Ordinal) && m.Note is null);

    private static string Milliseconds(double ms) => ms.ToString(ms < 10 ? "0.00" : ms < 1000 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Ratio(Measured measured, Measured? to) => to is null
        ? ""
        : (measured.Median / to.Median) is var ratio && ratio < 10 ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : ratio.ToString("N0", CultureInfo.InvariantCulture);
}
