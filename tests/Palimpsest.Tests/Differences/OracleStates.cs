using NodaTime;
using Palimpsest.Json;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Differences;

/// <summary>A topic as the oracle sees it.</summary>
/// <param name="Belief">What is believed; null if nothing current is said.</param>
/// <param name="IsWorded">The belief is in the product's words; of some topics the oracle says only whether there is one.</param>
/// <param name="Contested">It is contested.</param>
/// <param name="Reports">The visible reports by id: standing, counting date, party, grades and what contests them.</param>
/// <param name="Rest">By id whatever else could make a report, or the words of the belief, read otherwise.</param>
internal sealed record OracleTopic(string? Belief, bool IsWorded, bool Contested, IReadOnlyDictionary<string, string> Reports, IReadOnlyDictionary<string, string> Rest)
{
    public static readonly OracleTopic Nothing = new(null, true, false, new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
}

/// <summary>What the oracle believes of a subject, by the topics that <c>explain</c> names.</summary>
internal sealed class OracleStates(OracleWorld world, TallyRule rule)
{
    public static string Shown(string standing, string countsFrom, string party, string reliability, string credibility, IEnumerable<string> contestedBy) =>
        $"{standing}, counts from {countsFrom}, word of {party}, {reliability} {credibility}, contested by {string.Join(' ', contestedBy.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";

    public IReadOnlyDictionary<string, OracleTopic> Of(SubjectKey shown) => world.Reports
        .Where(a => world.Visible(a) && a.BearsOn.Any(key => world.Canonical(key) == shown))
        .SelectMany(a => Topics(a).Select(topic => (Topic: world.Canonical(a.Subject) == shown || a is MergerReport or SplitReported or AllegianceReport ? topic : $"{topic} of {world.Canonical(a.Subject)}", Report: a)))
        .GroupBy(t => t.Topic, t => t.Report, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Topic(g.Key, shown, [.. g]), StringComparer.Ordinal);

    private OracleTopic Topic(string topic, SubjectKey shown, List<Assertion> visible)
    {
        var outcome = topic.StartsWith("casualties: ", StringComparison.Ordinal) ? Enum.Parse<Outcome>(topic.Split(' ')[1], ignoreCase: true) : (Outcome?)null;
        bool IsCurrent(Assertion a) => outcome is { } o ? world.CurrentFor((CasualtiesReported)a, o) : world.Current(a);
        var current = world.TieOrder(visible.Where(IsCurrent));
        var belief = current.Count == 0 ? null : Belief(topic, shown, current, outcome);
        return new OracleTopic(
            belief,
            current.Count == 0 || belief is not null and not "",
            current.Any(world.Contested) || Rivals(current).Any() || (topic == "claims" && current.Count > 0 && world.Claims(shown).Status == ClaimStatus.Competing),
            visible.ToDictionary(a => a.Id, a => Report(a, IsCurrent(a)), StringComparer.Ordinal),
            visible.ToDictionary(a => a.Id, Rest, StringComparer.Ordinal));
    }

    private string Report(Assertion a, bool isCurrent) => Shown(
        isCurrent ? "current" : "revised",
        When.Show(world.CountingDate(a)!.Value),
        world.Canonical(a.Party).Value,
        a.Reliability.ToString(),
        $"{(int)a.Credibility}",
        world.Contests(a).Select(c => c.By.Id));

    // Its content, the keys that it is shown with, and the citations that could be read.
    private string Rest(Assertion a) => string.Join(
        '\n',
        a.BearsOn.Select(key => world.Canonical(key).Value)
            .Concat(a.Citations.Where(c => c.CountsFrom <= world.X).Select(c => $"{c.Outlet} {world.IsHeard(a, c)} {IsTakenBack(a, c)}"))
            .Prepend(RecordJson.Write(a)));

    private bool IsTakenBack(Assertion a, Citation c) =>
        world.VisibleRetractionsOf(a).Any(r => world.EffectOf(r, a) == RetractionEffect.RemovesCitations && world.Same(r.Party, c.Outlet));

