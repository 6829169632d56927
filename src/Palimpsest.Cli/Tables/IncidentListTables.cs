using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Tables;

/// <summary>Incidents and claims, a row each.</summary>
internal static class IncidentListTables
{
    public static void Draw(Sheet sheet, Answer answer, IncidentsBelief incidents)
    {
        sheet.Headline(answer, $"incidents{Asked(answer.Question)}");
        Column[] columns =
        [
            Column.Key("incident"), "kind", "place", Column.Date("occurred"), Column.Figure("killed"), Column.Figure("wounded"), "claims", "standing",
        ];
        var byKind = incidents.Incidents.ToLookup(i => i.Kind == "campaign");
        sheet.Section(Text.Plural(byKind[false].Count(), "incident", "incidents"), columns, byKind[false].Select(Listed));
        sheet.Section("campaigns: tolls over a period, not incidents", columns, byKind[true].Select(Listed));
        sheet.Section("possible: dated too vaguely to be certain", columns, incidents.Possible.Select(Listed));
        if (incidents.Incidents.Count > 0)
        {
            sheet.Line();
            sheet.Line(Text.Dim("Figures are per incident, and parts are listed beside their wholes: believed casualties adds them up."));
        }
    }

    public static void Draw(Sheet sheet, Answer answer, ClaimsListBelief claims)
    {
        sheet.Headline(answer, $"claims{Asked(answer.Question)}");
        var byStatus = claims.Claims.CountBy(c => c.Status).OrderBy(c => c.Key).Select(c => $"{c.Value} {Text.Word(c.Key)}");
        sheet.Section(
            string.Join(", ", byStatus),
            [Column.Key("incident"), "kind", "place", Column.Date("occurred"), "status", "who", "standing"],
            claims.Claims.Select(c => new Row(
                Text.Slug(c.Incident), Text.Word(c.Kind), Text.Of(c.Place), Text.Of(c.Occurred), Text.Word(c.Status),
                Who(c.Claimants, c.Attributions, c.DeniedByOthers), PersonTables.Contested(c.Contested))));
    }

    /// <summary>What narrows the question, in the words of the options.</summary>
    public static string Asked(Question question)
    {
        var filters = Text.Marks(
            Named("country", question.Country), Named("region", question.Region), Named("faction", question.Faction?.Slug), Named("kind", question.Kind),
            question.From is { } from ? Named("from", Clocks.Days.Iso(from)) : "", question.To is { } to ? Named("to", Clocks.Days.Iso(to)) : "",
            question.Outcome is { } outcome ? $"{Text.Word(outcome)} only" : "");
        return filters.Length == 0 ? IncidentTables.Rule(question) : $": {filters}{IncidentTables.Rule(question)}";
    }

    private static string Named(string option, string? value) => value is null ? "" : $"{option} {Text.Of(value)}";

    private static Row Listed(IncidentListed listed) => new(
        Text.Slug(listed.Key),
        Text.Word(listed.Kind),
        Text.Of(listed.Place),
        Text.Of(listed.Occurred),
        Figures.Of(listed.Casualties, "killed"),
        Figures.Of(listed.Casualties, "wounded"),
        Claims(listed.Claims),
        Text.Marks(PersonTables.Contested(listed.Contested), listed.PartOf is { } of ? $"part of {Text.Slug(of)}" : ""));

    private static string Claims(ClaimsBelief claims)
    {
        var who = Who(claims.Claimants, claims.Attributions, claims.DeniedByOthers);
        return claims.Status switch
        {
            ClaimStatus.None => "",
            ClaimStatus.Competing => $"competing: {who}",
            ClaimStatus.Attributed => $"attributed to {who}",
            ClaimStatus.Unclaimed => "unclaimed",
            var status => $"{Text.Word(status)} by {who}",
        };
    }

    private static string Who(IReadOnlyList<Claimant> claimants, IReadOnlyList<Attributed> attributions, IReadOnlyList<Attributed> deniedByOthers) => string.Join(", ",
    [
        .. claimants.Select(c => Text.Slug(c.By) + (c.Stance == Stance.Claimed ? "" : $" ({Text.Word(c.Stance)})")),
        .. attributions.Where(a => claimants.All(c => c.By != a.By)).Select(a => Text.Slug(a.By) + (claimants.Count > 0 ? " (attributed)" : "")),
        .. deniedByOthers.Select(d => $"{Text.Slug(d.By)} (denied by others)"),
    ]);
}
