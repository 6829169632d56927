using System.Globalization;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs.Demo;

/// <summary>Puts answers into a few words: what is believed, whose word it is, and since when it could be read.</summary>
internal static class Tell
{
    private const string Nothing = "nothing said";
    private const string Killing = "killed";

    public static string LifeStatus(Answer answer)
    {
        var person = (PersonBelief)answer.Belief;
        return Lines([
            Words.Of(person.LifeStatus),
            .. person.Deaths.Select(d => $"{d.Type}: {What(d)}{Sources(d.Assertions)}{(d.Contested ? "; contested" : "")}"),
        ]);
    }

    public static Func<Answer, string> Circumstance(string aspect) => answer =>
        ((IncidentBelief)answer.Belief).Circumstances.FirstOrDefault(c => c.Aspect == aspect) is not { } told
            ? Nothing
            : Lines([
                told.Value is null ? Nothing : $"{told.Value} ({Sources(told.Assertions)})",
                .. told.Earlier.Select(v => $"earlier: {v.Value} ({Sources(v.Assertions)})"),
                .. told.Others.Select(v => $"others: {v.Value} ({Sources(v.Assertions)})"),
            ]);

    public static string Killed(Answer answer) => ((IncidentBelief)answer.Belief).Casualties.GetValueOrDefault(Killing) is not { } tally
        ? Nothing
        : Lines([
            Figure(tally.Low, tally.Best, tally.High) + (tally.Contested ? "; contested" : ""),
            .. tally.Accounts.Where(a => a.Chosen).Select(a => $"{Parts(a)} ({Sources(a.Assertions)})"),
            .. tally.Accounts.Where(a => !a.Chosen).Select(a => $"beside it: {Parts(a)} ({Sources(a.Assertions)})"),
        ]);

    public static string Leaders(Answer answer) => ((FactionBelief)answer.Belief).Leaders is not { Count: > 0 } leaders
        ? Nothing
        : Lines(leaders.Select(l =>
            $"{l.Role}{(l.Scope is null ? "" : $" ({l.Scope})")}: {l.Person}{(l.LifeStatus == Projections.People.LifeStatus.NoReport ? "" : $", {Words.Of(l.LifeStatus)}")} ({Sources(l.Assertions)}){(l.Contested ? "; contested" : "")}"));

    public static string Splits(Answer answer) => ((FactionBelief)answer.Belief).Splits is not { Count: > 0 } splits
        ? Nothing
        : Lines(splits.Select(s => $"{s.NewFaction} from {s.From}{(s.Leader is { } leader ? $", led by {leader}" : "")} ({Sources(s.Assertions)})"));

    public static string Claims(Answer answer)
    {
        var claims = ((IncidentBelief)answer.Belief).Claims;
        return Lines([
            Words.Of(claims.Status),
            .. claims.Claimants.Select(c => $"{Words.Of(c.Stance)}: {c.By} ({Sources(c.Assertions)})"),
        ]);
    }

    public static string Mergers(Answer answer) => ((FactionBelief)answer.Belief).Mergers is not { Count: > 0 } mergers
        ? Nothing
        : Lines(mergers.Select(m => $"{m.Status}: announced by {Keys(m.AnnouncedBy)}{(m.DeniedBy.Count > 0 ? $", denied by {Keys(m.DeniedBy)}" : "")}"));

    public static string Allegiances(Answer answer) => (answer.Belief is PersonBelief person ? person.Allegiances : ((FactionBelief)answer.Belief).Allegiances) is not { Count: > 0 } allegiances
        ? Nothing
        : Lines(allegiances.Select(a => $"{a.Status}: {a.From} to {a.To} ({Sources(a.Assertions)})"));

    public static string Total(Answer answer)
    {
        var belief = (CasualtiesBelief)answer.Belief;
        if (belief.Total.GetValueOrDefault(Killing) is not { } total)
        {
            return Nothing;
        }

        var added = belief.Incidents.Where(i => i.Added.Contains(Killing, StringComparer.Ordinal)).Select(i => i.Casualties[Killing]).ToList();
        var parts = belief.Incidents.Where(i => i.Within.ContainsKey(Killing) && !i.Added.Contains(Killing, StringComparer.Ordinal)).ToList();
        return Lines([
            $"{Figure(total.Low, total.Best, total.High)} in {Count(added.Count, "incident")}{(added.Count > 0 ? $": {string.Join(" + ", added.Select(t => Number(t.Low)))}" : "")}",
            .. belief.Campaigns.Select(c => $"not added: {c.Key}, a toll over {c.Occurred} ({Figure(c.Casualties[Killing].Low, c.Casualties[Killing].Best, c.Casualties[Killing].High)})"),
            .. parts.Select(p => $"not added: {p.Key} ({Number(p.Casualties[Killing].Low)}), a part of {p.Within[Killing]}"),
        ]);
    }

    private static string What(DeathShown death) =>
        string.Concat(new[] { death.Cause, death.Basis, death.Occurred is { } occurred ? $"of {occurred}" : null }.OfType<string>().Select(part => part + "; "));

    private static string Parts(AccountShown account) => string.Join(", ", account.Lines.Where(l => !l.Total).Select(l => $"{l.Count} {l.Group}"));

    private static string Sources(IEnumerable<Evidence> assertions) => string.Join("; ", assertions.Select(Source));

    private static string Source(Evidence e)
    {
        var outlets = string.Join(", ", e.Citations.Where(c => c.Role == CitationRole.Carries).Select(c => c.Outlet.Value).Distinct(StringComparer.Ordinal));
        var modality = e.Modality == Modality.Asserted ? "" : $"{Words.Of(e.Modality)}, ";
        return $"{modality}{(e.AttributedTo is { } whose ? $"{whose}, in " : "")}{outlets} {e.CountsFrom}";
    }

    // The words of the record's own counts where there are such words, else low, best and high.
    private static string Figure(long low, long? best, long? high) => (best, high) switch
    {
        ({ } b, { } h) when b == low && h == low => Number(low),
        ({ } b, null) when b == low => $"at least {Number(low)}",
        _ => $"low {Number(low)}, best {(best is { } b ? Number(b) : "none")}, high {(high is { } h ? Number(h) : "open")}",
    };

    private static string Keys(IEnumerable<SubjectKey> keys) => string.Join(", ", keys);

    private static string Count(int count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
