using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Factions;

/// <summary>
/// Who holds which role. A report vouches from its <c>since</c> (else its counting date) to its <c>until</c> (else its counting date); where these are vague,
/// for the days that it vouches for certainly. Only a sole role with overlapping different holders is contested; a handover day is no overlap.
/// </summary>
internal static class Leaders
{
    /// <summary>The leaders of a faction, by role and scope.</summary>
    public static IReadOnlyList<LeaderShown> Of(WorldView world, IReadOnlyList<Assertion> currentOfFaction)
    {
        var named = currentOfFaction.OfType<LeaderNamed>().ToList();
        var departures = currentOfFaction.OfType<LeaderDeparted>().ToLookup(d => (d.Role, d.Scope, Person: world.Record.Canonical(d.Person)));
        var sole = named.Where(l => l.Sole).ToLookup(l => (l.Role, l.Scope));
        return
        [
            .. named.GroupBy(l => (l.Role, l.Scope, Person: world.Record.Canonical(l.Person)))
                .OrderBy(g => g.Key.Role, StringComparer.Ordinal).ThenBy(g => g.Key.Scope, StringComparer.Ordinal).ThenBy(g => g.Key.Person)
                .Select(g =>
                {
                    var departed = departures[g.Key].ToList();
                    return new LeaderShown(
                        g.Key.Person,
                        g.Key.Role,
                        g.Key.Scope,
                        g.Any(l => l.Sole),
                        g.Select(l => l.Since).FirstOrDefault(s => s is not null),
                        g.Select(l => l.Until).FirstOrDefault(u => u is not null) ?? departed.Select(d => d.Occurred).FirstOrDefault(o => o is not null),
                        departed.Count > 0,
                        LifeStatusResolver.Resolve(world, g.Key.Person),
                        g.Any(world.IsContested) || g.Any(l => Rivals(world, sole[(l.Role, l.Scope)], l).Any()),
                        Evidence.Of(world, [.. g, .. departed]));
                }),
        ];
    }

    /// <summary>The roles of a person, in whichever faction.</summary>
    public static IReadOnlyList<RoleShown> RolesOf(WorldView world, IReadOnlyList<Assertion> currentBearingOnPerson, SubjectKey person) =>
        [.. currentBearingOnPerson.OfType<LeaderNamed>()
            .Select(l => world.Record.Canonical(l.Subject)).Distinct().Order()
            .SelectMany(faction => Of(world, TieOrder.Sort(world, world.Record.OfSubject(faction).Where(world.IsCurrent)))
                .Where(l => l.Person == person)
                .Select(l => new RoleShown(faction, l.Role, l.Scope, l.Since, l.Until, l.Departed, l.Contested, l.Assertions)))];

    private static IEnumerable<LeaderNamed> Rivals(WorldView world, IEnumerable<LeaderNamed> soleOfRole, LeaderNamed leader) =>
        soleOfRole.Where(other => leader.Sole
            && world.Record.Canonical(other.Person) != world.Record.Canonical(leader.Person)
            && Overlap(world, leader, other));

    private static bool Overlap(WorldView world, LeaderNamed left, LeaderNamed right)
    {
        var (leftFrom, leftTo) = Vouched(world, left);
        var (rightFrom, rightTo) = Vouched(world, right);
        var from = LocalDate.Max(leftFrom, rightFrom);
        var to = LocalDate.Min(leftTo, rightTo);
        return from < to || (from == to && !IsHandover(left, right, from) && !IsHandover(right, left, from));
    }

    private static bool IsHandover(LeaderNamed before, LeaderNamed after, LocalDate day) =>
        before.Until?.Earliest == day && after.Since?.Latest == day;

    private static (LocalDate From, LocalDate To) Vouched(WorldView world, LeaderNamed leader)
    {
        var counted = Days.Of(world.VisibleFrom(leader)!.Value);
        var to = leader.Until?.Earliest ?? counted;
        return (LocalDate.Min(leader.Since?.Latest ?? counted, to), to);
    }
}
