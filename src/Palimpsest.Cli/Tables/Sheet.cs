using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>A column; a fixed one is never broken over lines, a right one is of numbers.</summary>
internal readonly record struct Column(string Title, bool Fixed = false, bool Right = false)
{
    public static implicit operator Column(string title) => new(title);

    public static Column Key(string title) => new(title, Fixed: true);

    public static Column Date(string title) => new(title, Fixed: true);

    public static Column Figure(string title) => new(title, Fixed: true, Right: true);
}

/// <summary>One row: its cells, as markup, and the assertions behind it.</summary>
internal sealed record Row(IReadOnlyList<Evidence> Said, params string[] Cells)
{
    public Row(params string[] cells)
        : this([], cells)
    {
    }
}

/// <summary>An answer on the screen: headline, sections of which only the non-empty are drawn, and the token on the last line.</summary>
internal sealed class Sheet(IAnsiConsole console)
{
    private bool _isEmpty = true;

    /// <summary>What it is about, and for which horizon.</summary>
    public void Headline(Answer answer, string title, string? name = null)
    {
        Line((name is null ? Text.Bold(title) : $"{Text.Bold(name)}  {title}") + (answer.Contested ? $"  {Text.Contested}" : ""));
        Line(Text.Dim($"believed on {Text.Of(answer.Horizon.BelievedOn.Text)} · {Recorded(answer.Horizon.Recorded)}"));
        if (answer.Question.IsFromPerspective)
        {
            Line(Text.Dim($"as heard {Heard(answer.Question)}"));
        }
    }

    public static string Recorded(RecordPoint point) => point.At is { } at
        ? $"according to record number {Text.Number(point.Number)} of {Text.Of(Instants.Show(at))}"
        : "according to the empty record";

    private static string Heard(Question question) => string.Join(" · ", new[]
    {
        question.Outlets.Count == 0 ? "" : $"through {string.Join(", ", question.Outlets.Select(Text.Party))} only",
        question.MinReliability is { } least ? $"at reliability {least} or better" : "",
        question.Party is { } party ? $"from {Text.Party(party)} only" : "",
    }.Where(p => p.Length > 0));

    /// <summary>A line of its own.</summary>
    public void Line(string markup = "") => console.MarkupLine(markup);

    /// <summary>A line that says something of the subject.</summary>
    public void Fact(string name, string markup)
    {
        _isEmpty = false;
        Line($"{name}: {markup}");
    }

    /// <summary>A table under its title; columns in which nothing stands are left out, and so is a table without rows. Rows that read alike become one.</summary>
    public void Section(string title, Column[] columns, IEnumerable<Row> rows)
    {
        var lines = rows.GroupBy(r => string.Join('\u001f', r.Cells), StringComparer.Ordinal)
            .Select(g => (string[])[.. g.First().Cells, Said.Cell([.. g.SelectMany(r => r.Said)])]).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        _isEmpty = false;
        var all = columns.Append("counts from, by").ToList();
        var shown = Enumerable.Range(0, all.Count).Where(i => lines.Any(l => l[i].Length > 0)).ToList();
        Line();
        Line(Text.Bold(title));
        Layout.Write(console, [.. shown.Select(i => all[i])], [.. lines.Select(l => (string[])[.. shown.Select(i => l[i])])]);
    }

    /// <summary>Ends it. The token is one line however long, so that it can be copied whole.</summary>
    public void End(Answer answer, string ifEmpty)
    {
        if (_isEmpty)
        {
            Line();
            Line(ifEmpty);
        }

        Line();
        console.Profile.Out.Writer.WriteLine($"token {answer.Token}");
    }
}
