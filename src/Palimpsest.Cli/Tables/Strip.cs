using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Palimpsest.Cli.Tables;

/// <summary>A row of cells, each a character of plain text and a style: what pictures are made of.</summary>
internal sealed class Strip
{
    private const string Ellipsis = "…";

    private readonly string[] _cells;
    private readonly string?[] _styles;

    public Strip(int width)
    {
        _cells = new string[width];
        _styles = new string?[width];
        Array.Fill(_cells, " ");
    }

    public int Width => _cells.Length;

    /// <summary>Writes text; what does not fit is left out.</summary>
    public void Put(int at, string text, string? style)
    {
        foreach (var element in Elements(text))
        {
            var width = Length(element);
            if (at + width > _cells.Length)
            {
                return;
            }

            for (var i = 0; i < width; i++)
            {
                _cells[at + i] = i == 0 ? element : "";
                _styles[at + i] = style;
            }

            at += width;
        }
    }

    /// <summary>Writes text if nothing stands there, nor directly before or behind it.</summary>
    public bool TryPut(int at, string text, string? style)
    {
        var fits = at + Length(text) <= _cells.Length && Enumerable.Range(at - 1, Length(text) + 2).All(i => i < 0 || i >= _cells.Length || _cells[i] == " ");
        if (fits)
        {
            Put(at, text, style);
        }

        return fits;
    }

    /// <summary>Fills cells with a character.</summary>
    public void Fill(int from, int until, char with, string? style)
    {
        for (var i = from; i < until; i++)
        {
            _cells[i] = with.ToString();
            _styles[i] = style;
        }
    }

    /// <summary>As much of a text as there is room for.</summary>
    public static string Cut(string text, int room)
    {
        if (Length(text) <= room)
        {
            return text;
        }

        var cut = new StringBuilder();
        var left = room - 1;
        foreach (var element in Elements(text))
        {
            left -= Length(element);
            if (left < 0)
            {
                break;
            }

            cut.Append(element);
        }

        return room < 1 ? "" : cut.ToString().TrimEnd() + Ellipsis;
    }

    /// <summary>How many cells a text takes.</summary>
    public static int Length(string text) => new Segment(text).CellCount();

    public string ToMarkup()
    {
        var markup = new StringBuilder();
        for (var (from, until) = (0, 0); from < _cells.Length; from = until)
        {
            while (until < _cells.Length && _styles[until] == _styles[from])
            {
                until++;
            }

            var text = Markup.Escape(string.Concat(_cells[from..until]));
            markup.Append(_styles[from] is { } style ? $"[{style}]{text}[/]" : text);
        }

        return markup.ToString();
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            if (Length(elements.GetTextElement()) > 0)
            {
                yield return elements.GetTextElement();
            }
        }
    }
}
