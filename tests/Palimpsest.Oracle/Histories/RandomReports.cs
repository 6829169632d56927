using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Histories;

/// <summary>
/// What is said: a report of a random type with a random payload. Most histories keep to one theme, else events would seldom meet.
/// </summary>
internal static class RandomReports
{
    private static readonly string[] Deaths =
    [
        nameof(DeathReported), nameof(DeathReported), nameof(DeathDisputed), nameof(DeathDisputed), nameof(DeathConfirmed),
        nameof(ConfirmationWithheld),
    ];

    private static readonly string[] Claims =
    [
        nameof(ResponsibilityClaimed), nameof(ResponsibilityClaimed), nameof(ResponsibilityDenied), nameof(ResponsibilityDenied),
        nameof(ResponsibilityAttributed), nameof(ResponsibilityConceded), nameof(NoClaimKnown),
    ];

    private static readonly string[] Casualties =
    [
        nameof(CasualtiesReported), nameof(CasualtiesReported), nameof(CasualtiesReported), nameof(IncidentReported), nameof(IncidentReported),
    ];

    private static readonly string[] Leaders =
        [nameof(LeaderNamed), nameof(LeaderNamed), nameof(LeaderNamed), nameof(LeaderDeparted), nameof(DeathReported)];

    private static readonly string[] Ties =
    [
        nameof(AllegiancePledged), nameof(AllegianceDenied), nameof(MergerAnnounced), nameof(MergerDenied), nameof(SplitReported),
    ];

    private static readonly string[] Circumstances =
        [nameof(CircumstanceReported), nameof(CircumstanceReported), nameof(IncidentReported), nameof(ParticipantReported)];

    private static readonly string[] Others =
    [
        nameof(PersonDescribed), nameof(CustodyReported), nameof(SentenceReported), nameof(FactionDescribed), nameof(StrengthReported),
        nameof(PresenceReported), nameof(StatementIssued),
    ];

    public static IReadOnlyList<string[]> Themes { get; } =
    [
        Deaths, Claims, Casualties, Casualties, Leaders, Ties, Circumstances,
        [.. Deaths, .. Claims, .. Casualties, .. Leaders, .. Ties, .. Circumstances, .. Others],
    ];

    public static Assertion Report(string[] theme, string id, Dice dice) => RandomTelling.Told(Payload(dice.Of(theme), id, dice), dice);

