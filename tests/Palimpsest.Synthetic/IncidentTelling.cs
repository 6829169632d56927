using System.Globalization;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>What is said of an incident.</summary>
internal sealed class IncidentTelling(Cast cast)
{
    /// <summary>The report that it happened.</summary>
    public static Assertion First(IncidentCard card, Telling telling) => new IncidentReported
    {
        Id = telling.Id,
        Subject = card.Key,
        Kind = card.Kind,
        Place = card.Place,
        PartOf = card.PartOf,
        Occurred = card.Occurred,
        Summary = $"A {card.Kind} in {card.Place.Region}, {card.Place.Country}.",
        Citations = telling.Citations,
    };

    /// <summary>Anything said of it afterwards.</summary>
    public Assertion Next(IncidentCard card, Telling telling, long step, Dice dice)
    {
        var faction = cast.Faction(card.Faction).Key;
        var report = dice.Next(1000) switch
        {
            < 560 => Casualties(card, telling, dice),
            < 730 => Circumstance(card, telling, dice),
            < 800 => Claimed(card, telling, faction, dice),
            < 850 => new ResponsibilityAttributed
            {
                Id = telling.Id,
                Subject = card.Key,
                By = dice.PerMille(700) ? faction : cast.Faction(cast.FactionAt(step, dice)).Key,
                Summary = "Officials lay the attack at the door of the group.",
                Citations = telling.Citations,
            },
            < 865 => new ResponsibilityDenied
            {
                Id = telling.Id,
                Subject = card.Key,
                By = faction,
                AttributedTo = dice.PerMille(700) ? new Attribution(faction, null) : null,
                Summary = "A part in the attack is denied.",
                Citations = telling.Citations,
            },
            < 870 => new ResponsibilityConceded
            {
                Id = telling.Id,
                Subject = card.Key,
                By = faction,
                AttributedTo = new Attribution(faction, null),
                Modality = Modality.Conceded,
                Summary = "The group admits that the attack was its own.",
                Citations = telling.Citations,
            },
            < 900 => new NoClaimKnown
            {
                Id = telling.Id,
                Subject = card.Key,
                Summary = "Nobody has claimed the attack so far.",
                Citations = telling.Citations,
            },
            < 950 => Participant(card, telling, faction, step, dice),
            _ => First(card, telling),
        };
        return report.AttributedTo is null ? Press.Told(report, dice, card.Country, dice.PerMille(300) ? card.Occurred : null) : report;
    }

    private static ResponsibilityClaimed Claimed(IncidentCard card, Telling telling, SubjectKey faction, Dice dice) => new()
    {
        Id = telling.Id,
        Subject = card.Key,
        By = faction,
        Medium = dice.Of(Gazetteer.Media),
        AttributedTo = new Attribution(faction, null),
        Summary = "The group says that it carried out the attack.",
        Citations = telling.Citations,
    };

    private static CircumstanceReported Circumstance(IncidentCard card, Telling telling, Dice dice)
    {
        var (aspect, value) = (dice.Of(Gazetteer.Aspects), dice.Of(Gazetteer.Values));
        return new CircumstanceReported
        {
            Id = telling.Id,
            Subject = card.Key,
            Aspect = aspect,
            Value = value,
            Summary = $"Of the {aspect}: {value}.",
            Citations = telling.Citations,
        };
    }

    private ParticipantReported Participant(IncidentCard card, Telling telling, SubjectKey faction, long step, Dice dice)
    {
        var part = dice.Of(Gazetteer.Parts);
        return new ParticipantReported
        {
            Id = telling.Id,
            Subject = card.Key,
            Participant = dice.PerMille(800) ? cast.Person(cast.PersonAt(step, dice)).Key : faction,
            Part = part,
            Summary = $"Somebody is named as {part}.",
            Citations = telling.Citations,
        };
    }

    private static CasualtiesReported Casualties(IncidentCard card, Telling telling, Dice dice)
    {
        var killed = Math.Max(0, card.Toll + (dice.PerMille(500) ? 0 : dice.Next(5) - 2));
        List<CasualtyLine> lines = [.. Killed(killed, dice)];
        if (dice.PerMille(400))
        {
            lines.Add(Line("people", Outcome.Wounded, Said((2 * killed) + dice.Next(6), dice)));
        }

        if (dice.PerMille(60))
        {
            lines.Add(Line("people", (Outcome)(2 + dice.Next(3)), Said(1 + dice.Next(20), dice)));
        }

        return new CasualtiesReported
        {
            Id = telling.Id,
            Subject = card.Key,
            Lines = lines,
            Verbatim = dice.PerMille(300) ? [lines[0].Count.Text] : [],
            Summary = $"{lines[0].Count.Text} killed in {card.Place.Region}, {card.Place.Country}.",
            Citations = telling.Citations,
        };
    }

    private static IEnumerable<CasualtyLine> Killed(int killed, Dice dice)
    {
        if (killed < 4 || dice.PerMille(650))
        {
            return [Line("people", Outcome.Killed, Said(killed, dice)) with { Class = (VictimClass)dice.Next(5) }];
        }

        var (civilians, forces) = (killed / 2, killed / 4);
        List<CasualtyLine> lines =
        [
            Line("people", Outcome.Killed, Said(killed, dice)) with { Total = true },
            Line("civilians", Outcome.Killed, Count.Exactly(civilians)) with { Class = VictimClass.Civilian, Within = "people" },
            Line("police", Outcome.Killed, Count.Exactly(forces)) with { Class = VictimClass.SecurityForce, Within = "people", Attackers = false },
        ];
        if (dice.PerMille(300))
        {
            lines.Add(Line("attackers", Outcome.Killed, Count.Exactly(1 + dice.Next(3))) with { Class = VictimClass.Militant, Attackers = true, Within = dice.PerMille(300) ? "people" : null });
        }

        return lines;
    }

    private static CasualtyLine Line(string group, Outcome outcome, Count count) => new()
    {
        Group = group,
        Outcome = outcome,
        Count = count,
    };

    private static Count Said(int n, Dice dice)
    {
        var number = n.ToString(CultureInfo.InvariantCulture);
        return dice.Next(100) switch
        {
            < 70 => Count.Exactly(n),
            < 82 => Count.Parse($"at least {number}"),
            < 86 => Count.Parse($"more than {number}"),
            < 88 => Count.Parse($"at most {number}"),
            < 92 => Count.Parse($"about {number}"),
            < 98 => Count.Parse($"{number} to {(n + 1 + dice.Next(4)).ToString(CultureInfo.InvariantCulture)}"),
            < 99 => Count.Own(n, n + 1, n + 3),
            _ => Count.Parse("dozens"),
        };
    }
}
