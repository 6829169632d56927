using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Projections.Timelines;

namespace Palimpsest.Cli.Tables;

/// <summary>
/// Beliefs over time as lines of text: a lane for each, all on one scale. A stretch begins with a mark, carries as much of its text as fits, and is drawn otherwise where it is
/// contested; where a lane changes more than once within a cell, a mark says so. Every line is markup.
/// </summary>
internal sealed class TimelinePicture
{
    public const char Contested = '▒';

    private const string Several = "╫";
    private const int Gutter = 2;
    private const int LeastText = 4;
    private const int Bar = 3;
    private const int LeastScale = 20;
    private const int MostScale = 160;

    private readonly List<string> _lines = [];
    private readonly SortedSet<string> _legend = new(StringComparer.Ordinal);
    private readonly TimelineBelief _belief;
    private readonly List<(TimelineLane Name, List<Stretch> Stretches)> _lanes;
    private readonly TimelineScale _scale;
    private readonly int _names;

    private TimelinePicture(TimelineBelief belief, int width)
    {
        _belief = belief;
        _lanes = [.. belief.Stretches.GroupBy(s => s.Lane, StringComparer.Ordinal).Select(g => (TimelineLane.Of(g.First(), belief.Key), g.ToList()))];
        _names = Math.Min(_lanes.Max(l => Strip.Length(l.Name.Text)), width / 3);
        var days = belief.Stretches.Select(s => Day(s.From)).ToList();
        _scale = TimelineScale.Of(days.Min(), days.Max(), Day(belief.Until), Math.Clamp(width - _names - Gutter, LeastScale, MostScale));
    }

    /// <summary>The X of each step at which anything changes, in order: the first is number 1.</summary>
    public static IReadOnlyList<string> Steps(TimelineBelief belief) =>
        [.. belief.Stretches.Select(s => s.From).Distinct(StringComparer.Ordinal).OrderBy(from => BelievedOn.Parse(from).At)];

    /// <summary>The picture of a timeline that is not empty.</summary>
    /// <param name="belief">The timeline.</param>
    /// <param name="width">How wide it may be.</param>
    public static IReadOnlyList<string> Draw(TimelineBelief belief, int width)
    {
        var picture = new TimelinePicture(belief, width);
        picture.DrawAxis();
        foreach (var group in picture._lanes.GroupBy(l => l.Name.Heading ?? l.Name.Text, StringComparer.Ordinal))
        {
            if (group.First().Name.Heading is { } heading)
            {
                picture._lines.Add(Text.Bold(Text.Of(heading)));
            }

            foreach (var (name, stretches) in group)
            {
                picture.DrawLane(name, stretches);
            }
        }

        picture.DrawLegend();
        return picture._lines;
    }

    private void DrawAxis()
    {
        var (dates, ticks) = _scale.Axis();
        var numbers = new Strip(_scale.Width);
        foreach (var steps in Steps(_belief).Select((x, i) => (Cell: _scale.Cell(Day(x)), Number: Text.Number(i + 1))).GroupBy(s => s.Cell, s => s.Number))
        {
            var all = steps.Count() == 1 ? steps.First() : $"{steps.First()}–{steps.Last()}";
            _ = numbers.TryPut(steps.Key, all, "bold") || numbers.TryPut(steps.Key, steps.First(), "bold");
        }

        Add("", dates);
        Add("", ticks);
        Add("change", numbers);
    }

    private void DrawLane(TimelineLane name, List<Stretch> stretches)
    {
        var cells = stretches.Select(s => (Stretch: s, From: _scale.Cell(Day(s.From)), Until: s.Until is { } until ? _scale.Cell(Day(until)) : _scale.Width)).ToList();
        var isChart = stretches[0].Kind == LaneKind.Casualties && TimelineChart.IsDrawn(stretches);
        var strip = new Strip(_scale.Width);
        foreach (var (stretch, from, until) in cells.Where(c => c.Stretch.Belief is not null))
        {
            strip.Fill(from, Math.Max(from + 1, until), isChart ? ' ' : Fill(stretch), TimelineChart.Style(stretch));
            Write(strip, from, until, stretch, isChart);
        }

        Begin(strip, cells);
        Add(name.Text, strip);
        if (isChart)
        {
            _legend.UnionWith(stretches.SelectMany(TimelineChart.Legend));
            var rows = TimelineChart.Rows(cells, _scale.Width).ToList();
            rows.ForEach(r => Add(r.Number.PadLeft(_names), r.Row, r.Number.Length > 0 ? " ┤" : " │"));
        }
    }

    // Behind enough of a bar to see what it is. Text that would not be understood is left out: a number that is cut, a word of which next to nothing remains.
    private void Write(Strip strip, int from, int until, Stretch stretch, bool isChart)
    {
        var isBar = !isChart && (stretch.Contested || stretch.Kind is LaneKind.Role or LaneKind.LifeStatus);
        var (at, text) = (from + (isBar ? 1 + Bar : 1), TimelineLane.Short(stretch));
        var room = until - at - (isBar ? 3 : 2);
        var shown = Strip.Cut(text, room);
        if (text.Length > 0 && (shown == text || (stretch.Kind != LaneKind.Casualties && room >= LeastText)))
        {
            strip.Put(at, $" {shown} ", TimelineChart.Style(stretch));
        }

        if (shown != text)
        {
            _legend.Add("… in full below");
        }
    }

    // Where each stretch begins; a gap begins where nothing is believed any more.
    private void Begin(Strip strip, List<(Stretch Stretch, int From, int Until)> cells)
    {
        foreach (var cell in cells.GroupBy(c => c.From))
        {
            var last = cell.Last().Stretch;
            var isFirst = cells[0].Stretch == cell.First().Stretch || cells[cells.IndexOf(cell.First()) - 1].Stretch.Belief is null;
            strip.Put(cell.Key, cell.Count() > 1 ? Several : last.Belief is null ? "┤" : isFirst ? "├" : "┼", TimelineChart.Style(last));
            if (cell.Count() > 1)
            {
                _legend.Add($"{Several} several changes in one place");
            }
        }
    }

    private char Fill(Stretch stretch)
    {
        var (mark, meaning) = stretch.Contested ? (Contested, "contested") : (stretch.Kind, stretch.Belief) switch
        {
            (LaneKind.Role, "holds") => ('━', "believed to hold the role"),
            (LaneKind.LifeStatus, "noReport") => ('┄', "no report of death"),
            (LaneKind.LifeStatus, "reportedDead") => ('▄', "reported dead"),
            (LaneKind.LifeStatus, "deathDisputed") => (Contested, "contested"),
            (LaneKind.LifeStatus, _) => ('█', "death confirmed"),
            _ => ('─', ""),
        };
        if (meaning.Length > 0)
        {
            _legend.Add($"{mark} {meaning}");
        }

        return mark;
    }

    private void DrawLegend()
    {
        if (_scale.Stops)
        {
            _legend.Add($"▸ nothing changed from {Days.Iso(Day(Steps(_belief)[^1]))} to {_belief.Until}");
        }

        if (_legend.Count > 0)
        {
            _lines.Add(Text.Dim(Text.Of(string.Join(" · ", _legend))));
        }
    }

    private void Add(string name, Strip strip, string gutter = "  ")
    {
        var cut = Strip.Cut(Text.Plain(name), _names);
        _lines.Add(Text.Of(cut + new string(' ', _names - Strip.Length(cut))) + Text.Dim(gutter) + strip.ToMarkup());
    }

    private static LocalDate Day(string x) => Days.Of(BelievedOn.Parse(x).At);
}
