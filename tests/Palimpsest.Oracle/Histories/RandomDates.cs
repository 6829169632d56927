using NodaTime;
using Palimpsest.Clocks;

namespace Palimpsest.Tests.Histories;

/// <summary>Dates within twelve days, so that many fall together.</summary>
internal static class RandomDates
{
    public const int Window = 12;

    internal static readonly LocalDate First = new(2013, 4, 1);

    // The bounds of days too: an instant that is exactly the end of a day ties with the day.
    private static readonly string[] Times = ["12:00:00Z", "00:00:00Z", "06:30:00Z", "23:59:59.999999999Z"];

    public static string Day(Dice dice, int from = 0, int below = Window) => Days.Iso(First.PlusDays(from + dice.Next(below - from)));

    public static string Instant(Dice dice) => $"{Day(dice)}T{dice.Of(Times)}";

    public static PublicationDate Publication(Dice dice) => PublicationDate.Parse(dice.Weighted(
        (45, Day),
        (15, _ => "2013-04-06"),
        (22, Instant),
        (13, Span),
        (2, _ => "2013-04"),
        (3, (Func<Dice, string>)(_ => "2013-03-28")))(dice));

    /// <summary>When something was so, with every kind of vagueness; the source may be silent.</summary>
    public static Edtf? OccurredOrNot(Dice dice) => dice.Chance(70) ? Occurred(dice) : null;

    public static Edtf Occurred(Dice dice) => Edtf.Parse(dice.Weighted(
        (50, Day),
        (10, d => Day(d) + "~"),
        (5, d => Day(d) + "?"),
        (12, Span),
        (8, d => "../" + Day(d)),
        (6, d => Day(d) + "/.."),
        (5, _ => "2013-04"),
        (2, _ => "2013-03"),
        (2, (Func<Dice, string>)(_ => "2013")))(dice));

    public static BelievedOn Horizon(Dice dice) => BelievedOn.Parse(dice.Weighted(
        (35, d => Day(d)),
        (20, Instant),
        (10, d => Day(d, -3, Window + 5)),
        (35, (Func<Dice, string>)(_ => "2013-05-02")))(dice));

    private static string Day(Dice dice) => Day(dice, 0);

    private static string Span(Dice dice)
    {
        var first = dice.Next(Window - 1);
        return $"{Days.Iso(First.PlusDays(first))}/{Day(dice, first)}";
    }
}
