using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Factions;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.People;

/// <summary>From assertions to what is believed of a person.</summary>
public static class PersonResolver
{
    /// <summary>What is believed of the person.</summary>
    public static PersonBelief Resolve(WorldView world, SubjectKey key)
    {
        ArgumentNullException.ThrowIfNull(world);
        var canonical = world.Record.Canonical(key);
        var current = TieOrder.Sort(world, world.Record.Bearing(canonical).Where(world.IsCurrent));
        var own = current.Where(a => world.Record.Canonical(a.Subject) == canonical).ToList();
        var roles = Leaders.RolesOf(world, current, canonical);
        var allegiances = Allegiances.Of(world, current);
        return new PersonBelief
        {
            Key = canonical,
            Contested = current.Any(world.IsContested) || roles.Any(r => r.Contested),
            LifeStatus = LifeStatusResolver.Resolve(world, canonical),
            Deaths = [.. own.Where(a => a.Proposition?.Matter == Matter.Death).Select(a => Death(world, a))],
            Names = [.. own.OfType<PersonDescribed>().Select(n => new NameShown(
                n.Name, n.Aliases, n.Nationality, n.Born, n.Age, n.Description, world.IsContested(n), [Evidence.Of(world, n)]))],
            Roles = roles,
            Allegiances = allegiances,
            Custody = [.. own.OfType<CustodyReported>().Select(c => new CustodyShown(
                c.Status, c.Holder, c.Place, c.Occurred, Canonical(world, c.Incident), world.IsContested(c), [Evidence.Of(world, c)]))],
            Sentences = [.. own.OfType<SentenceReported>().Select(s => new SentenceShown(
                s.Sentence, s.Court, s.Charge, s.Occurred, Canonical(world, s.Incident), world.IsContested(s), [Evidence.Of(world, s)]))],
            Statements = Statements.Of(world, current),
            Incidents = [.. current.Where(a => a is ParticipantReported || (a is ResponsibilityReport r && world.Record.Canonical(r.By) == canonical))
                .Select(a => new ParticipationShown(world.Record.Canonical(a.Subject), FactionResolver.How(a), world.IsContested(a), [Evidence.Of(world, a)]))],
        };
    }

    private static DeathShown Death(WorldView world, Assertion a)
    {
        var report = a as DeathReport;
        var dispute = a as DeathDisputed;
        return new DeathShown(
            EventCatalogue.Of(a).Name, a.Occurred, report?.Cause, report?.Place, Canonical(world, report?.Incident ?? dispute?.Incident),
            dispute is null ? null : Words.Of(dispute.Basis), world.IsContested(a), [Evidence.Of(world, a)]);
    }

    private static SubjectKey? Canonical(WorldView world, SubjectKey? key) => key is { } k ? world.Record.Canonical(k) : null;
}