    private string Belief(string topic, SubjectKey shown, List<Assertion> current, Outcome? outcome) => current[0] switch
    {
        CircumstanceReported => world.Circumstance(shown, topic["circumstance: ".Length..]).Choice!.Chosen.Value,
        CasualtiesReported => world.TallyOf(shown, new Question(outcome!.Value, (Policy)(int)rule.Policy, rule.Class, rule.WithAttackers))!.Figure.ToString(),
        DeathReport or DeathDisputed or ConfirmationWithheld => Words.Of(world.LifeStatus(world.Canonical(current[0].Subject))),
        ResponsibilityReport or NoClaimKnown when topic == "claims" => Claims(shown, current),
        LeaderNamed or LeaderDeparted => Holders(current),
        _ => "",
    };

    private string Claims(SubjectKey incident, List<Assertion> current)
    {
        var claims = world.Claims(incident);
        var attributed = current.OfType<ResponsibilityAttributed>().Select(a => world.Canonical(a.By)).Distinct().Order().ToList();
        return Words.Of(claims.Status)
            + (claims.Stances.Count > 0 ? " by " + string.Join(", ", claims.Stances.Select(s => $"{s.By} ({Words.Of(s.Kind)})"))
                : attributed.Count > 0 ? " to " + string.Join(", ", attributed) : "");
    }

    // Who is named, with what became of him beside.
    private string Holders(List<Assertion> current)
    {
        var holders = current.OfType<LeaderNamed>().Select(l => (Faction: world.Canonical(l.Subject), Person: world.Canonical(l.Person), l.Role, l.Scope))
            .Concat(current.OfType<LeaderDeparted>().Select(d => (Faction: world.Canonical(d.Subject), Person: world.Canonical(d.Person), d.Role, d.Scope)))
            .Distinct()
            .Where(h => world.CurrentOf<LeaderNamed>(h.Faction).Any(l => world.Same(l.Person, h.Person) && (l.Role, l.Scope) == (h.Role, h.Scope)))
            .OrderBy(h => h.Faction).ThenBy(h => h.Person)
            .Select(h =>
            {
                var life = world.LifeStatus(h.Person);
                var departed = world.CurrentOf<LeaderDeparted>(h.Faction).Any(d => world.Same(d.Person, h.Person) && (d.Role, d.Scope) == (h.Role, h.Scope));
                return (life, departed) switch
                {
                    (LifeStatus.NoReport, false) => h.Person.Value,
                    (LifeStatus.NoReport, true) => $"{h.Person} (departed)",
                    (_, false) => $"{h.Person} ({Words.Of(life)})",
                    _ => $"{h.Person} ({Words.Of(life)}, departed)",
                };
            })
            .ToList();
        return holders.Count == 0 ? "" : string.Join("; ", holders);
    }

    // Holders of a sole role that overlap one of these.
    private IEnumerable<LeaderNamed> Rivals(List<Assertion> current) => current.OfType<LeaderNamed>()
        .SelectMany(named => world.CurrentOf<LeaderNamed>(world.Canonical(named.Subject))
            .Where(other => (other.Role, other.Scope) == (named.Role, named.Scope) && world.HoldersOverlap(named, other)));

    private static IEnumerable<string> Topics(Assertion assertion) => assertion switch
    {
        IncidentReported => ["incident"],
        CircumstanceReported c => [$"circumstance: {c.Aspect}"],
        CasualtiesReported account => account.Lines.Select(l => $"casualties: {Words.Of(l.Outcome)}").Distinct(StringComparer.Ordinal),
        ResponsibilityReport or NoClaimKnown => ["claims"],
        ParticipantReported => ["participants"],
        LeaderNamed l => [Role(l.Role, l.Scope)],
        LeaderDeparted l => [Role(l.Role, l.Scope)],
        DeathReport or DeathDisputed or ConfirmationWithheld => ["life status"],
        AllegianceReport => ["allegiance"],
        MergerReport => ["merger"],
        PersonDescribed or FactionDescribed => ["name"],
        CustodyReported => ["custody"],
        SentenceReported => ["sentence"],
        PresenceReported => ["presence"],
        StrengthReported => ["strength"],
        SplitReported => ["split"],
        _ => ["statement"],
    };

    private static string Role(string role, string? scope) => scope is null ? $"role: {role}" : $"role: {role} ({scope})";
}
