using Npgsql;

namespace Palimpsest.Store.Maintenance;

/// <summary>Checks of the primary data, each one query for what is wrong.</summary>
internal static class RecordCheck
{
    private static readonly (string Where, string Sql)[] Checks =
    [
        ("clock",
            """
            select seq, format('%s does not come after %s', at, before)
            from (select seq, at, lag(at) over (order by seq) as before from palimpsest.record_clock) as c where at <= before
            """),
        ("clock",
            "select seq, 'a clock row for no event' from palimpsest.record_clock c where not exists (select from palimpsest.mt_events e where e.seq_id = c.seq)"),
        ("clock",
            "select seq_id, 'no clock row at or after the event' from palimpsest.mt_events where seq_id > coalesce((select max(seq) from palimpsest.record_clock), 0)"),
        ("streams",
            """
            select null::bigint, format('%s is at version %s and holds %s events up to version %s', coalesce(s.id, e.stream_id), s.version, e.n, e.last)
            from palimpsest.mt_streams s
            full join (select stream_id, count(*) as n, max(version) as last from palimpsest.mt_events group by stream_id) as e on e.stream_id = s.id
            where s.version is distinct from e.n or s.version is distinct from e.last
            """),
        ("streams",
            """
            select a.seq_id, format('its target %s is not recorded before it in its stream', a.data ->> 'target')
            from palimpsest.mt_events a
            where a.type in ('assertion_disputed', 'assertion_retracted') and not exists (
              select from palimpsest.mt_events t where t.data ->> 'id' = a.data ->> 'target' and t.seq_id < a.seq_id and t.stream_id = a.stream_id)
            """),
        ("events", "select seq_id, 'no author' from palimpsest.mt_events where coalesce(user_name, '') = ''"),
        ("events", "select seq_id, 'archived: past answers would change' from palimpsest.mt_events where is_archived"),
        ("guard",
            """
            select null::bigint, format('the trigger %s on %s is %s', g.name, g.target, case when t.oid is null then 'gone' else 'disabled' end)
            from (values ('guard_append', 'mt_events'), ('guard_clocked', 'mt_events'), ('guard_immutable', 'mt_events'), ('guard_immutable', 'mt_streams'),
                         ('guard_clock', 'record_clock'), ('guard_immutable', 'record_clock'), ('guard_immutable', 'record')) as g(name, target)
            left join pg_trigger t on t.tgname = g.name and t.tgrelid = ('palimpsest.' || g.target)::regclass
            where t.oid is null or t.tgenabled not in ('O', 'A')
            """),
    ];

    public static async Task<IReadOnlyList<VerifyFinding>> RunAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var findings = new List<VerifyFinding>();
        foreach (var (where, sql) in Checks)
        {
            findings.AddRange(VerifyFinding.Cut(await AskAsync(connection, where, sql, ct)));
        }

        return findings;
    }

    /// <summary>A finding for each row, number and message, of a query.</summary>
    public static async Task<IReadOnlyList<VerifyFinding>> AskAsync(NpgsqlConnection connection, string where, string sql, CancellationToken ct)
    {
        var findings = new List<VerifyFinding>();
        await using var query = new NpgsqlCommand($"{sql} order by 1, 2 limit {VerifyFinding.Most + 1}", connection) { CommandTimeout = 0 };
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            findings.Add(new VerifyFinding(where, await reader.IsDBNullAsync(0, ct) ? null : reader.GetInt64(0), reader.GetString(1)));
        }

        return findings;
    }
}
