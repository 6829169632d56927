using Palimpsest.Projections.History;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>What was recorded, in record order.</summary>
internal static class HistoryTable
{
    public static void Draw(IAnsiConsole console, HistoryAnswer history)
    {
        var sheet = new Sheet(console);
        sheet.Line($"{Text.Bold("history")}  {Text.Of(history.Of)}");
        sheet.Line(Text.Dim(Sheet.Recorded(history.Recorded)));
        sheet.Section(
            Text.Plural(history.Entries.Count, "entry", "entries"),
            [Column.Figure("number"), Column.Date("recorded"), "by", "what", Column.Date("counts from")],
            history.Entries.Select(e => new Row(
                Text.Number(e.Number),
                Text.Of(Instants.Show(e.RecordedAt)),
                Text.Of(e.By),
                What(e),
                Text.Of(e.CountsFrom))));
        if (history.Entries.Count == 0)
        {
            sheet.Line();
            sheet.Line("Nothing was recorded of it by then.");
        }
    }

    private static string What(HistoryEntry entry) => string.Join('\n', ((string[])
    [
        $"{Text.Bold(Text.Word(entry.Type))} {Text.Of(entry.Id)}",
        Text.Of(entry.Summary),
        entry.Names is null ? "" : Text.Dim(Text.Of(entry.Names)),
        .. entry.Changes.Select(c => Text.Of(Changed.Line(c))),
        entry.Reason is null ? "" : $"reason: {Text.Of(entry.Reason)}",
    ]).Where(l => l.Length > 0));
}
