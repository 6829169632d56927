using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Worlds;

namespace Palimpsest.Cli.Tables;

/// <summary>Casualties over time, a bar for each period; and the world, a row for each incident.</summary>
internal static class SeriesTables
{
    private const int Width = 40;
    private const char Certain = '█';
    private const char Possible = '░';
    private const char NoBound = '→';
    private const string Rising = "▏▎▍▌▋▊▉█";

    public static void Draw(Sheet sheet, Answer answer, SeriesBelief belief)
    {
        sheet.Headline(answer, $"casualties by {Text.Word(belief.By)}{IncidentListTables.Asked(answer.Question)}");
        sheet.Line(Text.Dim($"policy {Text.Word(belief.Policy)}, attackers {(belief.WithAttackers ? "counted" : "left out")}"));
        foreach (var series in belief.Series)
        {
            var greatest = series.Points.Select(p => Math.Max(p.Low, p.High ?? p.Low)).DefaultIfEmpty(0).Max();
            sheet.Section(
                Title(belief, series),
                [Column.Date(Text.Word(belief.By)), Column.Figure("figure"), Column.Figure("best"), new("", Fixed: true), Column.Figure("incidents"), "standing"],
                [.. series.Points.Select(p => Row(p, greatest)), .. series.Unplaced.Incidents > 0 ? [Unplaced(series)] : Array.Empty<Row>(), Total(series)]);
        }

        if (belief.Series.Any(s => s.Points.Count > 0))
        {
            sheet.Line();
            sheet.Line(Text.Dim($"{Certain} at least so many  {Possible} at most  {NoBound} no upper bound. Periods without incidents are left out."));
        }
    }

    public static void Draw(Sheet sheet, Answer answer, WorldBelief world)
    {
        sheet.Headline(answer, $"incidents in short{IncidentListTables.Asked(answer.Question)}");
        Column[] columns = [Column.Key("incident"), "kind", "place", Column.Date("occurred"), Column.Figure("killed"), Column.Figure("wounded"), "claims", "standing"];
        sheet.Section(Text.Plural(world.Incidents.Count, "incident", "incidents"), columns, world.Incidents.Select(Row));
        sheet.Section("possible: dated too vaguely to be certain", columns, world.Possible.Select(Row));
    }

    /// <summary>A bar from 0 to the greatest of its series: what is certain, what is possible, and whether it is open.</summary>
    internal static string Bar(long low, long? high, long greatest)
    {
        if (greatest == 0)
        {
            return high is null ? NoBound.ToString() : "";
        }

        var eighths = (int)Math.Ceiling((decimal)low * Width * 8 / greatest);
        var certain = new string(Certain, eighths / 8) + (eighths % 8 > 0 ? Rising[(eighths % 8) - 1].ToString() : "");
        var upTo = high is { } most ? (int)Math.Ceiling((decimal)most * Width / greatest) : certain.Length;
        return certain + new string(Possible, Math.Max(0, upTo - certain.Length)) + (high is null ? NoBound.ToString() : "");
    }

    private static string Title(SeriesBelief belief, SeriesShown series) => Text.Marks(
        belief.Across is null ? "" : series.Group is { } group ? Text.Word(belief.Across.Value) + " " + (belief.Across == Dimension.Class ? Text.Word(group) : Text.Of(group)) : $"no {Text.Word(belief.Across.Value)}",
        Text.Word(series.Outcome));

    private static Row Row(SeriesPoint point, long greatest) => new(
        Text.Of(point.Period),
        Figures.Range(point.Low, point.High),
        Figures.Best(point.Best),
        point.Contested > 0 ? $"[yellow]{Bar(point.Low, point.High, greatest)}[/]" : Bar(point.Low, point.High, greatest),
        Text.Number(point.Incidents),
        Standing(point.Contested, point.AttackersUnknown));

    private static Row Unplaced(SeriesShown series) => new(
        "unplaced", Figures.Range(series.Unplaced.Low, series.Unplaced.High), Figures.Best(series.Unplaced.Best), "", Text.Number(series.Unplaced.Incidents),
        Standing(series.Unplaced.Contested, series.Unplaced.AttackersUnknown));

    private static Row Total(SeriesShown series) => new(
        Text.Bold("total"), Text.Bold(Figures.Range(series.Total.Low, series.Total.High)), Figures.Best(series.Total.Best), "", Text.Number(series.Total.Incidents),
        Standing(series.Total.Contested, series.Total.AttackersUnknown));

    private static string Standing(int contested, int attackersUnknown) => Text.Marks(
        contested > 0 ? $"{Text.Contested} in {contested}" : "", attackersUnknown > 0 ? $"attackers unknown in {attackersUnknown}" : "");

    private static Row Row(WorldRow row) => new(
        Text.Slug(row.Key), Text.Word(row.Kind), Text.Of(row.Place), Text.Of(row.Occurred), Figure(row, "killed"), Figure(row, "wounded"),
        row.Claims == ClaimStatus.None ? "" : Text.Word(row.Claims),
        Text.Marks(PersonTables.Contested(row.Contested), row.PartOf is { } of ? $"part of {Text.Slug(of)}" : ""));

    private static string Figure(WorldRow row, string outcome) => row.Casualties.TryGetValue(outcome, out var figure) ? Figures.Range(figure.Low, figure.High) : "";
}
