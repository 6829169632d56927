using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Synthetic;

/// <summary>What is said of a faction.</summary>
internal sealed class FactionTelling(Cast cast)
{
    /// <summary>What it is called.</summary>
    public static Assertion First(FactionCard card, Telling telling, Dice dice) => Press.Told(
        new FactionDescribed
        {
            Id = telling.Id,
            Subject = card.Key,
            Name = card.Name,
            Aliases = dice.PerMille(500) ? [card.Alias] : [],
            Description = $"an armed group of {Gazetteer.Countries[card.Country]}",
            Summary = $"{card.Name} is an armed group.",
            Citations = telling.Citations,
        },
        dice,
        card.Country,
        null);

    /// <summary>Anything said of it afterwards.</summary>
    /// <param name="card">The faction.</param>
    /// <param name="telling">How it is told.</param>
    /// <param name="person">The person to name.</param>
    /// <param name="step">When.</param>
    /// <param name="dice">Rolled for the rest.</param>
    public Assertion Next(FactionCard card, Telling telling, PersonCard person, long step, Dice dice)
    {
        var other = cast.Faction(cast.FactionAt(step, dice));
        var roll = other.Key == card.Key ? 65 + dice.Next(35) : dice.Next(100);
        Assertion report = roll switch
        {
            < 10 => new AllegiancePledged
            {
                Id = telling.Id,
                Subject = card.Key,
                To = other.Key,
                AttributedTo = new Attribution(card.Key, null),
                Summary = $"{card.Name} pledges allegiance.",
                Citations = telling.Citations,
            },
            < 15 => new AllegianceDenied
            {
                Id = telling.Id,
                Subject = card.Key,
                To = other.Key,
                Summary = $"{card.Name} is bound to nobody, it says.",
                Citations = telling.Citations,
            },
            < 22 => new MergerAnnounced
            {
                Id = telling.Id,
                Subject = card.Key,
                Parties = [card.Key, other.Key],
                AttributedTo = new Attribution(card.Key, null),
                Summary = $"{card.Name} announces a union.",
                Citations = telling.Citations,
            },
            < 26 => new MergerDenied
            {
                Id = telling.Id,
                Subject = card.Key,
                Parties = [card.Key, other.Key],
                AttributedTo = new Attribution(other.Key, null),
                Summary = $"{other.Name} knows of no union.",
                Citations = telling.Citations,
            },
            < 30 => new SplitReported
            {
                Id = telling.Id,
                Subject = card.Key,
                NewFaction = other.Key,
                Leader = person.Key,
                Summary = $"Part of {card.Name} goes its own way.",
                Citations = telling.Citations,
            },
            < 38 => First(card, telling, dice),
            < 65 => Named(card, telling, person, dice),
            < 72 => new LeaderDeparted
            {
                Id = telling.Id,
                Subject = card.Key,
                Person = person.Key,
                Role = dice.Of(Gazetteer.Roles),
                Cause = "dismissed",
                Summary = $"{person.Name} holds the post no longer.",
                Citations = telling.Citations,
            },
            < 82 => new StrengthReported
            {
                Id = telling.Id,
                Subject = card.Key,
                Count = Count.Parse($"about {100 * (1 + dice.Next(80))}"),
                Of = "fighters",
                Summary = $"{card.Name} has some fighters.",
                Citations = telling.Citations,
            },
            < 92 => new PresenceReported
            {
                Id = telling.Id,
                Subject = card.Key,
                Place = new Place(Gazetteer.Countries[card.Country], $"{dice.Of(Gazetteer.Regions)} Province"),
                Summary = $"{card.Name} is active there.",
                Citations = telling.Citations,
            },
            _ => new StatementIssued
            {
                Id = telling.Id,
                Subject = card.Key,
                Medium = dice.Of(Gazetteer.Media),
                Speaker = dice.PerMille(300) ? person.Key : null,
                Summary = $"{card.Name} makes a statement.",
                Citations = telling.Citations,
            },
        };
        return report.AttributedTo is null && report is not FactionDescribed ? Press.Told(report, dice, card.Country, null) : report;
    }

    private static LeaderNamed Named(FactionCard card, Telling telling, PersonCard person, Dice dice)
    {
        var role = dice.Of(Gazetteer.Roles);
        return new LeaderNamed
        {
            Id = telling.Id,
            Subject = card.Key,
            Person = person.Key,
            Role = role,
            Sole = role == "leader",
            Scope = role == "commander" ? dice.Of(Gazetteer.Regions) : null,
            Since = dice.PerMille(300) ? Edtf.Day(telling.Published.PlusDays(-dice.Next(400))) : null,
            Summary = $"{person.Name} is {role} of {card.Name}.",
            Citations = telling.Citations,
        };
    }
}
