using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>What a history shows of editor acts and perspectives at its horizon.</summary>
internal static class EditorFeatures
{
    private static readonly Question Dead = new(Outcome.Killed);

    public static IReadOnlyList<(string Name, Func<HistoryAt, OracleWorld, bool> Shows)> All { get; } =
    [
        Corrects("a corrected date moves a counting date", (at, w) =>
            w.Reports.Any(a => w.CountingDate(a) is { } now && Without<AssertionCorrected>(at).CountingDate(w.AsRecorded(a.Id)!) is { } then && now != then)),
        Corrects("a corrected date that is visible only by the earlier number", (at, w) =>
            w.Reports.Any(a => !w.Visible(a) && !w.Withdrawn(a) && Without<AssertionCorrected>(at).Visible(w.AsRecorded(a.Id)!))),
        Corrected("a correction of the subject", (first, now) => first.Subject != now.Subject),
        Corrected("a correction of the party", (first, now) => first.Party != now.Party),
        Corrected("a correction of the proposition", (first, now) => first.Proposition is { } p && !p.Keys.SequenceEqual(now.Proposition!.Keys)),
        Corrected("a correction of the aspect", (first, now) => first.RevisionAspect != now.RevisionAspect),
        Corrected("a correction of the lines", (first, now) => first is CasualtiesReported a && now is CasualtiesReported b && !a.Lines.SequenceEqual(b.Lines)),
        Corrected("a correction of when it occurred", (first, now) => first.Occurred != now.Occurred),
        Corrected("a revision added by a correction", (first, now) => now.Revises.Except(first.Revises).Any()),
        Corrected("a revision dropped by a correction", (first, now) => first.Revises.Except(now.Revises).Any()),
        Corrected("a dispute added by a correction", (first, now) => now.Disputes.Except(first.Disputes).Any()),
        Corrects("a correction that supersedes", (at, w) =>
            w.Reports.Any(a => w.Visible(a) && !w.Current(a) && Without<AssertionCorrected>(at).Current((Assertion)w.AsRecorded(a.Id)!))),
        Corrects("a correction of an act", (_, w) => w.EntryActs.Any(c => c is AssertionCorrected && w.Find(c.Target) is SourceAct act && w.Visible(act))),
        Corrects("a corrected retraction does something else", (at, w) => w.Acts.OfType<AssertionRetracted>().Any(r => w.TargetOf(r) is { } t && w.Visible(r)
            && Without<AssertionCorrected>(at) is var old && w.EffectOf(r, t) != old.EffectOf((AssertionRetracted)old.Find(r.Id)!, old.Find(t.Id)!))),
        Corrects("corrected while an act names it", (_, w) => w.EntryActs.Any(c => c is AssertionCorrected && w.Acts.Any(act => act.Target == c.Target && w.Visible(act)))),
        Corrects("corrected more than once", (_, w) => w.EntryActs.OfType<AssertionCorrected>().GroupBy(c => c.Target, StringComparer.Ordinal).Any(g => g.Count() > 1)),
        ("a correction recorded after Y", (at, _) => at.History.Events.Any(e => e.Number > at.Y && e.Event is AssertionCorrected c
            && at.History.Events.Any(t => t.Number <= at.Y && t.Event.Id == c.Target))),

        ("a withdrawn report", (_, w) => w.Reports.Any(a => w.Withdrawn(a) && w.CountingDate(a) <= w.X)),
        ("a withdrawn dispute of what is visible", (_, w) => w.Acts.OfType<AssertionDisputed>().Any(d => IsWithdrawnOnVisible(w, d))),
        ("a withdrawn retraction of what is visible", (_, w) => w.Acts.OfType<AssertionRetracted>().Any(r => IsWithdrawnOnVisible(w, r))),
        ("reinstated", (_, w) => w.EntryActs.Any(act => act is AssertionReinstated && w.Find(act.Target) is { } t && !w.Withdrawn(t)
            && w.EntryActs.Any(other => other is AssertionWithdrawn && other.Target == act.Target))),
        ("superseded through what was withdrawn", (_, w) => w.Reports.Any(link => w.Withdrawn(link)
            && w.Reports.Any(old => w.Visible(old) && w.LinkCounts(link, old) && w.Reports.Any(b => w.LinkCounts(b, link) && w.Supersedes(b, old) && !w.LinkCounts(b, old))))),

        ("a regrade of what is visible", (_, w) => w.EntryActs.Any(act => act is AssertionRegraded && w.Find(act.Target) is Assertion a && w.Visible(a))),
        Regrades("a regrade decides a tie", (at, w) => Without<AssertionRegraded>(at) is var old
            && w.Reports.Where(w.Current).GroupBy(KindOf).Any(g => w.Choose(g) is { Tied: true } now && old.Choose(old.Reports.Where(a => old.Current(a) && KindOf(a) == g.Key))?.Chosen.Id != now.Chosen.Id)),
        Regrades("a regrade of what was corrected", (_, w) => w.EntryActs.OfType<AssertionRegraded>().Any(r => w.EntryActs.Any(c => c is AssertionCorrected && c.Target == r.Target))),
        ("an editor act ignored", (at, w) => at.History.Events.Any(e => e.Number <= at.Y && e.Event is EntryAct act && !w.EntryActs.Contains(act))),

        Merges("a merge of incidents", (_, w) => w.StandingMerges.Any(m => m.Subject.Kind == SubjectKind.Incident)),
        Merges("a merge of factions", (_, w) => w.StandingMerges.Any(m => m.Subject.Kind == SubjectKind.Faction)),
        Merges("a merge of persons", (_, w) => w.StandingMerges.Any(m => m.Subject.Kind == SubjectKind.Person)),
        Merges("a merge of sources", (_, w) => w.StandingMerges.Any(m => m.Subject.Kind == SubjectKind.Source)),
        Merges("a chain of merges", (_, w) => w.StandingMerges.Any(m => w.Component(m.Subject).Count > 2)),
        Merges("shown under the key that another merge names", (_, w) => w.StandingMerges.Any(m => w.Canonical(m.Subject) != m.Subject)),
        Merges("A into B while B into A", (_, w) => w.StandingMerges.Any(m => w.AllMerges.Any(n => n.Subject == m.Other && n.Other == m.Subject))),
        Merges("a separated merge", (_, w) => w.AllMerges.Any(m => !w.Same(m.Subject, m.Other))),
        Merges("separated and still one through others", (_, w) => w.AllMerges.Any(m => w.Same(m.Subject, m.Other)
            && !w.StandingMerges.Any(s => s.Keys.All(m.Keys.Contains)))),
        Merges("a merge by which a denial meets a proposition", (at, w) =>
            w.Reports.Any(a => w.Contests(a).Any(c => c.Way == ContestedBy.Denial && !Without<SubjectsMerged>(at).SameProposition(a.Proposition, ((Assertion)c.By).Proposition)))),
        Merges("a merge by which a revision counts", (at, w) =>
            w.Reports.Any(a => w.Visible(a) && !w.Current(a) && Without<SubjectsMerged>(at).Current(a))),
        Merges("a merge that makes a retraction the party's own", (at, w) => BecomesBy(at, w, RetractionEffect.Hides)),
        Merges("a merge of outlets that makes a retraction own-citation", (at, w) => BecomesBy(at, w, RetractionEffect.RemovesCitations)),
        Merges("a merge by which a death is disputed", (at, w) => Without<SubjectsMerged>(at) is var old
            && Cast.Persons.Any(p => w.LifeStatus(p) == LifeStatus.DeathDisputed && old.LifeStatus(p) != LifeStatus.DeathDisputed)),
        Merges("a merge of two claimants", (_, w) => Cast.Incidents.Any(i => w.CurrentOf<ResponsibilityReport>(i).Where(r => r is ResponsibilityClaimed or ResponsibilityConceded) is var claims
            && claims.Any(a => claims.Any(b => a.By != b.By && w.Same(a.By, b.By))))),
        Merges("a merge of two holders of a sole role", (_, w) => Cast.Factions.Any(f => w.CurrentOf<LeaderNamed>(f).Where(l => l.Sole) is var named
            && named.Any(a => named.Any(b => a.Person != b.Person && w.Same(a.Person, b.Person) && a.Role == b.Role && a.Scope == b.Scope)))),
        Merges("a merge by which two parties have one vote", (_, w) => Cast.Incidents.Any(i => w.TallyOf(i, Dead) is { } tally
            && tally.Accounts.Any(a => tally.Accounts.Any(b => a.Account.Party != b.Account.Party && w.Same(a.Account.Party, b.Account.Party))))),
        Merges("a merge by which parts are in a circle", (at, w) => Without<SubjectsMerged>(at) is var old
            && Cast.Incidents.Any(i => w.Incident(i)?.Chosen.PartOf is not null && w.Ancestors(i).Count == 0 && old.Ancestors(i).Count > 0)),

        Hears("a perspective of outlets", p => p.Outlets is not null),
        Hears("a perspective of reliability", p => p.AtLeast is not null),
        Hears("a perspective of a party", p => p.Party is not null),
        Narrowed("a perspective moves a counting date", (w, all) => w.Reports.Any(a => w.Visible(a) && all.Visible(a) && w.CountingDate(a) != all.CountingDate(a))),
        Narrowed("a perspective hides a report", (w, all) => w.Reports.Any(a => all.Visible(a) && !w.Visible(a))),
        Narrowed("a perspective hides a retraction", (w, all) => w.Reports.Any(a => w.Visible(a) && !all.Visible(a))),
        Narrowed("a perspective cuts a chain of revisions", (w, all) => w.Reports.Any(a => w.Current(a) && all.Visible(a) && !all.Current(a))),
        Narrowed("a perspective makes the uncontested of the contested", (w, all) => w.Reports.Any(a => w.Visible(a) && !w.Contested(a) && all.Contested(a))),
        ("a perspective that a merge widens", (at, w) => at.Perspective != OraclePerspective.None && w.StandingMerges.Any()
            && Without<SubjectsMerged>(at) is var old && w.Reports.Any(a => w.Published(a) is not null && old.Published(a) is null)),
    ];

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Corrects(string name, Func<HistoryAt, OracleWorld, bool> shows) =>
        (name, (at, w) => w.EntryActs.OfType<AssertionCorrected>().Any() && shows(at, w));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Corrected(string name, Func<Assertion, Assertion, bool> shows) =>
        Corrects(name, (_, w) => w.Reports.Any(a => w.Visible(a) && shows((Assertion)w.AsRecorded(a.Id)!, a)));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Regrades(string name, Func<HistoryAt, OracleWorld, bool> shows) =>
        (name, (at, w) => w.EntryActs.OfType<AssertionRegraded>().Any() && shows(at, w));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Merges(string name, Func<HistoryAt, OracleWorld, bool> shows) =>
        (name, (at, w) => w.AllMerges.Any() && shows(at, w));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Hears(string name, Func<OraclePerspective, bool> shows) =>
        (name, (at, w) => shows(at.Perspective) && w.Reports.Any(w.Visible));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Narrowed(string name, Func<OracleWorld, OracleWorld, bool> shows) =>
        (name, (at, w) => at.Perspective != OraclePerspective.None && shows(w, (at with { Perspective = OraclePerspective.None }).World));

    // The same, had editors not done so.
    private static OracleWorld Without<T>(HistoryAt at)
        where T : EditorAct => (at with { History = new History([.. at.History.Events.Where(e => e.Event is not T)]) }).World;

    private static bool IsWithdrawnOnVisible(OracleWorld w, SourceAct act) =>
        w.Withdrawn(act) && w.CountingDate(act) <= w.X && w.TargetOf(act) is { } target && w.Visible(target);

    private static bool BecomesBy(HistoryAt at, OracleWorld w, RetractionEffect effect) => w.Acts.OfType<AssertionRetracted>()
        .Any(r => w.TargetOf(r) is { } t && w.EffectOf(r, t) == effect && Without<SubjectsMerged>(at).EffectOf(r, t) == RetractionEffect.Contests);

    private static (Type Type, SubjectKey Subject, string? Aspect) KindOf(Assertion a) => (a.GetType(), a.Subject, a.RevisionAspect);
}
