using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Which subjects could belong to a selection at a horizon: those of which any report ever recorded by Y and published by X says so.
/// The resolvers then decide on what is current; this only spares them the rest of the world.
/// </summary>
internal static class Candidates
{
    private const string Published = "seq <= $1 and published <= $2";

    // The incidents in whose streams a report bears on a faction, and those to which a correction brought one.
    private const string OfFactions = """
        select stream from palimpsest.fact where subject = any({0}) and bears and seq <= $1 and stream like 'incident:%'
        union
        select c.subject from palimpsest.fact f join palimpsest.fact c on c.seq = f.seq
        where f.subject = any({0}) and f.type = 'assertion_corrected' and f.seq <= $1 and c.subject like 'incident:%'
        """;

    public static Task<List<SubjectKey>> OfKindAsync(RecordReader reader, SubjectKind kind, Horizon horizon, CancellationToken cancellation) =>
        reader.SubjectsAsync(
            $"select distinct subject from palimpsest.fact where bears and {Published} and subject like $3 order by 1",
            cancellation, horizon.Recorded.Number, Ceiling(horizon), kind.ToString().ToLowerInvariant() + ":%");

    /// <summary>
    /// The next subjects of a kind in the order of keys, whenever they were first told of: from one to the next in the index, whatever lies between.
    /// Null where the database does not sort as we do, and the index cannot be followed.
    /// </summary>
    public static async Task<IReadOnlyList<SubjectKey>?> AfterAsync(RecordReader reader, SubjectKind kind, SubjectKey? after, int count, CancellationToken cancellation)
    {
        var word = kind.ToString().ToLowerInvariant();
        var (ordinal, keys) = (false, new List<SubjectKey>());
        await new Trip(reader.Source)
            .Ask("select '-' < '0' and '0' < ':' and ':' < 'a' and 'a-z' < 'a0' and 'a-z' < 'aa' and 'a0' < 'aa'", row => ordinal = row.GetBoolean(0))
            .Ask(
                """
                with recursive next(subject) as (
                    (select f.subject from palimpsest.fact f where f.subject > $1 and f.subject < $2 order by f.subject limit 1)
                    union all
                    select (select f.subject from palimpsest.fact f where f.subject > n.subject and f.subject < $2 order by f.subject limit 1) from next n where n.subject is not null)
                select subject from next where subject is not null limit $3
                """,
                row => keys.Add(SubjectKey.Parse(row.GetString(0))), after?.Value ?? $"{word}:", $"{word};", count)
            .GoAsync(cancellation);
        return ordinal ? keys : null;
    }

    public static async Task<IReadOnlyCollection<SubjectKey>> IncidentsAsync(RecordReader reader, Question question, Horizon horizon, CancellationToken cancellation)
    {
        var merges = new Gathering(reader, horizon.Recorded.Number, cancellation);
        var found = await merges.TogetherAsync(await FoundAsync(reader, question.Selection, merges, horizon, cancellation));

        // A part is not added where its whole is, so the chain of wholes is needed up to its end, through whatever they were merged with.
        for (var known = 0; known < found.Count;)
        {
            known = found.Count;
            var wholes = await reader.SubjectsAsync(
                $"""
                with recursive whole(subject) as (
                    select part_of from palimpsest.incident_report where {Published} and subject = any($3) and part_of is not null
                    union
                    select r.part_of from whole w join palimpsest.incident_report r on r.subject = w.subject where r.seq <= $1 and r.published <= $2 and r.part_of is not null)
                select distinct subject from whole
                """,
                cancellation, horizon.Recorded.Number, Ceiling(horizon), found.Select(k => k.Value).ToArray());
            found = await merges.TogetherAsync(found.Concat(wholes));
        }

        return found;
    }

    /// <summary>X for the database, whose instants are in microseconds, rounded down like the published dates there.</summary>
    public static DateTime Ceiling(Horizon horizon) => horizon.BelievedOn.At.ToDateTimeUtc();

    /// <summary>The incidents of a selection, their wholes left aside.</summary>
    public static async Task<IReadOnlyCollection<SubjectKey>> FoundAsync(
        RecordReader reader, Incidents.Selection selection, Gathering merges, Horizon horizon, CancellationToken cancellation)
    {
        if (selection == new Incidents.Selection())
        {
            return await OfKindAsync(reader, SubjectKind.Incident, horizon, cancellation);
        }

        var factions = selection.Faction is { } faction ? (await merges.TogetherAsync([faction])).Select(k => k.Value).ToArray() : [];

        // A claim may be known before anybody reports the incident as such; any other filter needs that report.
        return selection with { Faction = null } == new Incidents.Selection()
            ? await reader.SubjectsAsync(string.Format(CultureInfo.InvariantCulture, OfFactions, "$2"), cancellation, horizon.Recorded.Number, factions)
            : await reader.SubjectsAsync(
                $"""
                select distinct subject from palimpsest.incident_report
                where {Published}
                  and ($3 = '' or country = $3) and ($4 = '' or region = $4) and ($5 = '' or kind = $5)
                  and (occurred_to is null or occurred_to >= $6) and (occurred_from is null or occurred_from <= $7)
                  and ($8 or subject in ({string.Format(CultureInfo.InvariantCulture, OfFactions, "$9")}))
                order by 1
                """,
                cancellation, horizon.Recorded.Number, Ceiling(horizon), selection.Country?.ToUpperInvariant() ?? "", selection.Region?.ToUpperInvariant() ?? "", selection.Kind ?? "",
                Day(selection.From, DateOnly.MinValue), Day(selection.To, DateOnly.MaxValue), selection.Faction is null, factions);
    }

    private static DateOnly Day(LocalDate? day, DateOnly otherwise) => day?.ToDateOnly() ?? otherwise;
}
