using NodaTime;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>What a history shows at its horizon: a generator that never shows one of these tests nothing of it.</summary>
internal static class Features
{
    private static readonly Question Dead = new(Outcome.Killed);
    private static readonly Selection April = new(new LocalDate(2013, 4, 2), new LocalDate(2013, 4, 9));

    public static IReadOnlyList<(string Name, Func<HistoryAt, OracleWorld, bool> Shows)> All { get; } =
    [
        ("published after X", (_, w) => w.Reports.Any(a => w.Published(a) > w.X)),
        ("published exactly at X", (_, w) => w.Reports.Any(a => w.Published(a) == w.X)),
        ("recorded after Y", (h, _) => h.Y < h.History.Last),
        ("everything recorded", (h, _) => h.Y >= h.History.Last),
        ("nothing recorded", (_, w) => !w.Reports.Any()),

        ("superseded", (_, w) => Superseded(w).Any()),
        ("superseded by another party", (_, w) => Superseded(w).Any(a => w.Reports.Any(b => w.Supersedes(b, a) && b.Party != a.Party))),
        ("superseded only over others", (_, w) => Superseded(w).Any(a => !w.Reports.Any(b => w.Supersedes(b, a) && w.LinkCounts(b, a)))),
        ("superseded through what was retracted", (_, w) =>
            Superseded(w).Any(a => Links(w).Any(l => l.Older == a && !w.Visible(l.Newer) && w.Reports.Any(b => w.Supersedes(b, l.Newer)
                && w.Supersedes(b, a))))),
        ("path cut at X", (_, w) =>
            Links(w).Any(l => w.Published(l.Newer) > w.X && Links(w).Any(m => m.Older == l.Newer && w.Visible(m.Newer)
                && w.Visible(l.Older)))),
        ("in a circle, both visible", (_, w) => Links(w).Any(l => w.Visible(l.Older) && w.Visible(l.Newer) && w.Reaches(l.Older, l.Newer))),
        ("in a circle of three", (_, w) => Links(w).Any(l => !w.LinkCounts(l.Older, l.Newer) && w.Reaches(l.Older, l.Newer))),
        ("a link that does not count", (h, w) =>
            w.Reports.Any(a => a.Revises.Select(w.Find).OfType<Assertion>().Any(b => !w.LinkCounts(a, b)))),
        ("superseded for one outcome only", (_, w) =>
            w.Reports.OfType<CasualtiesReported>().Any(a => w.Visible(a) && w.Current(a) && Outcomes(a).Any(o => !w.CurrentFor(a, o)))),
        ("not superseded since the newer is silent", (_, w) =>
            w.Reports.OfType<CasualtiesReported>().Any(a => w.Reports.Any(b => w.Supersedes(b, a) && Outcomes(a).Any(o => w.CurrentFor(a, o))))),

        ("hidden by its own party", (_, w) => Effects(w, RetractionEffect.Hides).Any(r => w.TargetOf(r) is Assertion)),
        ("an act hidden", (_, w) => Effects(w, RetractionEffect.Hides).Any(r => w.TargetOf(r) is SourceAct)),
        ("a citation removed", (_, w) =>
            Effects(w, RetractionEffect.RemovesCitations).Any(r => w.CountingDate(w.TargetOf(r)!) is not null)),
        ("dated anew by a citation removed", (_, w) =>
            Effects(w, RetractionEffect.RemovesCitations).Any(r => w.Visible(w.TargetOf(r)!)
                && w.CountingDate(w.TargetOf(r)!) != w.Published(w.TargetOf(r)!))),
        ("hidden by the last citation removed", (_, w) =>
            Effects(w, RetractionEffect.RemovesCitations).Any(r => w.CountingDate(w.TargetOf(r)!) is null)),
        ("a retraction undone", (_, w) =>
            w.Acts.OfType<AssertionRetracted>().Any(r => !w.Visible(r) && w.Published(r) <= w.X && w.TargetOf(r) is { } t && w.Visible(t))),
        ("an act without a target", (_, w) => w.Acts.Any(act => w.TargetOf(act) is null)),

        ("contested by a dispute", (_, w) => Contested(w, ContestedBy.Dispute)),
        ("contested by a report that disputes", (_, w) => Contested(w, ContestedBy.DisputingReport)),
        ("contested by a stranger's retraction", (_, w) => Contested(w, ContestedBy.StrangersRetraction)),
        ("contested by a denial", (_, w) => Contested(w, ContestedBy.Denial)),
        ("contested by a denial in another stream", (_, w) =>
            w.Reports.Any(a => w.Contests(a).Any(c => c.Way == ContestedBy.Denial && ((Assertion)c.By).Subject != a.Subject))),
        ("a death contested by name", (_, w) => DeathContests(w).Any(d => d.Disputes.Count > 0)),
        ("a death contested by its day", (_, w) => DeathContests(w).Any(d => d.Disputes.Count == 0)),
        ("a confirmation contested", (_, w) =>
            w.Reports.OfType<DeathConfirmed>().Any(a => w.Contests(a).Any(c => c.Way == ContestedBy.DeathDispute))),
        ("a confirmation later than the dispute", (_, w) =>
            w.Reports.OfType<DeathConfirmed>().Any(a => w.Visible(a) && w.CurrentOf<DeathDisputed>(a.Subject).Any() && !w.Contested(a))),
        ("an act contested", (_, w) => w.Acts.Any(w.Contested)),

        .. Enum.GetValues<LifeStatus>().Select(s => Named($"life status {s}", w => Cast.Persons.Any(p => w.LifeStatus(p) == s))),
        .. Enum.GetValues<ClaimStatus>().Select(s => Named($"claims {s}", w => Cast.Incidents.Any(i => w.Claims(i).Status == s))),
        .. Enum.GetValues<StanceKind>().Select(s => Named($"stance {s}", w => Cast.Incidents.Any(i => w.Claims(i).Stances.Any(x => x.Kind == s)))),
        Named("claimed while denied by others", w =>
            Cast.Incidents.Any(i => w.Claims(i) is { Status: ClaimStatus.Claimed, Stances.Count: > 1 })),
        Named("two holders of a sole role", w => Cast.Factions.Any(w.LeadersContested)),
        Named("two holders not contested", w =>
            Cast.Factions.Any(f => w.CurrentOf<LeaderNamed>(f).GroupBy(l => (l.Role, l.Scope)).Any(r => r.All(l => l.Sole)
                && r.Select(l => l.Person).Distinct().Count() > 1) && !w.LeadersContested(f))),

        Tallies("several accounts", (t, _) => t.Accounts.Count > 1),
        Tallies("a tie of accounts", (t, _) => t.Tied),
        Tallies("an open end", (t, _) => t.Figure.IsOpen),
        Tallies("no best", (t, _) => t.Figure.Best is null),
        Tallies("attackers unknown", (t, _) => t.Accounts.Any(a => a.AttackersUnknown)),
        Tallies("attackers that matter", (t, q) =>
            t.Accounts.Any(a => OracleWorld.FigureOf(a.Account, q with { WithAttackers = true }).Figure != a.Figure)),
        Tallies("a class that matters", (t, q) =>
            t.Accounts.Any(a => OracleWorld.FigureOf(a.Account, q with { Only = VictimClass.Civilian }).Figure != a.Figure
                && OracleWorld.FigureOf(a.Account, q with { Only = VictimClass.Civilian }).Figure.High > 0)),
        Votes("a majority of several accounts", t => !t.NoMajority && t.Accounts.Count > 1),
        Votes("no majority", t => t.NoMajority),

        .. Enum.GetValues<Part>().Select(p => Named($"in a total: {p}", w => w.Total(new Selection(), Dead).Selected.Any(s => s.Part == p))),
        Named("possibly within the dates", w => w.Total(April, Dead).Possible.Count > 0),
        Named("certainly within the dates", w => w.Total(April, Dead).Selected.Count > 0),
        Named("parts in a circle", w => Cast.Incidents.Any(i => w.Incident(i)?.Chosen.PartOf is not null && w.Ancestors(i).Count == 0)),
        Named("a tie of reports of an incident", w => Cast.Incidents.Any(i => w.Incident(i) is { Tied: true })),
        Named("an aspect revised", w => Cast.Incidents.Any(i => w.Circumstance(i, "manner").Earlier.Count > 0)),

        .. EditorFeatures.All,
    ];

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Named(string name, Func<OracleWorld, bool> shows) =>
        (name, (_, w) => shows(w));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Tallies(string name, Func<Tally, Question, bool> shows) =>
        Named(name, w => Cast.Incidents.Select(i => w.TallyOf(i, Dead)).Any(t => t is not null && shows(t, Dead)));

