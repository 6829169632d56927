using CsCheck;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Properties;

/// <summary>The views, held to the oracle of design section 4.</summary>
public sealed class BeliefProperties
{
    private static readonly Gen<TallyRule> Rules = Gen.Select(
        Gen.Enum<CasualtyPolicy>(), Gen.Bool, Gen.Frequency((1, Gen.Const((VictimClass?)null)), (1, Gen.Enum<VictimClass>().Select(c => (VictimClass?)c))),
        (policy, withAttackers, only) => new TallyRule(policy, withAttackers, only));

    [Fact]
    public void Life_status_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => Cast.Persons.Select(p => $"{p} {world.LifeStatus(p)}"),
            world => Cast.Persons.Select(p => $"{p} {PersonResolver.Resolve(world, p).LifeStatus}")),
        Readings.Samples);

    [Fact]
    public void Claims_are_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => Cast.Incidents.Select(i => world.Claims(i)).Zip(Cast.Incidents, (c, i) => $"{i} {c.Status} {string.Join(',', c.Stances.Select(s => $"{s.By} {s.Kind} {s.Word.Id}"))}"),
            world => Cast.Incidents.Select(i => Claims(world, i)).Zip(Cast.Incidents, (c, i) => $"{i} {c.Status} {string.Join(',', c.Claimants.Select(s => $"{s.By} {s.Stance} {s.Assertions[0].Id}"))}")),
        Readings.Samples);

    [Fact]
    public void Sole_roles_are_contested_where_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => Cast.Factions.SelectMany(f => world.ContestedRoles(f)
                .Concat(world.CurrentOf<LeaderNamed>(f).Where(world.Contested).Select(l => new RoleKey(l.Role, l.Scope ?? ""))).Distinct()
                .Select(r => $"{f} {r.Role} {r.Scope}")),
            world => Cast.Factions.SelectMany(f => FactionResolver.Resolve(world, f).Leaders
                .Where(l => l.Contested).Select(l => $"{f} {l.Role} {l.Scope ?? ""}").Distinct(StringComparer.Ordinal))),
        Readings.Samples);

    [Fact]
    public void Circumstances_are_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world =>
                from incident in Cast.Incidents
                from aspect in world.Reports.OfType<CircumstanceReported>().Where(c => world.Same(c.Subject, incident) && world.Visible(c)).Select(c => c.Aspect).Distinct(StringComparer.Ordinal)
                let told = world.Circumstance(incident, aspect)
                select $"{incident} {aspect} {told.Choice?.Chosen.Value} {told.Choice?.Tied} earlier {Values(told.Earlier.Select(e => e.Value))}",
            world =>
                from incident in Cast.Incidents
                from told in IncidentResolver.Resolve(world, incident, new TallyRule()).Circumstances
                select $"{incident} {told.Aspect} {told.Value} {told.Tied} earlier {Values(told.Earlier.Select(e => e.Value))}"),
        Readings.Samples);

    [Fact]
    public void Tallies_are_what_the_oracle_says_under_every_policy() => Gen.Select(AnyHistory.AtAnyHorizon, Rules).Sample(
        (at, rule) => at.ShouldAgree(
            world =>
                from incident in Cast.Incidents
                from outcome in Enum.GetValues<Outcome>()
                let tally = world.TallyOf(incident, Asked(outcome, rule))
                where tally is not null
                select $"{incident} {outcome} {tally.Figure} {tally.NoMajority} {tally.Tied && rule.Policy == CasualtyPolicy.Latest} of {tally.Accounts.Count}",
            world =>
                from incident in Cast.Incidents
                from tally in IncidentResolver.Resolve(world, incident, rule).Casualties
                let t = tally.Value
                select $"{incident} {Enum.Parse<Outcome>(tally.Key, ignoreCase: true)} {new Figure(t.Low, t.Best, t.High)} {t.NoMajority} {t.Tied} of {t.Accounts.Count}"),
        iter: Readings.Samples, print: t => $"{t.Item2}\n{t.Item1}");

    [Fact]
    public void Totals_of_a_selection_are_what_the_oracle_says() => Gen.Select(AnyHistory.AtAnyHorizon, Rules, Gen.Enum<Outcome>(), Gen.Int[-2, 14], Gen.Int[-2, 14], Gen.Bool).Sample(
        (at, rule, outcome, first, last, dated) =>
        {
            var from = dated ? RandomDates.First.PlusDays(Math.Min(first, last)) : (NodaTime.LocalDate?)null;
            var to = dated ? RandomDates.First.PlusDays(Math.Max(first, last)) : (NodaTime.LocalDate?)null;
            at.ShouldAgree(
                world =>
                {
                    var total = world.Total(new Oracle.Selection(from, to), Asked(outcome, rule));
                    return total.Selected.Where(s => s.Tally is not null).Select(s => $"{s.Incident} {s.Part}").Append($"total {total.Total}");
                },
                world =>
                {
                    var tally = CasualtiesResolver.Resolve(world, new Projections.Incidents.Selection(From: from, To: to), outcome, rule);
                    var total = tally.Total.Values.Single();
                    return tally.Incidents.Select(i => $"{i.Key} {(i.Added.Count > 0 ? Part.Added : Part.PartOfAdded)}")
                        .Concat(tally.Campaigns.Select(i => $"{i.Key} {Part.Campaign}"))
                        .Append($"total {new Figure(total.Low, total.Best, total.High)}");
                });
        },
        iter: Readings.Samples, print: t => $"{t.Item2} {t.Item3} {t.Item4} {t.Item5} {t.Item6}\n{t.Item1}");

    private static ClaimsBelief Claims(WorldView world, Subjects.SubjectKey incident) => IncidentResolver.Resolve(world, incident, new TallyRule()).Claims;

    private static string Values(IEnumerable<string> values) => string.Join(',', values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static Oracle.Question Asked(Outcome outcome, TallyRule rule) => new(outcome, (Policy)(int)rule.Policy, rule.Class, rule.WithAttackers);
}
