using Palimpsest.Reports;
using Palimpsest.Subjects;
using static Palimpsest.Acts.Rules;

namespace Palimpsest.Acts;

/// <summary>What the payload of each type of report must be.</summary>
internal static class PayloadRules
{
    public static IEnumerable<Finding> Errors(Assertion assertion) => assertion switch
    {
        IncidentReported a => Token("kind", a.Kind)
            .Concat(Place("place", a.Place))
            .Concat(Kind("partOf", a.PartOf, SubjectKind.Incident))
            .Concat(a.PartOf == a.Subject ? [new Finding("partOf", "an incident is no part of itself")] : [])
            .Concat(a.Occurred is null ? [new Finding("occurred", "missing: an incident has a date, however vague (../2013)")] : []),
        CircumstanceReported a => Token("aspect", a.Aspect).Concat(Text("value", a.Value, 500, required: true)),
        CasualtiesReported a => CasualtyRules.Errors(a.Lines),
        ResponsibilityReport a => Kind("by", a.By, SubjectKind.Faction, SubjectKind.Person, SubjectKind.Source).Concat(Text("medium", a.Medium, 100)),
        ParticipantReported a => Kind("participant", a.Participant, SubjectKind.Person, SubjectKind.Faction)
            .Concat(Token("part", a.Part))
            .Concat(Text("description", a.Description, 500)),
        PersonDescribed a => Text("name", a.Name, 200, required: true)
            .Concat(Texts("aliases", a.Aliases, 200))
            .Concat(Text("nationality", a.Nationality, 100))
            .Concat(Text("description", a.Description, 500))
            .Concat(a.Age is < 0 or > 130 ? [new Finding("age", $"{a.Age} is no age: expected 0 to 130 years")] : []),
        DeathReport a => Text("cause", a.Cause, 500).Concat(Place("place", a.Place)).Concat(Kind("incident", a.Incident, SubjectKind.Incident)),
        DeathDisputed a => Kind("incident", a.Incident, SubjectKind.Incident),
        CustodyReported a => Text("holder", a.Holder, 200).Concat(Place("place", a.Place)).Concat(Kind("incident", a.Incident, SubjectKind.Incident)),
        SentenceReported a => Text("sentence", a.Sentence, 500, required: true)
            .Concat(Text("court", a.Court, 200))
            .Concat(Text("charge", a.Charge, 500))
            .Concat(Kind("incident", a.Incident, SubjectKind.Incident)),
        FactionDescribed a => Text("name", a.Name, 200, required: true).Concat(Texts("aliases", a.Aliases, 200)).Concat(Text("description", a.Description, 500)),
        LeaderNamed a => Role(a.Person, a.Role, a.Scope),
        LeaderDeparted a => Role(a.Person, a.Role, a.Scope).Concat(Text("cause", a.Cause, 500)),
        AllegianceReport a => Kind("to", a.To, SubjectKind.Faction, SubjectKind.Person)
            .Concat(a.To == a.Subject ? [new Finding("to", "nobody pledges allegiance to himself")] : []),
        MergerReport a => Merger(a),
        SplitReported a => Kind("newFaction", a.NewFaction, SubjectKind.Faction)
            .Concat(Kind("leader", a.Leader, SubjectKind.Person))
            .Concat(a.NewFaction == a.Subject ? [new Finding("newFaction", "is the subject itself")] : []),
        StrengthReported a => Text("of", a.Of, 100),
        PresenceReported a => Place("place", a.Place).Concat(Text("description", a.Description, 500)),
        StatementIssued a => Text("medium", a.Medium, 100).Concat(Kind("speaker", a.Speaker, SubjectKind.Person)).Concat(Text("topic", a.Topic, 500)),
        _ => [],
    };

    private static IEnumerable<Finding> Role(SubjectKey person, string role, string? scope) =>
        Kind("person", person, SubjectKind.Person).Concat(Text("role", role, 100, required: true)).Concat(Text("scope", scope, 200));

    private static IEnumerable<Finding> Merger(MergerReport merger)
    {
        if (merger.Parties.Distinct().Count() < 2)
        {
            yield return new Finding("parties", "a merger is between at least two factions");
        }

        if (!merger.Parties.Contains(merger.Subject))
        {
            yield return new Finding("parties", $"the subject {merger.Subject} is not among them");
        }

        foreach (var finding in List("parties", merger.Parties.Count, 50)
                     .Concat(merger.Parties.SelectMany((p, i) => Kind($"parties[{i}]", p, SubjectKind.Faction)))
                     .Concat(Text("name", merger.Name, 200)))
        {
            yield return finding;
        }
    }
}