    private static (string Name, Func<HistoryAt, OracleWorld, bool> Shows) Votes(string name, Func<Tally, bool> shows) =>
        Named(name, w => Cast.Incidents.Select(i => w.TallyOf(i, Dead with { Policy = Policy.Majority })).Any(t => t is not null && shows(t)));

    private static IEnumerable<Assertion> Superseded(OracleWorld w) => w.Reports.Where(a => w.Visible(a) && !w.Current(a));

    private static IEnumerable<(Assertion Newer, Assertion Older)> Links(OracleWorld w) =>
        w.Reports.SelectMany(newer => w.Reports.Where(older => w.LinkCounts(newer, older)).Select(older => (newer, older)));

    private static IEnumerable<Outcome> Outcomes(CasualtiesReported a) => a.Lines.Select(l => l.Outcome).Distinct();

    private static IEnumerable<AssertionRetracted> Effects(OracleWorld w, RetractionEffect effect) =>
        w.Acts.OfType<AssertionRetracted>().Where(r => w.Visible(r) && w.EffectOf(r, w.TargetOf(r)!) == effect);

    private static bool Contested(OracleWorld w, ContestedBy way) => w.Reports.Any(a => w.Contests(a).Any(c => c.Way == way));

    private static IEnumerable<DeathDisputed> DeathContests(OracleWorld w) =>
        w.Reports.SelectMany(w.Contests).Where(c => c.Way == ContestedBy.DeathDispute).Select(c => (DeathDisputed)c.By);
}
