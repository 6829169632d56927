using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Synthetic;

/// <summary>What is said of a person.</summary>
internal sealed class PersonTelling(Cast cast)
{
    /// <summary>Who he is.</summary>
    public static Assertion First(PersonCard card, Telling telling, Dice dice) => Press.Told(
        new PersonDescribed
        {
            Id = telling.Id,
            Subject = card.Key,
            Name = dice.PerMille(700) ? card.Name : card.Alias,
            Aliases = dice.PerMille(400) ? [card.Alias] : [],
            Nationality = Gazetteer.Countries[card.Country],
            Age = dice.PerMille(200) ? 20 + dice.Next(50) : null,
            Summary = $"{card.Name} is named.",
            Citations = telling.Citations,
        },
        dice,
        card.Country,
        null);

    /// <summary>Anything said of him afterwards.</summary>
    public Assertion Next(PersonCard card, Telling telling, Dice dice)
    {
        var faction = cast.Faction(card.Faction);
        var died = Edtf.Day(telling.Published.PlusDays(-1 - dice.Next(9)));
        Assertion report = dice.Next(100) switch
        {
            < 25 => First(card, telling, dice),
            < 40 => new DeathReported
            {
                Id = telling.Id,
                Subject = card.Key,
                Occurred = died,
                Cause = dice.PerMille(500) ? "a strike from the air" : "a clash",
                Summary = $"{card.Name} is said to have been killed.",
                Citations = telling.Citations,
            },
            < 47 => new DeathDisputed
            {
                Id = telling.Id,
                Subject = card.Key,
                Occurred = Edtf.Day(telling.Published),
                Basis = dice.PerMille(500) ? DisputeBasis.Denial : DisputeBasis.SignOfLife,
                Summary = $"{card.Name} is said to be alive.",
                Citations = telling.Citations,
            },
            < 52 => new DeathConfirmed
            {
                Id = telling.Id,
                Subject = card.Key,
                Occurred = died,
                AttributedTo = new Attribution(faction.Key, null),
                Summary = $"{faction.Name} mourns {card.Name}.",
                Citations = telling.Citations,
            },
            < 55 => new ConfirmationWithheld
            {
                Id = telling.Id,
                Subject = card.Key,
                Summary = "Officials would not confirm the death.",
                Citations = telling.Citations,
            },
            < 67 => new CustodyReported
            {
                Id = telling.Id,
                Subject = card.Key,
                Status = (CustodyStatus)dice.Next(5),
                Holder = "the authorities",
                Place = new Place(Gazetteer.Countries[card.Country]),
                Summary = $"{card.Name} is in custody, or no longer.",
                Citations = telling.Citations,
            },
            < 74 => new SentenceReported
            {
                Id = telling.Id,
                Subject = card.Key,
                Sentence = $"{5 + dice.Next(30)} years in prison",
                Court = "the high court",
                Summary = $"{card.Name} was sentenced.",
                Citations = telling.Citations,
            },
            < 80 => new AllegiancePledged
            {
                Id = telling.Id,
                Subject = card.Key,
                To = faction.Key,
                AttributedTo = new Attribution(card.Key, null),
                Summary = $"{card.Name} pledges allegiance.",
                Citations = telling.Citations,
            },
            _ => new StatementIssued
            {
                Id = telling.Id,
                Subject = card.Key,
                Medium = dice.Of(Gazetteer.Media),
                Topic = "the war",
                Summary = $"{card.Name} speaks of the war.",
                Citations = telling.Citations,
            },
        };
        return report.AttributedTo is null && report is not PersonDescribed ? Press.Told(report, dice, card.Country, null) : report;
    }
}
