using Palimpsest.Projections.Factions;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Tables;

/// <summary>One faction.</summary>
internal static class FactionTables
{
    public static void Draw(Sheet sheet, Answer answer, FactionBelief faction)
    {
        sheet.Headline(answer, Text.Of(faction.Key.Value), faction.Names.Count > 0 ? Text.Of(faction.Names[0].Name) : null);
        sheet.Section("names", ["name", "also", "description", "standing"], faction.Names.Select(n => new Row(
            n.Assertions, Text.Of(n.Name), Text.Of(string.Join(", ", n.Aliases)), Text.Of(n.Description), PersonTables.Contested(n.Contested))));
        sheet.Section("leaders", [Column.Key("person"), "role", "scope", "since", "until", "life status", "standing"], faction.Leaders.Select(l => new Row(
            l.Assertions, Text.Slug(l.Person), Text.Of(l.Role) + Text.If(l.Sole, " (sole)"), Text.Of(l.Scope), Text.Of(l.Since), Text.Of(l.Until), l.LifeStatus == LifeStatus.NoReport ? "" : Text.Word(l.LifeStatus),
            Text.Marks(Text.If(l.Departed, "departed"), PersonTables.Contested(l.Contested)))));
        sheet.Section("allegiances", ["from", "to", "status", "standing"], PersonTables.Allegiances(faction.Allegiances));
        sheet.Section("mergers", ["parties", "name", "status", "announced by", "denied by"], faction.Mergers.Select(m => new Row(
            m.Assertions, Text.Of(string.Join(" + ", m.Parties.Select(p => p.Slug))), Text.Of(m.Name), m.Contested ? Text.Contested : Text.Word(m.Status),
            Text.Parties(m.AnnouncedBy), Text.Parties(m.DeniedBy))));
        sheet.Section("splits", ["from", "new faction", "led by", "when", "standing"], faction.Splits.Select(s => new Row(
            s.Assertions, Text.Slug(s.From), Text.Slug(s.NewFaction), s.Leader is { } leader ? Text.Slug(leader) : "", Text.Of(s.Occurred), PersonTables.Contested(s.Contested))));
        sheet.Section("presence", ["place", "description", "standing"], faction.Presence.Select(p => new Row(
            p.Assertions, Text.Of(p.Place), Text.Of(p.Description), PersonTables.Contested(p.Contested))));
        sheet.Section("strength", [Column.Figure("figure"), Column.Figure("best"), "of", "when", "standing"], faction.Strength.Select(s => new Row(
            s.Assertions, Figures.Range(s.Low, s.High), Figures.Best(s.Best), Text.Of(s.Of), Text.Of(s.Occurred),
            Text.Marks(Text.If(s.Count.IsAbout, "about"), PersonTables.Contested(s.Contested)))));
        sheet.Section("incidents", [Column.Key("incident"), "how", "standing"], faction.Incidents.Select(i => new Row(
            i.Assertions, Text.Slug(i.Incident), Text.Word(i.How), PersonTables.Contested(i.Contested))));
        PersonTables.Statements(sheet, faction.Statements);
    }
}
