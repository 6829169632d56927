using Palimpsest.Clocks;
using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>What in a report is merely odd: real data breaks these, so they warn and never refuse.</summary>
internal static class Oddities
{
    // A forecast or a scheduled event may be published a little before it occurs, and dates differ by time zone.
    private const int DaysOfGrace = 2;

    public static IEnumerable<Finding> Of(Assertion assertion)
    {
        var published = Days.Of(assertion.FirstPublished());
        if (assertion.Occurred?.Earliest is { } earliest && published < earliest.PlusDays(-DaysOfGrace))
        {
            yield return new Finding("occurred", $"{assertion.Occurred} is well after {Days.Iso(published)}, when it was published");
        }

        if (assertion is IncidentReported { Occurred.Earliest: { } day } incident && incident.Subject.Value["incident:".Length..][..4] is var year
            && !Days.Iso(day).StartsWith(year, StringComparison.Ordinal))
        {
            yield return new Finding("occurred", $"{incident.Occurred} is not of the year in the key {incident.Subject}");
        }

        var more = assertion switch
        {
            CasualtiesReported account => CasualtyRules.Oddities(account.Lines),
            StrengthReported { Count.Figure: { } f } when f.Low > f.Best => [new Finding("count", $"low {f.Low} is above best {f.Best}: shown as given")],
            _ => [],
        };
        foreach (var finding in CitationRules.Oddities(assertion.Citations).Concat(more))
        {
            yield return finding;
        }
    }
}
