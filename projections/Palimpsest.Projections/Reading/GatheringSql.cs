using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// How events are found. Every step is a look-up in an index of what the step before found, given as an array, whatever the planner thinks of its length: a plan that
/// reads a table from its beginning would be quick for a small record and grow with it.
/// </summary>
internal static class GatheringSql
{
    /// <summary>The storage name of a correction, whose rows stand by the subjects of its new content.</summary>
    public const string Correction = "assertion_corrected";

    /// <summary>What bears on the subjects $1; whatever stands in their own streams does.</summary>
    public const string Borne = $"{RowTable.Schema}.fact f where f.subject = any($1) and f.bears";

    /// <summary>What bears on the subjects $1 or mentions them.</summary>
    public const string Mentioned = $"{RowTable.Schema}.fact f where f.subject = any($1)";

    /// <summary>What bears on the subjects $1 and is of the kinds $4, one kind beside each subject.</summary>
    public const string OfKinds = $"""
        unnest($1::text[], $4::text[]) w(subject, type) cross join lateral (
            select k.seq, k.id, k.type from {RowTable.Schema}.fact k where k.subject = w.subject and k.type = w.type and k.bears offset 0) f
        where true
        """;

    /// <summary>What has the ids $1.</summary>
    public const string Ids = $"{RowTable.Schema}.fact f where f.id = any($1)";

    /// <summary>What was recorded after the number $4; $1 says nothing.</summary>
    public const string Since = $"{RowTable.Schema}.fact f where f.seq > $4 and cardinality($1::text[]) = 0";

    /// <summary>The ids of what is known through some citation after $1 and up to $2. Instants are cut to microseconds there: it may find too much.</summary>
    public const string Arriving = $"select distinct a.id from {RowTable.Schema}.fact_arrival a where a.at >= $1 and a.at <= $2 and a.seq <= $3";

    /// <summary>The ids of what is told in the name of the subjects $1, up to the number $2.</summary>
    public const string Spoken = $"select distinct l.id from {RowTable.Schema}.fact_link l where l.target = any($1) and l.relation = 'speaks' and l.seq <= $2";

    /// <summary>Our own descriptions of sources; $1 says nothing.</summary>
    public const string Sources = $"{RowTable.Schema}.fact f where f.type = 'source_described' and cardinality($1::text[]) = 0";

    private const string EntryActs = $"'{Correction}', 'assertion_withdrawn', 'assertion_reinstated', 'assertion_regraded'";

    /// <summary>What is needed of what names an event: acts on it, editors' too, reports that dispute it, and what revises it.</summary>
    private static readonly string[] Deciding = ["target", "edits", "disputes", "revises"];

    /// <summary>
    /// The events whose facts meet a condition, what names them, up to the number $2, and whatever an editor act among all these edits; and the events of the numbers $3.
    /// In record order, each with its instant.
    /// </summary>
    public static string Of(string where, params string[] relations) => Of(where, "true", relations);

    /// <summary>The same, but only what editors did with its instant: a belief tells no other, and it would cost a look-up for each event.</summary>
    public static string WithInstantsOfEdits(string where) => Of(where, $"e.type in ({EntryActs}, 'subjects_merged', 'subjects_separated')");

    private static string Of(string where, string withInstant, params string[] relations)
    {
        var named = string.Join(", ", (relations.Length > 0 ? relations : Deciding).Select(r => $"'{r}'"));
        return $"""
            with recursive base(seq, id, edits) as materialized (
                select f.seq, f.id, f.type in ({EntryActs}) from {where} and f.seq <= $2),
            hit(seq, id) as (
                (select l.seq, l.id from {RowTable.Schema}.fact_link l
                 where l.target = any(array(select b.id from base b)) and l.seq <= $2 and l.relation in ({named})
                 union all
                 select f.seq, f.id from {RowTable.Schema}.fact f where f.id = any(array(
                    select l.target from {RowTable.Schema}.fact_link l where l.seq = any(array(select b.seq from base b where b.edits)) and l.relation = 'edits')))
                union
                select n.seq, n.id from hit h cross join lateral (
                    select l.seq, l.id from {RowTable.Schema}.fact_link l where l.target = h.id and l.seq <= $2 and l.relation in ({named})
                    union all
                    select f.seq, f.id from {RowTable.Schema}.fact_link l join {RowTable.Schema}.fact f on f.id = l.target where l.seq = h.seq and l.relation = 'edits'
                    offset 0) n)
            select e.seq_id, case when {withInstant} then (select c.at from {RowTable.Schema}.record_clock c where c.seq >= e.seq_id order by c.seq limit 1) end,
                   e.user_name, e.headers ->> 'reason', e.stream_id, e.type, e.data
            from {RowTable.Schema}.mt_events e
            where e.seq_id = any(array(select b.seq from base b union select h.seq from hit h union select unnest($3::bigint[])))
            order by e.seq_id
            """;
    }
}
