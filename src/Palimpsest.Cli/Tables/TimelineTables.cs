using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Timelines;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>One subject over time: the picture, and below it every change in full.</summary>
internal static class TimelineTables
{
    public static void Draw(IAnsiConsole console, Sheet sheet, Answer answer, TimelineBelief timeline)
    {
        sheet.Line((timeline.Name is { } name ? $"{Text.Bold(Text.Of(name))}  {Text.Of(timeline.Key.Value)}" : Text.Bold(Text.Of(timeline.Key.Value))) + (answer.Contested ? $"  {Text.Contested}" : ""));
        sheet.Line(Text.Dim(
            $"believed {(timeline.Since is { } since ? $"from {Text.Of(since)} " : "")}to {Text.Of(timeline.Until)} · {Sheet.Recorded(answer.Horizon.Recorded)}{IncidentTables.Rule(answer.Question)}"));
        if (timeline.Stretches.Count == 0)
        {
            return;
        }

        sheet.Line();
        foreach (var line in TimelinePicture.Draw(timeline, console.Profile.Width))
        {
            sheet.Line(line);
        }

        var causes = timeline.Causes.ToDictionary(c => c.Id, StringComparer.Ordinal);
        sheet.Section("changes", [Column.Figure("change"), Column.Date("believed from"), "what, and what caused it"], TimelinePicture.Steps(timeline).Select((from, i) => new Row(
            Text.Number(i + 1),
            Text.Of(from),
            string.Join('\n', timeline.Stretches.Where(s => s.From == from).Select(s => Change(s, s.Causes.Select(id => causes[id])))))));
    }

    private static string Change(Stretch stretch, IEnumerable<Cause> causes)
    {
        var what = stretch.Belief is null ? "no longer believed" : Text.Marks(Text.Of(TimelineLane.Whole(stretch)), Text.If(stretch.Contested, Text.Contested));
        return string.Join('\n', causes.Select(c => $"{Text.Dim("  ←")} {DifferenceTables.Cause(c)}").Prepend($"{Text.Bold(Text.Of(stretch.Lane))}: {what}"));
    }
}
