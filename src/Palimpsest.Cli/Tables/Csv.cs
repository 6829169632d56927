using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Series;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Tables;

/// <summary>
/// Answers that are rows, as comma-separated values (RFC 4180, a header first): an empty best is none, an empty high is open. A cell that a spreadsheet would take
/// for a formula is escaped.
/// </summary>
internal static class Csv
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        InjectionOptions = InjectionOptions.Escape,
    };

    /// <summary>Writes the rows of an answer.</summary>
    public static async Task WriteAsync(TextWriter to, object belief)
    {
        var rows = belief switch
        {
            SeriesBelief series => Series(series),
            WorldBelief world => World(world),
            _ => throw new ArgumentOutOfRangeException(nameof(belief), belief.GetType().Name, "it is not made of rows"),
        };
        await using var csv = new CsvWriter(to, Configuration, leaveOpen: true);
        foreach (var row in rows)
        {
            foreach (var cell in row)
            {
                csv.WriteField(cell switch { long number => number.ToString(CultureInfo.InvariantCulture), int count => count.ToString(CultureInfo.InvariantCulture), bool flag => flag ? "true" : "false", _ => cell?.ToString() });
            }

            await csv.NextRecordAsync();
        }
    }

    private static IEnumerable<object?[]> Series(SeriesBelief belief)
    {
        yield return ["group", "outcome", "period", "low", "best", "high", "incidents", "attackersUnknown", "contested"];
        foreach (var series in belief.Series)
        {
            foreach (var p in series.Points)
            {
                yield return [series.Group, series.Outcome, p.Period, p.Low, p.Best, p.High, p.Incidents, p.AttackersUnknown, p.Contested];
            }

            if (series.Unplaced is { Incidents: > 0 } u)
            {
                yield return [series.Group, series.Outcome, null, u.Low, u.Best, u.High, u.Incidents, u.AttackersUnknown, u.Contested];
            }
        }
    }

    private static IEnumerable<object?[]> World(WorldBelief belief)
    {
        var outcomes = Words.All<Outcome>();
        yield return ["incident", "certain", "kind", "country", "region", "place", "occurred", "partOf", "claims", "contested", .. outcomes.SelectMany(o => new[] { $"{o}Low", $"{o}Best", $"{o}High" })];
        foreach (var (row, certain) in belief.Incidents.Select(r => (r, true)).Concat(belief.Possible.Select(r => (r, false))))
        {
            yield return
            [
                row.Key, certain, row.Kind, row.Place?.Country, row.Place?.Region, row.Place?.Name, row.Occurred, row.PartOf, Words.Of(row.Claims), row.Contested,
                .. outcomes.SelectMany(o => row.Casualties.TryGetValue(o, out var f) ? new object?[] { f.Low, f.Best, f.High } : [null, null, null]),
            ];
        }
    }
}
