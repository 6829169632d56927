using NodaTime;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Incidents;

/// <summary>Kind, place and date of incidents as each report gives them, to select incidents by.</summary>
public sealed class IncidentsProjection() : RowProjection("incidents", Reports)
{
    /// <summary>One row for each report.</summary>
    public static RowTable<IncidentRow> Reports { get; } = new("incident_report", (e, _) => Rows.Published.Report(e) is { Report: IncidentReported i } told ? [IncidentRow.Of(i, told.At)] : [])
    {
        Columns =
        [
            new("subject", "text", r => r.Subject),
            new("kind", "text", r => r.Kind),
            new("country", "text", r => r.Country, Nullable: true),
            new("region", "text", r => r.Region, Nullable: true),
            new("part_of", "text", r => r.PartOf, Nullable: true),
            new("occurred_from", "date", r => r.From, Nullable: true),
            new("occurred_to", "date", r => r.To, Nullable: true),
            new("published", "timestamptz", r => Cell.Since(r.Published)),
        ],
        Key = ["seq"],
        Indexes = [["country"], ["occurred_from", "occurred_to"]],
    };
}

/// <summary>An incident as one report gives it.</summary>
/// <param name="Subject">The incident.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Country">The country in capitals, so that letter case does not matter; null if not said.</param>
/// <param name="Region">The region in capitals; null if not said.</param>
/// <param name="PartOf">The greater incident; null if none.</param>
/// <param name="From">The earliest possible day, inclusive; null if open or not said.</param>
/// <param name="To">The latest possible day, inclusive; null if open or not said.</param>
/// <param name="Published">When anybody could first have known it; null: a correction, which holds always.</param>
public sealed record IncidentRow(string Subject, string Kind, string? Country, string? Region, SubjectKey? PartOf, LocalDate? From, LocalDate? To, Instant? Published)
{
    internal static IncidentRow Of(IncidentReported i, Instant? published) =>
        new(i.Subject.Value, i.Kind, i.Place.Country?.ToUpperInvariant(), i.Place.Region?.ToUpperInvariant(), i.PartOf, i.Occurred?.Earliest, i.Occurred?.Latest, published);
}
