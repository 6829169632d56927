using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;

namespace Palimpsest.Cli.Tables;

/// <summary>
/// Days on a row of cells: the scale that all lanes of a timeline share. It begins with the first change. Where nothing changes any more for long it stops early,
/// so that the changes keep their room.
/// </summary>
/// <param name="Start">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Stops">Whether it stops before X.</param>
/// <param name="Width">In cells.</param>
internal sealed record TimelineScale(LocalDate Start, LocalDate Last, bool Stops, int Width)
{
    private const int LeastTail = 7;
    private const int Apart = 2;
    private const int DayLength = 10;

    // The finest whose labels stand apart is taken.
    private static readonly Unit[] Units =
    [
        .. new[] { 1, 2, 7, 14 }.Select(n => new Unit(n, "MM'-'dd", (start, day) => Period.DaysBetween(start, day) % n == 0)),
        .. new[] { 1, 2, 3, 6 }.Select(n => new Unit(28 * n, "uuuu'-'MM", (_, day) => day.Day == 1 && (day.Month - 1) % n == 0)),
        .. new[] { 1, 2, 5, 10, 20, 50, 100, 1000 }.Select(n => new Unit(365 * n, "uuuu", (_, day) => day.DayOfYear == 1 && day.Year % n == 0)),
    ];

    private int Span => Period.DaysBetween(Start, Last) + 1;

    /// <summary>The scale from the first change to X, or to some time after the last change.</summary>
    public static TimelineScale Of(LocalDate first, LocalDate last, LocalDate x, int width)
    {
        var tail = Math.Max(LeastTail, Period.DaysBetween(first, last) / 2);
        var stops = Period.DaysBetween(last, x) > tail;
        return new TimelineScale(first, stops ? last.PlusDays(tail) : x, stops, width);
    }

    /// <summary>The cell in which a day begins.</summary>
    public int Cell(LocalDate day) => (int)((long)Period.DaysBetween(Start, day) * Width / Span);

    /// <summary>The rows of the axis: dates, and the ticks that they stand at.</summary>
    public (Strip Dates, Strip Ticks) Axis()
    {
        var (dates, ticks) = (new Strip(Width), new Strip(Width));
        ticks.Fill(0, Width, '─', "dim");
        Mark(Start, Days.Iso(Start));
        var unit = Units.FirstOrDefault(u => (long)u.Days * Width / Span >= u.Length + Apart) ?? Units[^1];
        var shown = Start;
        for (var n = 1; n < Span; n++)
        {
            var day = Start.PlusDays(n);

            // A day without its year would be ambiguous.
            if (unit.IsTick(Start, day) && Mark(day, unit.Days < 28 && shown.Year != day.Year ? Days.Iso(day) : day.ToString(unit.Pattern, CultureInfo.InvariantCulture)))
            {
                shown = day;
            }
        }

        dates.TryPut(Math.Max(0, Width - DayLength), Days.Iso(Last), null);
        if (Stops)
        {
            ticks.Put(Width - 1, "▸", "dim");
        }

        return (dates, ticks);

        bool Mark(LocalDate day, string text)
        {
            var at = Cell(day);
            ticks.Put(at, "┬", "dim");
            return dates.TryPut(at, text, null);
        }
    }

    /// <summary>What ticks stand for.</summary>
    private sealed record Unit(int Days, string Pattern, Func<LocalDate, LocalDate, bool> IsTick)
    {
        public int Length => Pattern.Replace("'", "", StringComparison.Ordinal).Length;
    }
}
