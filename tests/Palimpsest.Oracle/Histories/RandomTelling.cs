using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Histories;

/// <summary>Where and by whom something was said, whatever was said.</summary>
internal static class RandomTelling
{
    public static IReadOnlyList<Citation> Citations(Dice dice, SubjectKey? first = null)
    {
        var citations = Enumerable.Range(0, dice.Weighted((65, 1), (25, 2), (10, 3)))
            .Select(i => Citation(dice, i == 0 && first is { } outlet ? outlet : dice.Of(Cast.Outlets)))
            .ToList();
        if (first is not null)
        {
            citations[0] = citations[0] with { Role = CitationRole.Carries };
        }
        else if (citations.All(c => c.Role == CitationRole.See))
        {
            citations[^1] = citations[^1] with { Role = CitationRole.Carries };
        }

        return citations;
    }

    public static Attribution? Attribution(Dice dice) => dice.Weighted(
        (45, 0),
        (10, 1),
        (45, 2)) switch
    {
        0 => null,
        1 => new Attribution(null, "officials"),
        _ => new Attribution(dice.Of(Cast.Speakers), null),
    };

    public static Modality Modality(Dice dice) => dice.Of(Enum.GetValues<Modality>());

    public static Reliability Reliability(Dice dice) => dice.Chance(60) ? dice.Of(Enum.GetValues<Reliability>()) : Reports.Reliability.F;

    public static Credibility Credibility(Dice dice) => dice.Chance(60) ? (Credibility)(1 + dice.Next(6)) : Reports.Credibility.CannotBeJudged;

    /// <summary>Who says it, when, how firmly and how well: everything but what is said.</summary>
    public static Assertion Told(Assertion report, Dice dice)
    {
        var attribution = Attribution(dice);
        return report with
        {
            Citations = Citations(dice),

            // Whoever denies a deed usually denies his own.
            AttributedTo = report is ResponsibilityDenied denial && dice.Chance(30) ? new Attribution(denial.By, null) : attribution,
            Occurred = report is IncidentReported ? RandomDates.Occurred(dice) : RandomDates.OccurredOrNot(dice),
            Modality = Modality(dice),
            Reliability = Reliability(dice),
            Credibility = Credibility(dice),
            Mentions = dice.Chance(10) ? [dice.Of(Cast.All)] : [],
        };
    }

    private static Citation Citation(Dice dice, SubjectKey outlet)
    {
        var form = dice.Weighted((75, 0), (10, 1), (15, 2));
        return new Citation
        {
            Outlet = outlet,
            PublishedOn = form == 1 ? null : RandomDates.Publication(dice),
            Via = form == 0 ? null : new Carrier(Cast.Journal, null, form == 1 || dice.Chance(80) ? RandomDates.Publication(dice) : null),
            Announced = dice.Chance(8) ? RandomDates.Occurred(dice) : null,
            Role = dice.Chance(15) ? CitationRole.See : CitationRole.Carries,
        };
    }
}
