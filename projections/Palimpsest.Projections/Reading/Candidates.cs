using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Projections.Finding;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Which subjects could belong to a selection at a horizon: those of which any report ever recorded by Y and published by X says so.
/// The resolvers then decide on what is current; this only spares them the rest of the world.
/// </summary>
internal static class Candidates
{
    private const string Published = "seq <= $1 and published <= $2";

    public static Task<List<SubjectKey>> OfKindAsync(RecordReader reader, SubjectKind kind, Horizon horizon, CancellationToken cancellation) =>
        reader.SubjectsAsync(
            $"select distinct subject from palimpsest.fact where bears and {Published} and subject like $3 order by 1",
            cancellation, horizon.Recorded.Number, Ceiling(horizon), kind.ToString().ToLowerInvariant() + ":%");

    public static async Task<List<SubjectKey>> IncidentsAsync(RecordReader reader, Question question, Horizon horizon, CancellationToken cancellation)
    {
        var selection = question.Selection;
        var all = selection is { Country: null, Region: null, Kind: null, From: null, To: null, Faction: null };
        var factionAlone = selection with { Faction = null } == new Incidents.Selection();
        var found = all
            ? await OfKindAsync(reader, SubjectKind.Incident, horizon, cancellation)

            // A claim may be known before anybody reports the incident as such; any other filter needs that report.
            : factionAlone ? await reader.SubjectsAsync(
                $"select distinct stream from palimpsest.fact where subject = $3 and bears and {Published} and stream like 'incident:%' order by 1",
                cancellation, horizon.Recorded.Number, Ceiling(horizon), selection.Faction!.Value.Value)
            : await reader.SubjectsAsync(
                $"""
                select distinct subject from palimpsest.incident_report
                where {Published}
                  and ($3 = '' or country = $3) and ($4 = '' or region = $4) and ($5 = '' or kind = $5)
                  and (occurred_to is null or occurred_to >= $6) and (occurred_from is null or occurred_from <= $7)
                  and ($8 = '' or subject in (select stream from palimpsest.fact where subject = $8 and seq <= $1))
                order by 1
                """,
                cancellation, horizon.Recorded.Number, Ceiling(horizon), selection.Country?.ToUpperInvariant() ?? "", selection.Region?.ToUpperInvariant() ?? "", selection.Kind ?? "",
                Day(selection.From, DateOnly.MinValue), Day(selection.To, DateOnly.MaxValue), selection.Faction?.Value ?? "");

        // A part is not added where its whole is, so the chain of wholes is needed up to its end.
        var wholes = await reader.SubjectsAsync(
            $"""
            with recursive whole(subject) as (
                select part_of from palimpsest.incident_report where {Published} and subject = any($3) and part_of is not null
                union
                select r.part_of from whole w join palimpsest.incident_report r on r.subject = w.subject where r.seq <= $1 and r.published <= $2 and r.part_of is not null)
            select distinct subject from whole
            """,
            cancellation, horizon.Recorded.Number, Ceiling(horizon), found.Select(k => k.Value).ToArray());
        return [.. found.Concat(wholes).Distinct()];
    }

    /// <summary>The subjects whose key, or any name ever given by then, answers what was typed.</summary>
    public static async Task<IReadOnlyList<SubjectKey>> NamedAsync(RecordReader reader, string text, Horizon horizon, CancellationToken cancellation)
    {
        var names = await reader.NamesAsync(
            $"""
            select subject, name from palimpsest.faction_name where {Published}
            union select subject, name from palimpsest.person_name where {Published}
            union select subject, '' from palimpsest.fact where {Published}
            """,
            cancellation, horizon.Recorded.Number, Ceiling(horizon));
        return [.. names.Where(n => Finder.Answers(text, n.Key, n.Name.Length > 0 ? n.Name : n.Key.Slug.Replace('-', ' '))).Select(n => n.Key).Distinct()];
    }

    /// <summary>X for the database, whose instants are in microseconds, rounded down like the published dates there.</summary>
    public static DateTime Ceiling(Horizon horizon) => horizon.BelievedOn.At.ToDateTimeUtc();

    private static DateOnly Day(LocalDate? day, DateOnly otherwise) => day?.ToDateOnly() ?? otherwise;
}
