using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// How events are found. Every step is a look-up in an index for each row of the step before, whatever the planner thinks of their number: a plan that reads a table
/// from its beginning would be quick for a small record and grow with it.
/// </summary>
internal static class GatheringSql
{
    /// <summary>The storage name of a correction, whose rows stand by the subjects of its new content.</summary>
    public const string Correction = "assertion_corrected";

    /// <summary>What bears on the subjects $1; whatever stands in their own streams does.</summary>
    public const string Borne = "f.subject = any($1) and f.bears";

    /// <summary>What bears on the subjects $1 or mentions them.</summary>
    public const string Mentioned = "f.subject = any($1)";

    /// <summary>What bears on the subjects $1, of the kinds $4: a kind beside each subject.</summary>
    public const string OfKinds = "f.bears";

    /// <summary>What has the ids $1.</summary>
    public const string Ids = "f.id = any($1)";

    private const string EachKind =
        $"unnest($1::text[], $4::text[]) w(subject, type) cross join lateral (select * from {RowTable.Schema}.fact k where k.subject = w.subject and k.type = w.type offset 0) f";

    /// <summary>What is needed of what names an event: acts on it, editors' too, reports that dispute it, and what revises it.</summary>
    private static readonly string[] Deciding = ["target", "edits", "disputes", "revises"];

    /// <summary>
    /// The events whose facts meet a condition, what names them, up to the number $2, and whatever an editor act among all these edits; and the events of the numbers $3.
    /// In record order.
    /// </summary>
    public static string Of(string where, params string[] relations) => $"""
        {Hits(where, relations.Length > 0 ? relations : Deciding)}
        {Events("select seq from hit union select unnest($3::bigint[])")}
        """;

    /// <summary>The events whose numbers a query finds, in record order.</summary>
    public static string Events(string numbers) => $"""
        select e.seq_id, c.at, e.user_name, e.headers ->> 'reason', e.stream_id, e.type, e.data
        from (select n.seq from ({numbers}) n order by n.seq) h
        cross join lateral (select * from {RowTable.Schema}.mt_events m where m.seq_id = h.seq offset 0) e
        cross join lateral (select c.at from {RowTable.Schema}.record_clock c where c.seq >= h.seq order by c.seq limit 1) c
        order by h.seq
        """;

    // Where a base row is no editor act there is nothing that it edits; what was found by a link may be one.
    private static string Hits(string where, IEnumerable<string> relations) => $"""
        with recursive hit(seq, id, may_edit) as (
            select f.seq, f.id, f.type in ('{Correction}', 'assertion_withdrawn', 'assertion_reinstated', 'assertion_regraded')
            from {(where == OfKinds ? EachKind : $"{RowTable.Schema}.fact f")} where {where} and f.seq <= $2
            union
            select n.seq, n.id, n.may_edit from hit h cross join lateral (
                select l.seq, l.id, true as may_edit from {RowTable.Schema}.fact_link l
                where l.target = h.id and l.seq <= $2 and l.relation in ({string.Join(", ", relations.Select(r => $"'{r}'"))})
                union all
                select f.seq, f.id, false from {RowTable.Schema}.fact_link l join {RowTable.Schema}.fact f on f.id = l.target
                where h.may_edit and l.seq = h.seq and l.relation = 'edits'
                offset 0) n)
        """;
}
