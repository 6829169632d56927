using Palimpsest.Projections.Finding;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Tables;

/// <summary>Factions, people and what a search found, a row each.</summary>
internal static class ListTables
{
    public static void Draw(Sheet sheet, Answer answer, FactionsBelief factions)
    {
        sheet.Headline(answer, $"factions{IncidentListTables.Asked(answer.Question)}");
        sheet.Section(
            Text.Plural(factions.Factions.Count, "faction", "factions"),
            [Column.Key("faction"), "name", "led by", "bound to", "present in", "standing"],
            factions.Factions.Select(f => new Row(
                Text.Slug(f.Key),
                f.Names.Count > 0 ? Text.Of(f.Names[0].Name) : "",
                string.Join('\n', f.Leaders.Where(l => !l.Departed).Select(l => $"{Text.Slug(l.Person)} ({Text.Of(l.Role)}{Life(l.LifeStatus)})")),
                string.Join('\n',
                [
                    .. f.Allegiances.Where(a => a.From == f.Key).Select(a => $"{Text.Slug(a.To)} ({Text.Word(a.Status)})"),
                    .. f.Mergers.Select(m => $"{Text.Of(string.Join(" + ", m.Parties.Where(p => p != f.Key).Select(p => p.Slug)))} (merger {Text.Word(m.Status)})"),
                ]),
                Text.Of(string.Join(", ", f.Presence.Select(p => p.Place.Country ?? p.Place.Region ?? p.Place.Name).Distinct(StringComparer.Ordinal))),
                PersonTables.Contested(f.Contested))));
    }

    public static void Draw(Sheet sheet, Answer answer, PeopleBelief people)
    {
        sheet.Headline(answer, $"people{IncidentListTables.Asked(answer.Question)}");
        sheet.Section(
            Text.Plural(people.People.Count, "person", "people"),
            [Column.Key("person"), "name", "life status", "roles", "custody", "sentence", "standing"],
            people.People.Select(p => new Row(
                Text.Slug(p.Key),
                p.Names.Count > 0 ? Text.Of(p.Names[0].Name) : "",
                p.LifeStatus == LifeStatus.NoReport ? "" : Text.Word(p.LifeStatus),
                string.Join('\n', p.Roles.Where(r => !r.Departed).Select(r => $"{Text.Of(r.Role)}, {Text.Slug(r.Faction)}")),
                p.Custody.Count > 0 ? Text.Word(p.Custody[0].Status) : "",
                p.Sentences.Count > 0 ? Text.Of(p.Sentences[0].Sentence) : "",
                PersonTables.Contested(p.Contested))));
    }

    public static void Draw(Sheet sheet, Answer answer, FoundBelief found)
    {
        sheet.Headline(answer, $"find \"{Text.Of(found.Text)}\"{(answer.Question.Kind is { } kind ? $", kind {Text.Of(kind)}" : "")}");
        sheet.Section($"{found.Results.Count} found", [Column.Key("key"), "name", "also"], found.Results.Select(r => new Row(
            Text.Of(r.Key.Value), Text.Of(r.Name), Text.Of(string.Join(", ", r.Names.Where(n => n != r.Name))))));
    }

    private static string Life(LifeStatus status) => status == LifeStatus.NoReport ? "" : $", {Text.Word(status)}";
}
