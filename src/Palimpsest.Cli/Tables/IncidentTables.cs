using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Tables;

/// <summary>One incident.</summary>
internal static class IncidentTables
{
    private const string Earlier = "earlier, revised";
    private const string Beside = "also said";

    public static void Draw(Sheet sheet, Answer answer, IncidentBelief incident)
    {
        sheet.Headline(answer, Text.Of(incident.Key.Value), incident.Incident is { } i ? $"{Text.Word(i.Kind)}, {Text.Of(i.Place)}" : null);
        sheet.Section("incident", ["kind", "place", "occurred", "part of", "standing"],
        [
            .. incident.Incident is { } chosen ? [Shown(chosen, "")] : Array.Empty<Row>(),
            .. incident.Others.Select(o => Shown(o, Beside)),
            .. incident.Earlier.Select(e => Struck(Shown(e, Earlier))),
        ]);
        sheet.Section("circumstances", ["aspect", "value", "standing"], incident.Circumstances.SelectMany(Circumstance));
        sheet.Section($"casualties{Rule(answer.Question)}", ["outcome", Column.Figure("figure"), Column.Figure("best"), "of whom", "standing"], incident.Casualties.SelectMany(Outcome));
        if (incident.Claims.Status != ClaimStatus.None)
        {
            sheet.Section($"claims: {Text.Word(incident.Claims.Status)}", ["who", "stance", "standing"], Claims(incident.Claims));
        }

        sheet.Section("participants", ["participant", "part", "description", "life", "standing"], incident.Participants.Select(p => new Row(
            p.Assertions, Text.Of(p.Participant.Value), Text.Word(p.Part), Text.Of(p.Description),
            p.LifeStatus is { } life and not LifeStatus.NoReport ? Text.Word(life) : "", PersonTables.Contested(p.Contested))));
        sheet.Section("parts", [Column.Key("incident")], incident.Parts.Select(p => new Row(Text.Slug(p))));
    }

    /// <summary>How casualties are counted, where it is not as usual.</summary>
    public static string Rule(Question question)
    {
        var marks = Text.Marks(
            question.Policy == CasualtyPolicy.Latest ? "" : $"policy {Text.Word(question.Policy)}",
            Text.If(question.WithAttackers, "with attackers"),
            question.Class is { } c ? $"{Text.Word(c)} only" : "");
        return marks.Length == 0 ? "" : $" ({marks})";
    }

    public static IEnumerable<Row> Claims(ClaimsBelief claims) =>
    [
        .. claims.Claimants.Select(c => new Row(c.Assertions, Text.Of(c.By.Value), Text.Word(c.Stance), PersonTables.Contested(c.Contested))),
        .. claims.Attributions.Select(a => new Row(a.Assertions, Text.Of(a.By.Value), "attributed by others", PersonTables.Contested(a.Contested))),
        .. claims.DeniedByOthers.Select(d => new Row(d.Assertions, Text.Of(d.By.Value), "denied by others", PersonTables.Contested(d.Contested))),
        .. claims.NoClaimKnown.Select(n => new Row([n], Text.None, "no claim known", PersonTables.Contested(n.ContestedBy.Count > 0))),
    ];

    private static Row Shown(IncidentShown shown, string standing) => new(
        shown.Assertions, Text.Word(shown.Kind), Text.Of(shown.Place), Text.Of(shown.Occurred), shown.PartOf is { } of ? Text.Slug(of) : "",
        Text.Marks(standing, Text.If(shown.Tied, "tied"), PersonTables.Contested(shown.Contested)));

    private static Row Struck(Row row) => row with { Cells = [.. row.Cells[..^1].Select(Text.Struck), row.Cells[^1]] };

    private static IEnumerable<Row> Circumstance(CircumstanceShown shown)
    {
        var aspect = Text.Word(shown.Aspect);
        if (shown.Value is { } value)
        {
            yield return new Row(shown.Assertions, aspect, Text.Of(value), Text.Marks(
                Text.If(shown.Tied, "tied"), PersonTables.Contested(shown.Assertions.Any(a => a.ContestedBy.Count > 0))));
        }

        foreach (var other in shown.Others)
        {
            yield return new Row(other.Assertions, aspect, Text.Of(other.Value), Text.Marks(Beside, PersonTables.Contested(other.Contested)));
        }

        foreach (var earlier in shown.Earlier)
        {
            yield return new Row(earlier.Assertions, aspect, Text.Struck(Text.Of(earlier.Value)), Text.Marks(Earlier, PersonTables.Contested(earlier.Contested)));
        }
    }

    // The figure of the policy stands with the account that it takes; where it takes several, above them.
    private static IEnumerable<Row> Outcome(KeyValuePair<string, OutcomeTally> of)
    {
        var (outcome, tally) = (Text.Bold(Text.Word(of.Key)), of.Value);
        var single = tally.Accounts.Count(a => a.Chosen) == 1;
        if (!single)
        {
            yield return new Row(outcome, Text.Bold(Figures.Of(tally)), Figures.Best(tally.Best), $"{tally.Accounts.Count(a => a.Chosen)} accounts", Figures.Marks(tally));
        }

        foreach (var account in tally.Accounts)
        {
            var leads = single && account.Chosen;
            yield return new Row(
                account.Assertions,
                leads ? outcome : Text.Word(of.Key),
                leads ? Text.Bold(Range(account)) : Range(account),
                Figures.Best(account.Best),
                Figures.Of(account.Lines),
                Text.Marks(leads ? Figures.Marks(tally) : account.Chosen ? "" : Beside, Text.If(account.About, "about"), leads ? "" : PersonTables.Contested(account.Assertions.Any(a => a.ContestedBy.Count > 0))));
        }

        foreach (var account in tally.Earlier)
        {
            yield return new Row(
                account.Assertions, Text.Word(of.Key), Text.Struck(Range(account)), Text.Struck(Figures.Best(account.Best)), Text.Struck(Figures.Of(account.Lines)), Earlier);
        }
    }

    private static string Range(AccountShown account) => Figures.Range(account.Low, account.High);
}
