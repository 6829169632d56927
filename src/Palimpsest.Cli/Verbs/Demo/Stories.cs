using NodaTime;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs.Demo;

/// <summary>One question of a story: what is asked, on which day, and how its answer is put into words.</summary>
internal sealed record Asked(string What, Question Question, string BelievedOn, Func<Answer, string> Tell);

/// <summary>What became of one belief from day to day.</summary>
internal sealed record Story(string Title, string Context, IReadOnlyList<Asked> Asked);

/// <summary>The stories of the demo. Questions only: every answer is computed from the record.</summary>
internal static class Stories
{
    private static readonly Question Shihri = Of(View.Person, "person:said-al-shihri");
    private static readonly Question Qalat = Of(View.Incident, "incident:2013-04-06-qalat");
    private static readonly Question Isi = Of(View.Faction, "faction:isi");
    private static readonly Question Nusra = Of(View.Faction, "faction:jabhat-al-nusra");
    private static readonly Question Mehsud = Of(View.Person, "person:naimatullah-mehsud");
    private static readonly Question Farah = Of(View.Incident, "incident:2013-04-03-farah-court");
    private static readonly Question Family = Of(View.Incident, "incident:2013-02-cameroon-french-family");
    private static readonly Question Gamou = Of(View.Person, "person:el-hadj-ag-gamou");
    private static readonly Question AnsarEddine = Of(View.Faction, "faction:ansar-eddine");
    private static readonly Question DrugWar = Of(View.Incident, "incident:2006-mexico-drug-war");
    private static readonly Question Mexico = new()
    {
        View = View.Casualties,
        Country = "Mexico",
        From = new LocalDate(2006, 1, 1),
        To = new LocalDate(2013, 5, 31),
        Outcome = Outcome.Killed,
    };

    private static readonly Question Iraq = new()
    {
        View = View.Casualties,
        Country = "Iraq",
        From = new LocalDate(2013, 4, 1),
        To = new LocalDate(2013, 4, 30),
        Outcome = Outcome.Killed,
    };

    public static IReadOnlyList<Story> All { get; } =
    [
        new("A dead man speaks", "AQAP's second-in-command was announced dead in January 2013. In April a recording appeared that is said to be his.",
            Days("Said al-Shihri: alive?", Shihri, Tell.LifeStatus, "2013-01-22", "2013-01-25", "2013-04-10", "2013-04-12", "2013-06-01")),
        new("The story changes", "Five Americans died near Qalat on 6 April 2013. At first they were in a convoy; five days later they were on foot.",
        [
            .. Days("Qalat: manner", Qalat, Tell.Circumstance("manner"), "2013-04-08", "2013-04-12"),
            .. Days("Qalat: killed", Qalat, Tell.Killed, "2013-04-08", "2013-04-12"),
            new("Qalat: civilians killed", Qalat with { Class = VictimClass.Civilian }, "2013-04-12", Tell.Killed),
            .. Days("Qalat: claims", Qalat, Tell.Claims, "2013-04-08", "2013-04-12"),
        ]),
        new("A merger of one", "The Islamic State of Iraq announced its union with Jabhat al-Nusra. The next day the other side answered.",
        [
            .. Days("ISI and Jabhat al-Nusra: merger", Isi, Tell.Mergers, "2013-04-09", "2013-04-10"),
            .. Days("Jabhat al-Nusra: allegiance", Nusra, Tell.Allegiances, "2013-04-09", "2013-04-10"),
        ]),
        new("A day makes the difference", "A man was killed in Karachi on 5 April 2013. It could be read on the 6th.",
            Days("Naimatullah Mehsud: alive?", Mehsud, Tell.LifeStatus, "2013-04-05", "2013-04-06")),
        new("How many, and of whom", "The attack on a court in Farah on 3 April 2013: one account, counted in four ways.",
        [
            new("Farah: killed", Farah, "2013-04-03", Tell.Killed),
            new("... with the attackers", Farah with { WithAttackers = true }, "2013-04-03", Tell.Killed),
            new("... civilians", Farah with { Class = VictimClass.Civilian }, "2013-04-03", Tell.Killed),
            new("... security forces", Farah with { Class = VictimClass.SecurityForce }, "2013-04-03", Tell.Killed),
        ]),
        new("A month's dead", "Killed in Iraq in April 2013, as known on two days. A policy says which account is taken where several stand.",
        [
            .. from day in (string[])["2013-04-10", "2013-04-30"]
               from policy in (CasualtyPolicy[])[CasualtyPolicy.Latest, CasualtyPolicy.Conservative, CasualtyPolicy.Majority]
               select Toll(policy, day),
            Toll(CasualtyPolicy.Envelope, "2013-04-30"),
        ]),
        new("What it cost", "A French family taken in Cameroon was set free on 19 April 2013. What was paid came out a week later.",
            Days("The French family: ransom", Family, Tell.Circumstance("ransom"), "2013-04-20", "2013-04-27")),
        new("Three factions of one city", "Three groups of the Pakistani Taliban work in Karachi: one from Swat, one from Mohmand, one of the Mehsud. Who led them, as known on two days.",
        [
            .. Days("The Swat faction: leaders", Of(View.Faction, "faction:ttp-swat"), Tell.Leaders, "2012-08-20", "2013-05-31"),
            .. Days("The Mohmand faction: leaders", Of(View.Faction, "faction:ttp-mohmand"), Tell.Leaders, "2012-08-20", "2013-05-31"),
            .. Days("The Mehsud, Waliur Rehman's: leaders", Of(View.Faction, "faction:ttp-mehsud-waliur-rehman"), Tell.Leaders, "2012-08-20", "2013-05-31"),
        ]),
        new("A pledge that was not meant", "A Malian colonel went over to the rebels in 2012. A year later it was told as a ruse. And in January 2013 a splinter broke off their allies.",
        [
            .. Days("El Hadj ag Gamou: allegiance", Gamou, Tell.Allegiances, "2012-12-31", "2013-04-03"),
            .. Days("Ansar Eddine: splits", AnsarEddine, Tell.Splits, "2013-01-23", "2013-01-25"),
        ]),
        new("A toll that nobody can add", "The dead of Mexico's drug war are counted over years, by parties who do not agree. A campaign stands beside the incidents and is never added to them.",
        [
            .. Days("Mexico's drug war: killed", DrugWar, Tell.Killed, "2012-01-12", "2013-03-19"),
            new("killed in Mexico, 2006 to May 2013", Mexico, "2013-05-31", Tell.Total),
        ]),
    ];

    public static IReadOnlyList<string> Next { get; } =
    [
        "palimpsest explain person:said-al-shihri --on 2013-04-12",
        "palimpsest diff incident:2013-04-06-qalat --from 2013-04-08 --to 2013-04-12",
        "palimpsest history incident:2013-04-06-qalat",
        "palimpsest believed casualties --country Iraq --from 2013-04-01 --to 2013-04-30 --on 2013-04-30",
    ];

    private static Asked Toll(CasualtyPolicy policy, string day) =>
        new($"killed in Iraq, April: {Projections.Answers.Words.Of(policy)}", Iraq with { Policy = policy }, day, Tell.Total);

    private static Question Of(View view, string key) => new() { View = view, Key = SubjectKey.Parse(key) };

    private static IReadOnlyList<Asked> Days(string what, Question question, Func<Answer, string> tell, params IEnumerable<string> days) =>
        [.. days.Select(day => new Asked(what, question, day, tell))];
}
