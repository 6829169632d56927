using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Explanations;

/// <summary>What a topic comes to, in a few words: from its current assertions, the chosen first.</summary>
internal static class Summing
{
    /// <summary>The belief.</summary>
    public static string Up(WorldView world, IReadOnlyList<Assertion> current, Outcome? outcome, TallyRule rule) => current[0] switch
    {
        CircumstanceReported c => c.Value,
        CasualtiesReported => Tally.FigureOf(world, current.OfType<CasualtiesReported>(), outcome!.Value, rule).ToString(),
        ResponsibilityReport or NoClaimKnown => Said(ClaimsResolver.Resolve(world, current)),
        LeaderNamed or LeaderDeparted => Listed(Roles(world, current).Select(Said)),
        { Proposition.Matter: Matter.Death } when current[0].Subject.Kind == SubjectKind.Person => Words.Of(LifeStatusResolver.Resolve(world, world.Record.Canonical(current[0].Subject))),
        IncidentReported i => $"{i.Kind}, {Said(i.Place)}, {i.Occurred}",
        PersonDescribed => Listed(current.OfType<PersonDescribed>().Select(p => p.Name)),
        FactionDescribed => Listed(current.OfType<FactionDescribed>().Select(f => f.Name)),
        ParticipantReported => Listed(current.OfType<ParticipantReported>().Select(p => $"{world.Record.Canonical(p.Participant)} ({p.Part})")),
        AllegianceReport => Listed(Allegiances.Of(world, current).Select(a => $"{a.From} to {a.To}: {a.Status}")),
        MergerReport => Listed(Mergers.Of(world, current).Select(m => $"{string.Join(" + ", m.Parties)}: {m.Status}")),
        PresenceReported => Listed(current.OfType<PresenceReported>().Select(p => Said(p.Place))),
        StrengthReported => Listed(current.OfType<StrengthReported>().Select(s => s.Of is null ? s.Count.ToString() : $"{s.Count} ({s.Of})")),
        SplitReported => Listed(current.OfType<SplitReported>().Select(s => $"{world.Record.Canonical(s.NewFaction)} from {world.Record.Canonical(s.Subject)}")),
        CustodyReported => Listed(current.OfType<CustodyReported>().Select(c => Words.Of(c.Status))),
        SentenceReported => Listed(current.OfType<SentenceReported>().Select(s => s.Sentence)),
        StatementIssued => Listed(current.OfType<StatementIssued>().Select(s => s.Topic ?? s.Summary)),
        _ => Listed(current.Select(a => a.Summary)),
    };

    /// <summary>Whether the topic is contested though none of its assertions is: holders of a sole role overlap, or claims compete.</summary>
    public static bool IsContested(WorldView world, IReadOnlyList<Assertion> current) => current.Count > 0 && current[0] switch
    {
        ResponsibilityReport or NoClaimKnown => ClaimsResolver.Resolve(world, current).Contested,
        LeaderNamed or LeaderDeparted => Roles(world, current).Any(r => r.Contested),
        _ => false,
    };

    private static IEnumerable<LeaderShown> Roles(WorldView world, IReadOnlyList<Assertion> current)
    {
        // All who hold the role in the faction, for rivals may bear on others.
        var holders = current.Select(HolderOf).ToHashSet();
        var roles = holders.Select(h => (h.Role, h.Scope)).ToHashSet();
        return current.Select(a => world.Record.Canonical(a.Subject)).Distinct().Order()
            .SelectMany(faction => Leaders.Of(world, TieOrder.Sort(world, world.Record.OfSubject(faction).Where(a => roles.Contains((HolderOf(a).Role, HolderOf(a).Scope)) && world.IsCurrent(a)))))
            .Where(l => holders.Contains((l.Person, l.Role, l.Scope)));

        (SubjectKey Person, string Role, string? Scope) HolderOf(Assertion a) => a switch
        {
            LeaderNamed l => (world.Record.Canonical(l.Person), l.Role, l.Scope),
            LeaderDeparted l => (world.Record.Canonical(l.Person), l.Role, l.Scope),
            _ => default,
        };
    }

    private static string Said(LeaderShown leader)
    {
        var aside = new[] { leader.LifeStatus == LifeStatus.NoReport ? null : Words.Of(leader.LifeStatus), leader.Departed ? "departed" : null }.Where(w => w is not null);
        return aside.Any() ? $"{leader.Person} ({string.Join(", ", aside)})" : leader.Person.Value;
    }

    private static string Said(Place place) => string.Join(", ", new[] { place.Name, place.Region, place.Country }.Where(p => p is not null));

    private static string Said(ClaimsBelief claims) =>
        Words.Of(claims.Status) + (claims.Claimants.Count > 0 ? " by " + string.Join(", ", claims.Claimants.Select(c => $"{c.By} ({Words.Of(c.Stance)})"))
            : claims.Attributions.Count > 0 ? " to " + string.Join(", ", claims.Attributions.Select(a => a.By)) : "");

    private static string Listed(IEnumerable<string> words) => string.Join("; ", words.Distinct(StringComparer.Ordinal));
}
