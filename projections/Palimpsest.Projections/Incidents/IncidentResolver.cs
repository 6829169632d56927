using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Incidents;

/// <summary>From assertions to what is believed of an incident.</summary>
public static class IncidentResolver
{
    /// <summary>What is believed of the incident.</summary>
    public static IncidentBelief Resolve(WorldView world, SubjectKey key, TallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(world);
        var canonical = world.Record.Canonical(key);
        var visible = world.Record.OfSubject(canonical).Where(world.IsVisible).ToList();
        var current = visible.Where(world.IsCurrent).ToList();
        var reports = TieOrder.Sort(world, current.OfType<IncidentReported>());
        var claims = ClaimsResolver.Resolve(world, current);
        return new IncidentBelief
        {
            Key = canonical,
            Contested = claims.Contested || current.Any(world.IsContested),
            Incident = reports.Count > 0 ? Show(world, reports[0], TieOrder.IsTied(world, reports)) : null,
            Others = [.. reports.Skip(1).Select(r => Show(world, r, tied: false))],
            Earlier = [.. Revised(world, visible.OfType<IncidentReported>()).Select(r => Show(world, r, tied: false))],
            Circumstances = [.. visible.OfType<CircumstanceReported>().GroupBy(c => c.Aspect, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Circumstance(world, g.Key, g))],
            Casualties = Outcomes(world, visible, rule),
            Claims = claims,
            Participants = [.. TieOrder.Sort(world, current.OfType<ParticipantReported>())
                .GroupBy(p => (Key: world.Record.Canonical(p.Participant), p.Part))
                .OrderBy(g => g.Key.Key).ThenBy(g => g.Key.Part, StringComparer.Ordinal)
                .Select(g => new ParticipantShown(
                    g.Key.Key, g.Key.Part, g.First().Description, g.Key.Key.Kind == SubjectKind.Person ? LifeStatusResolver.Resolve(world, g.Key.Key) : null,
                    g.Any(world.IsContested), Evidence.Of(world, g)))],
            Parts = Parts(world, canonical),
        };
    }

    /// <summary>The current report of the incident that is chosen; null if there is none.</summary>
    public static IncidentReported? Chosen(WorldView world, SubjectKey canonical)
    {
        ArgumentNullException.ThrowIfNull(world);
        return TieOrder.Sort(world, world.Record.OfSubject(canonical).OfType<IncidentReported>().Where(world.IsCurrent)).FirstOrDefault();
    }

    /// <summary>By outcome, in the order killed, wounded, abducted, missing, released; only those of which somebody speaks.</summary>
    public static IReadOnlyDictionary<string, OutcomeTally> Outcomes(WorldView world, IEnumerable<Assertion> ofIncident, TallyRule rule)
    {
        var accounts = ofIncident.OfType<CasualtiesReported>().ToList();
        var tallies = new Dictionary<string, OutcomeTally>(StringComparer.Ordinal);
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            if (Tally.Of(world, accounts, outcome, rule) is { } tally)
            {
                tallies.Add(Words.Of(outcome), tally);
            }
        }

        return tallies;
    }

    private static List<SubjectKey> Parts(WorldView world, SubjectKey whole) =>
        [.. world.Record.Bearing(whole).OfType<IncidentReported>()
            .Select(r => world.Record.Canonical(r.Subject)).Distinct()
            .Where(part => part != whole && Chosen(world, part)?.PartOf is { } of && world.Record.Canonical(of) == whole)
            .Order()];

    private static IncidentShown Show(WorldView world, IncidentReported report, bool tied) => new(
        report.Kind, report.Place, report.Occurred, report.OccurredVerbatim, report.PartOf is { } of ? world.Record.Canonical(of) : null,
        tied, world.IsContested(report), [Evidence.Of(world, report)]);

    private static CircumstanceShown Circumstance(WorldView world, string aspect, IEnumerable<CircumstanceReported> visible)
    {
        var all = visible.ToList();
        var current = TieOrder.Sort(world, all.Where(world.IsCurrent));
        var chosen = current.Count > 0 ? current[0] : null;
        var same = current.Where(c => c.Value == chosen?.Value).ToList();
        return new CircumstanceShown(
            aspect,
            chosen?.Value,
            TieOrder.IsTied(world, current),
            current.Any(world.IsContested),
            Evidence.Of(world, same),
            Values(world, Revised(world, all)),
            Values(world, current.Where(c => c.Value != chosen?.Value)));
    }

    private static List<ValueShown> Values(WorldView world, IEnumerable<CircumstanceReported> reports) =>
        [.. reports.GroupBy(r => r.Value, StringComparer.Ordinal).Select(g => new ValueShown(g.Key, g.Any(world.IsContested), Evidence.Of(world, g)))];

    private static IReadOnlyList<T> Revised<T>(WorldView world, IEnumerable<T> visible)
        where T : Assertion => TieOrder.Sort(world, visible.Where(a => !world.IsCurrent(a)));
}