    /// <summary>What is said, and nothing of who says it where.</summary>
    public static Assertion Payload(string type, string id, Dice dice)
    {
        var (incident, person, faction) = (dice.Skewed(Cast.Incidents), dice.Skewed(Cast.Persons), dice.Skewed(Cast.Factions));
        SubjectKey? where = dice.Chance(15) ? incident : null;
        return type switch
        {
            nameof(IncidentReported) => Incident(About<IncidentReported>(incident), dice),
            nameof(CircumstanceReported) => About<CircumstanceReported>(incident) with
            {
                Aspect = dice.Weighted((75, "manner"), (25, "target")),
                Value = dice.Of("convoy", "foot", "truck"),
            },
            nameof(CasualtiesReported) => About<CasualtiesReported>(incident) with { Lines = RandomAccounts.Lines(dice) },
            nameof(ResponsibilityClaimed) => About<ResponsibilityClaimed>(incident) with { By = dice.Of(Cast.Parties) },
            nameof(ResponsibilityAttributed) => About<ResponsibilityAttributed>(incident) with { By = dice.Of(Cast.Factions) },
            nameof(ResponsibilityDenied) => About<ResponsibilityDenied>(incident) with { By = dice.Skewed(Cast.Parties) },
            nameof(ResponsibilityConceded) => About<ResponsibilityConceded>(incident) with { By = dice.Of(Cast.Parties) },
            nameof(NoClaimKnown) => About<NoClaimKnown>(incident),
            nameof(ParticipantReported) => About<ParticipantReported>(incident) with { Participant = person, Part = "target" },
            nameof(PersonDescribed) => About<PersonDescribed>(person) with { Name = dice.Of("Amir", "Ameer") },
            nameof(DeathReported) => About<DeathReported>(person) with { Incident = where },
            nameof(DeathDisputed) => About<DeathDisputed>(person) with
            {
                Basis = dice.Of(Enum.GetValues<DisputeBasis>()),
                Incident = where,
            },
            nameof(DeathConfirmed) => About<DeathConfirmed>(person) with { Incident = where },
            nameof(ConfirmationWithheld) => About<ConfirmationWithheld>(person),
            nameof(CustodyReported) => About<CustodyReported>(person) with { Status = dice.Of(Enum.GetValues<CustodyStatus>()), Incident = where },
            nameof(SentenceReported) => About<SentenceReported>(person) with { Sentence = "ten years", Incident = where },
            nameof(FactionDescribed) => About<FactionDescribed>(faction) with { Name = dice.Of("Ansar", "Ansaar"), Aliases = ["AA"] },
            nameof(LeaderNamed) => Leader(About<LeaderNamed>(faction), dice),
            nameof(LeaderDeparted) => About<LeaderDeparted>(faction) with { Person = person, Role = "leader" },
            nameof(AllegiancePledged) => About<AllegiancePledged>(Pledging(dice)) with { To = Cast.Persons[^1] },
            nameof(AllegianceDenied) => About<AllegianceDenied>(Pledging(dice)) with
            {
                To = dice.Skewed(Cast.Persons.Reverse().Take(2).ToList()),
            },
            nameof(MergerAnnounced) => About<MergerAnnounced>(faction) with
            {
                Parties = Merging(dice),
                Name = dice.Chance(20) ? "Union" : null,
            },
            nameof(MergerDenied) => About<MergerDenied>(faction) with { Parties = Merging(dice) },
            nameof(SplitReported) => About<SplitReported>(Cast.Factions[0]) with
            {
                NewFaction = Cast.Factions[1],
                Leader = dice.Chance(50) ? person : null,
            },
            nameof(StrengthReported) => About<StrengthReported>(faction) with { Count = RandomAccounts.Count(dice) },
            nameof(PresenceReported) => About<PresenceReported>(faction) with { Place = new Place(dice.Of("Iraq", "Syria")) },
            nameof(StatementIssued) => About<StatementIssued>(faction) with { Medium = "video", Speaker = dice.Chance(50) ? person : null },
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such type"),
        };

        // Id, subject and summary; what the type requires besides is set where it is used, and citations are told afterwards.
        T About<T>(SubjectKey subject)
            where T : Assertion => Activator.CreateInstance<T>() with { Id = id, Subject = subject, Summary = $"{type} of {id}", Citations = [] };
    }

    private static IncidentReported Incident(IncidentReported blank, Dice dice)
    {
        // A link may lead back to where it came from, over one or two others.
        var whole = dice.Of(Cast.Incidents.Where(i => i != blank.Subject).ToList());
        return blank with
        {
            Kind = dice.Weighted((80, "bombing"), (20, "campaign")),
            Place = new Place(dice.Of("Iraq", "Syria"), dice.Chance(30) ? "Anbar" : null),
            PartOf = dice.Chance(60) ? whole : null,
        };
    }

    private static LeaderNamed Leader(LeaderNamed blank, Dice dice) => blank with
    {
        Person = dice.Of(Cast.Persons),
        Role = dice.Weighted((85, "leader"), (15, "commander")),
        Scope = dice.Chance(12) ? "south" : null,
        Sole = dice.Chance(75),
        Since = dice.Chance(60) ? RandomDates.Occurred(dice) : null,
        Until = dice.Chance(25) ? RandomDates.Occurred(dice) : null,
    };

    private static SubjectKey Pledging(Dice dice) => dice.Weighted((50, Cast.Factions[0]), (25, Cast.Factions[1]), (25, Cast.Persons[0]));

    private static IReadOnlyList<SubjectKey> Merging(Dice dice) => dice.Chance(50) ? [.. Cast.Factions] : [.. Cast.Factions.Reverse()];
}
