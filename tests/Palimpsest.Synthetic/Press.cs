using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>How something was told: where, on whose word, how firmly, and how we judged it.</summary>
internal static class Press
{
    /// <summary>The citations of a report that appeared on a day and was entered on another, not before it.</summary>
    public static IReadOnlyList<Citation> Citations(Dice dice, LocalDate published, LocalDate entered, SubjectKey? outlet = null)
    {
        var first = new Citation
        {
            Outlet = outlet ?? Outlet(dice),
            Title = $"Report of {Days.Iso(published)}",
            PublishedOn = Date(dice, published),
        };
        first = dice.Next(100) switch
        {
            < 5 => first with { Via = new Carrier(Outlet(dice), "Digest", PublicationDate.Parse(Days.Iso(published.PlusDays(1))), "p. 3") },
            < 8 => first with { PublishedOn = null, Via = new Carrier(Outlet(dice), "Digest", PublicationDate.Parse(Days.Iso(published))) },
            < 60 => first with { Url = string.Create(CultureInfo.InvariantCulture, $"https://{first.Outlet.Slug}.example/{published.Year}/{dice.Next(1_000_000)}") },
            _ => first,
        };
        return dice.Next(100) switch
        {
            < 10 => [first, Other(dice, LocalDate.Min(published.PlusDays(dice.Next(4)), entered), CitationRole.Carries)],
            < 14 => [first, Other(dice, LocalDate.Min(published.PlusDays(dice.Next(40)), entered), CitationRole.See)],
            _ => [first],
        };
    }

    /// <summary>Judged, attributed and dated as such reports are.</summary>
    public static Assertion Told(Assertion report, Dice dice, int country, Edtf? occurred)
    {
        report = dice.Next(100) switch
        {
            < 12 => report with { AttributedTo = new Attribution(Gazetteer.Governments[country], $"the government of {Gazetteer.Countries[country]}") },
            < 18 => report with { AttributedTo = new Attribution(null, "a local official") },
            < 22 => report with { Modality = (Modality)(1 + dice.Next(4)) },
            _ => report,
        };
        return report with
        {
            Occurred = report.Occurred ?? occurred,
            Reliability = dice.PerMille(500) ? (Reliability)dice.Next(5) : Reliability.F,
            Credibility = dice.PerMille(400) ? (Credibility)(1 + dice.Next(5)) : Credibility.CannotBeJudged,
        };
    }

    private static SubjectKey Outlet(Dice dice)
    {
        var fraction = dice.Fraction();
        return Gazetteer.Outlets[(int)(fraction * fraction * Gazetteer.Outlets.Length)];
    }

    private static Citation Other(Dice dice, LocalDate published, CitationRole role) => new()
    {
        Outlet = Outlet(dice),
        PublishedOn = PublicationDate.Parse(Days.Iso(published)),
        Role = role,
    };

    private static PublicationDate Date(Dice dice, LocalDate day) => PublicationDate.Parse(dice.PerMille(100)
        ? string.Create(CultureInfo.InvariantCulture, $"{Days.Iso(day)}T{dice.Next(24):00}:{dice.Next(60):00}:00Z")
        : Days.Iso(day));
}
