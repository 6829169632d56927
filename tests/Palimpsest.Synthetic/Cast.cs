using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>An incident as it was.</summary>
internal sealed record IncidentCard(SubjectKey Key, string Kind, int Country, Place Place, Edtf Occurred, LocalDate Day, bool Late, long Faction, SubjectKey? PartOf, int Toll);

/// <summary>A person as he is.</summary>
internal sealed record PersonCard(SubjectKey Key, string Name, string Alias, int Country, long Faction);

/// <summary>A faction as it is.</summary>
internal sealed record FactionCard(SubjectKey Key, string Name, string Alias, int Country);

/// <summary>Every subject by its number: worked out of seed and number alone, so that none is held in memory.</summary>
internal sealed class Cast(ulong seed, Plan plan)
{
    private const int Duplicates = 97;

    /// <summary>Whether a subject is another's double, entered under a key of its own: the one before it.</summary>
    public static bool IsDouble(long index) => index % Duplicates == Duplicates - 1 || index % (10 * Duplicates) == Duplicates - 2;

    public IncidentCard Incident(long index)
    {
        if (IsDouble(index))
        {
            var first = Incident(index - 1);
            return first with { Key = IncidentKey(first.Day, first.Place.Region!, index), Late = false };
        }

        // Waves of an attack: up to three parts follow their whole, on its day and in its country.
        if (index % 40 is > 0 and < 4 && Dice.Of(seed, 2, index).PerMille(500))
        {
            var whole = Incident(index - (index % 40));
            var part = Alone(index);
            return part with
            {
                Key = IncidentKey(whole.Day, part.Place.Region!, index),
                Place = part.Place with { Country = whole.Place.Country },
                Country = whole.Country,
                Occurred = whole.Occurred,
                Day = whole.Day,
                Late = whole.Late,
                PartOf = whole.Key,
            };
        }

        return Alone(index);
    }

    public PersonCard Person(long index)
    {
        var dice = Dice.Of(seed, 3, IsDouble(index) ? index - 1 : index);
        var country = dice.Next(Gazetteer.Countries.Length);
        var (given, family) = (dice.Of(Gazetteer.Given), dice.Of(Gazetteer.Family));
        var (name, alias) = ($"{given} {family}", $"{given[..^1]}{(given[^1] == 'a' ? "e" : "a")} al-{family}");
        var faction = FactionAt(plan.StepOf(Slot.NewPerson, index), dice);
        return IsDouble(index)
            ? new PersonCard(Key("person", $"{alias} p", index), alias, name, country, faction)
            : new PersonCard(Key("person", $"{name} p", index), name, alias, country, faction);
    }

    public FactionCard Faction(long index)
    {
        var dice = Dice.Of(seed, 4, IsDouble(index) ? index - 1 : index);
        var country = dice.Next(Gazetteer.Countries.Length);
        var name = $"{Gazetteer.Countries[country]} {dice.Of(Gazetteer.Banners)} {dice.Of(Gazetteer.Bands)}";
        var alias = string.Concat(name.Split(' ').Select(word => word[0]));
        return new FactionCard(Key("faction", $"{(IsDouble(index) ? alias : name)} f", index), name, alias, country);
    }

    /// <summary>A faction that is active at a step: one of the later fifth, so that none gathers ever more.</summary>
    public long FactionAt(long step, Dice dice) => Recent(plan.Before(Slot.NewFaction, step), 5, dice);

    /// <summary>A person who is active at a step.</summary>
    public long PersonAt(long step, Dice dice) => Recent(plan.Before(Slot.NewPerson, step), 20, dice);

    private static long Recent(long head, int part, Dice dice) => Math.Max(0, head - 1 - dice.Next((head / part) + 1));

    private static SubjectKey Key(string kind, string name, long index) =>
        SubjectKey.Parse(string.Create(CultureInfo.InvariantCulture, $"{kind}:{Gazetteer.SlugOf(name)}{index}"));

    private static SubjectKey IncidentKey(LocalDate day, string region, long index) =>
        SubjectKey.Parse(string.Create(CultureInfo.InvariantCulture, $"incident:{Days.Iso(day)}-{Gazetteer.SlugOf(region)}-i{index}"));

    private IncidentCard Alone(long index)
    {
        var dice = Dice.Of(seed, 5, index);
        var step = plan.StepOf(Slot.NewIncident, index);
        var isCampaign = index % 2000 == 7;
        var late = dice.PerMille(80);
        var day = plan.DayOf(step).PlusDays(-(late ? 95 + dice.Next((5 * 365) - 95) : dice.Next(4)));
        var country = SkewedCountry(dice);
        var region = $"{dice.Of(Gazetteer.Regions)} Province";
        var town = $"{dice.Of(Gazetteer.Family)}{(dice.PerMille(500) ? "abad" : "pur")}";
        SubjectKey? campaign = null;
        if (!isCampaign && index > 2000 && dice.PerMille(10))
        {
            var of = Alone(((index - 8) / 2000 * 2000) + 7);
            (country, campaign) = (of.Country, of.Key);
        }

        var toll = (int)(3 / (0.03 + dice.Fraction())) - 2;
        return new IncidentCard(
            IncidentKey(day, region, index),
            isCampaign ? "campaign" : dice.Of(Gazetteer.Kinds),
            country,
            isCampaign ? new Place(Gazetteer.Countries[country], region) : new Place(Gazetteer.Countries[country], region, town),
            isCampaign ? Edtf.Parse($"{Days.Iso(day)}/{Days.Iso(day.PlusDays(200))}") : Occurred(day, dice),
            day,
            late,
            FactionAt(step, dice),
            campaign,
            isCampaign ? 100 * toll : toll);
    }

    // A few countries have most of it.
    private static int SkewedCountry(Dice dice)
    {
        var fraction = dice.Fraction();
        return (((int)(fraction * fraction * Gazetteer.Countries.Length) * 7) + 27) % Gazetteer.Countries.Length;
    }

    private static Edtf Occurred(LocalDate day, Dice dice)
    {
        var iso = Days.Iso(day);
        return Edtf.Parse(dice.Next(100) switch
        {
            < 80 => iso,
            < 85 => iso + "~",
            < 88 => iso + "?",
            < 93 => iso[..7],
            < 96 => day.Day < 28 ? $"{iso}/{Days.Iso(day.PlusDays(1))}" : iso,
            < 98 => iso[..4],
            _ => $"../{iso}",
        });
    }
}
