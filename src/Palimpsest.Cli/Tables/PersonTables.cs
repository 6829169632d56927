using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Tables;

/// <summary>One person.</summary>
internal static class PersonTables
{
    public static void Draw(Sheet sheet, Answer answer, PersonBelief person)
    {
        sheet.Headline(answer, Text.Of(person.Key.Value), person.Names.Count > 0 ? Text.Of(person.Names[0].Name) : null);
        if (person.Deaths.Count > 0)
        {
            sheet.Fact("life status", Text.Bold(Text.Word(person.LifeStatus)));
        }

        sheet.Section("reports of death", ["report", "of when", "cause, place", Column.Key("incident"), "standing"], person.Deaths.Select(d => new Row(
            d.Assertions,
            Text.Word(d.Type) + (d.Basis is null ? "" : $" ({Text.Word(d.Basis)})"),
            Text.Of(d.Occurred),
            Text.Marks(Text.Of(d.Cause), Text.Of(d.Place)),
            d.Incident is { } incident ? Text.Slug(incident) : "",
            Contested(d.Contested))));
        sheet.Section("names", ["name", "also", "nationality", "born", "age", "description", "standing"], person.Names.Select(n => new Row(
            n.Assertions, Text.Of(n.Name), Text.Of(string.Join(", ", n.Aliases)), Text.Of(n.Nationality), Text.Of(n.Born), n.Age is { } age ? Text.Number(age) : "",
            Text.Of(n.Description), Contested(n.Contested))));
        sheet.Section("roles", [Column.Key("faction"), "role", "scope", "since", "until", "standing"], person.Roles.Select(r => new Row(
            r.Assertions, Text.Slug(r.Faction), Text.Of(r.Role), Text.Of(r.Scope), Text.Of(r.Since), Text.Of(r.Until),
            Text.Marks(Text.If(r.Departed, "departed"), Contested(r.Contested)))));
        sheet.Section("allegiances", ["from", "to", "status", "standing"], Allegiances(person.Allegiances));
        sheet.Section("custody", ["status", "holder", "place", "when", Column.Key("incident"), "standing"], person.Custody.Select(c => new Row(
            c.Assertions, Text.Word(c.Status), Text.Of(c.Holder), Text.Of(c.Place), Text.Of(c.Occurred), c.Incident is { } i ? Text.Slug(i) : "", Contested(c.Contested))));
        sheet.Section("sentences", ["sentence", "court", "charge", "when", Column.Key("incident"), "standing"], person.Sentences.Select(s => new Row(
            s.Assertions, Text.Of(s.Sentence), Text.Of(s.Court), Text.Of(s.Charge), Text.Of(s.Occurred), s.Incident is { } i ? Text.Slug(i) : "", Contested(s.Contested))));
        sheet.Section("incidents", [Column.Key("incident"), "part", "standing"], person.Incidents.Select(i => new Row(
            i.Assertions, Text.Slug(i.Incident), Text.Word(i.Part), Contested(i.Contested))));
        Statements(sheet, person.Statements);
    }

    public static IEnumerable<Row> Allegiances(IEnumerable<AllegianceShown> allegiances) => allegiances.Select(a => new Row(
        a.Assertions, Text.Of(a.From.Value), Text.Of(a.To.Value), Text.Word(a.Status), Contested(a.Contested && a.Status != "contested")));

    public static void Statements(Sheet sheet, IEnumerable<StatementShown> statements) =>
        sheet.Section("statements", ["by", "medium", "on", "when", "standing"], statements.Select(s => new Row(
            s.Assertions,
            Text.Of(s.By.Value) + (s.Speaker is { } speaker && speaker != s.By ? $", spoken by {Text.Of(speaker.Value)}" : ""),
            Text.Of(s.Medium), Text.Of(s.Topic), Text.Of(s.Occurred), Contested(s.Contested))));

    public static string Contested(bool contested) => Text.If(contested, Text.Contested);
}
