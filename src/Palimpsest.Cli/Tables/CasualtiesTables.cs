using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Tables;

/// <summary>The tally of a selection: what is added, the total, and what is shown apart with the reason.</summary>
internal static class CasualtiesTables
{
    public static void Draw(Sheet sheet, Answer answer, CasualtiesBelief casualties)
    {
        sheet.Headline(answer, $"casualties{IncidentListTables.Asked(answer.Question)}");
        sheet.Line(Text.Dim($"policy {Text.Word(casualties.Policy)}, attackers {(casualties.WithAttackers ? "counted" : "left out")}"));
        var outcomes = casualties.Total.Keys.ToList();
        sheet.Section("total", ["outcome", Column.Figure("figure"), Column.Figure("best"), "added", "standing"], casualties.Total.Select(t => new Row(
            Text.Bold(Text.Word(t.Key)),
            Text.Bold(Figures.Range(t.Value.Low, t.Value.High)),
            Figures.Best(t.Value.Best),
            Text.Plural(t.Value.Incidents, "incident", "incidents"),
            Text.Marks(
                t.Value.Contested > 0 ? $"{Text.Contested} in {t.Value.Contested}" : "",
                t.Value.AttackersUnknown > 0 ? $"attackers unknown in {t.Value.AttackersUnknown}" : ""))));

        var added = casualties.Incidents.Where(i => i.Added.Count > 0).ToList();
        var total = new Row([Text.Bold("total"), "", "", "", .. outcomes.Select(o => Text.Bold(Figures.Range(casualties.Total[o].Low, casualties.Total[o].High))), ""]);
        sheet.Section("added", Columns(outcomes, "standing"), added.Select(i => Row(i, outcomes, Standing(i))).Concat(added.Count > 0 ? [total] : []));
        Apart(sheet, "parts of what is added", "within", casualties.Incidents.Where(i => i.Added.Count == 0), Wholes);
        Apart(sheet, "campaigns, tolls over a period", "standing", casualties.Campaigns, Standing);
        Apart(sheet, "possible, dated too vaguely to be certain", "standing", casualties.Possible, Standing);
    }

    private static void Apart(Sheet sheet, string reason, string last, IEnumerable<IncidentTally> incidents, Func<IncidentTally, string> standing)
    {
        var apart = incidents.ToList();
        var outcomes = Words.All<Outcome>().Where(o => apart.Any(i => i.Casualties.ContainsKey(o))).ToList();
        sheet.Section($"shown, not added: {reason}", Columns(outcomes, last), apart.Select(i => Row(i, outcomes, standing(i))));
    }

    private static Column[] Columns(IEnumerable<string> outcomes, string last) =>
        [Column.Key("incident"), "kind", "place", Column.Date("occurred"), .. outcomes.Select(o => Column.Figure(o)), last];

    private static Row Row(IncidentTally incident, IEnumerable<string> outcomes, string last) => new(
    [
        Text.Slug(incident.Key), Text.Word(incident.Kind), Text.Of(incident.Place), Text.Of(incident.Occurred),
        .. outcomes.Select(o => Cell(incident, o)),
        last,
    ]);

    // In an incident of which one outcome is added and another is not, the latter stands in brackets.
    private static string Cell(IncidentTally incident, string outcome)
    {
        var figure = Figures.Of(incident.Casualties, outcome);
        return figure.Length > 0 && incident.Added.Count > 0 && !incident.Added.Contains(outcome) ? $"({figure})" : figure;
    }

    private static string Standing(IncidentTally incident) => Text.Marks(
        Text.If(incident.Casualties.Values.Any(t => t.Contested), Text.Contested),
        Text.If(incident.Casualties.Values.Any(t => t.Tied), "tied"),
        Text.If(incident.Casualties.Values.Any(t => t.NoMajority), "no majority"),
        Text.If(incident.Casualties.Values.Any(t => t.Accounts.Count > 1), $"{incident.Casualties.Values.Max(t => t.Accounts.Count)} accounts"),
        incident.Added.Count > 0 && incident.Within.Count > 0 ? $"in brackets: within {Wholes(incident)}" : "");

    private static string Wholes(IncidentTally incident) => string.Join(", ", incident.Within.Values.Distinct().Select(Text.Slug));
}
