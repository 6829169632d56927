using Palimpsest.Projections.Timelines;

namespace Palimpsest.Cli.Tables;

/// <summary>A figure over time: the numbers where they change, and below them columns of what is certain and what is possible.</summary>
internal static class TimelineChart
{
    private const char Certain = '█';
    private const char Possible = '░';
    private const char Best = '═';
    private const char NoBound = '↑';

    private const int Height = 4;
    private const int Eighths = 8;
    private const string Rising = "▁▂▃▄▅▆▇█";

    /// <summary>Whether there is anything to draw: a figure that never changes needs its numbers only.</summary>
    public static bool IsDrawn(IEnumerable<Stretch> lane) => lane.Select(s => (s.Low, s.Best, s.High)).Distinct().Count() > 1;

    /// <summary>The numbers of a figure: <c>8</c>, <c>4–6, best 5</c>, <c>74+</c>.</summary>
    public static string Numbers(Stretch stretch) => stretch.Low is { } low
        ? Figures.Range(low, stretch.High) + (stretch.Best is { } best && best != low ? $", best {Text.Number(best)}" : "")
        : "";

    /// <summary>What the marks of a stretch mean.</summary>
    public static IEnumerable<string> Legend(Stretch stretch) => stretch.Low is not { } low ? [] : new[]
    {
        stretch.Contested ? $"{TimelinePicture.Contested} contested" : $"{Certain} at least so many",
        stretch.Best > low ? $"{Best} best" : "",
        stretch.High > low ? $"{Possible} at most" : "",
        stretch.High is null ? $"{NoBound} no upper bound" : "",
    }.Where(m => m.Length > 0);

    /// <summary>The rows from the top to the bottom, each with the number that its scale says there.</summary>
    /// <param name="lane">The stretches, and the cells that each fills.</param>
    /// <param name="width">In cells.</param>
    public static IEnumerable<(string Number, Strip Row)> Rows(IReadOnlyList<(Stretch Stretch, int From, int Until)> lane, int width)
    {
        var figures = lane.Where(s => s.Stretch.Low is not null).ToList();
        var greatest = Math.Max(1, figures.Max(s => new[] { s.Stretch.Low, s.Stretch.Best, s.Stretch.High }.Max()!.Value));

        // Above what has no bound there is room.
        var unbounded = figures.Any(s => s.Stretch.Open == true);
        var full = Eighths * (unbounded ? Height - 1 : Height);
        for (var row = Height - 1; row >= 0; row--)
        {
            var strip = new Strip(width);
            foreach (var (stretch, from, until) in figures)
            {
                strip.Fill(from, until, Mark(stretch, row, n => (int)Math.Ceiling((double)n * full / greatest)), Style(stretch));
            }

            yield return (row == (full / Eighths) - 1 ? Text.Number(greatest) : row == 0 ? "0" : "", strip);
        }
    }

    /// <summary>The colour of a stretch.</summary>
    public static string? Style(Stretch stretch) => stretch.Contested ? "yellow" : null;

    private static char Mark(Stretch stretch, int row, Func<long, int> level)
    {
        var floor = row * Eighths;
        var low = Math.Max(1, level(stretch.Low!.Value)) - floor;
        return stretch.Best is { } best && best > stretch.Low && (level(best) - 1) / Eighths == row ? Best
            : low > 0 ? stretch.Contested ? TimelinePicture.Contested : Rising[Math.Min(low, Eighths) - 1]
            : stretch.High is null ? row == Height - 1 ? NoBound : Possible
            : level(stretch.High.Value) > floor ? Possible
            : ' ';
    }
}
