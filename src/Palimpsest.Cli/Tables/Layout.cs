using Spectre.Console;
using Spectre.Console.Rendering;

namespace Palimpsest.Cli.Tables;

/// <summary>
/// Lays out a table in the width there is: no word is broken, and the columns that would need most lines get most room.
/// Where not even the longest words fit side by side, or a cell would stand as a narrow tower, each row becomes a paragraph.
/// </summary>
internal static class Layout
{
    private const int Gap = 3;
    private const int Tallest = 6;

    public static void Write(IAnsiConsole console, IReadOnlyList<Column> columns, IReadOnlyList<string[]> rows)
    {
        var options = RenderOptions.Create(console, console.Profile.Capabilities);
        var sizes = columns.Select((column, i) => Size(options, column, rows.Select(r => r[i]))).ToList();
        if (Fit(sizes, console.Profile.Width - (Gap * (columns.Count - 1))) is { } widths)
        {
            WriteTable(console, columns, rows, widths);
        }
        else
        {
            WriteParagraphs(console, columns, rows);
        }
    }

    /// <summary>The width of each column, least to most what its words ask; null if it would not be legible.</summary>
    internal static int[]? Fit(IReadOnlyList<(int Least, int Most)> sizes, int available)
    {
        var widths = sizes.Select(s => s.Least).ToArray();
        if (widths.Sum() > available)
        {
            return null;
        }

        for (var rest = available - widths.Sum(); rest > 0; rest--)
        {
            var neediest = Enumerable.Range(0, widths.Length).MaxBy(i => widths[i] < sizes[i].Most ? (double)sizes[i].Most / widths[i] : 0);
            if (widths[neediest] >= sizes[neediest].Most)
            {
                break;
            }

            widths[neediest]++;
        }

        return widths.Zip(sizes).Any(c => c.Second.Most > Tallest * c.First) ? null : widths;
    }

    private static (int Least, int Most) Size(RenderOptions options, Column column, IEnumerable<string> cells)
    {
        var measured = cells.Append(column.Title).Select(c => ((IRenderable)new Markup(c)).Measure(options, int.MaxValue)).ToList();
        var most = measured.Max(m => m.Max);
        return (column.Fixed ? most : measured.Max(m => m.Min), most);
    }

    private static void WriteTable(IAnsiConsole console, IReadOnlyList<Column> columns, IReadOnlyList<string[]> rows, int[] widths)
    {
        var grid = new Grid();
        for (var i = 0; i < columns.Count; i++)
        {
            grid.AddColumn(new GridColumn
            {
                Width = widths[i],
                NoWrap = columns[i].Fixed,
                Padding = new Padding(0, 0, i == columns.Count - 1 ? 0 : Gap, 0),
                Alignment = columns[i].Right ? Justify.Right : Justify.Left,
            });
        }

        grid.AddRow([.. columns.Select(c => Text.Dim(c.Title))]);
        grid.AddRow([.. widths.Select(w => Text.Dim(new string('─', w)))]);
        foreach (var row in rows)
        {
            grid.AddRow(row);
        }

        console.Write(grid);
    }

    private static void WriteParagraphs(IAnsiConsole console, IReadOnlyList<Column> columns, IReadOnlyList<string[]> rows)
    {
        foreach (var row in rows)
        {
            console.MarkupLine(row[0].Length > 0 ? row[0] : Text.None);
            var cells = columns.Zip(row).Skip(1).Where(c => c.Second.Length > 0)
                .Select(c => $"{Text.Dim(c.First.Title + ":")} {c.Second.ReplaceLineEndings("; ")}");
            console.Write(new Padder(new Markup(string.Join(Text.Dim(" · "), cells)), new Padding(2, 0, 0, 0)));
        }
    }
}
