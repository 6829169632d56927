using Npgsql;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Store.Importing;

/// <summary>
/// What an import is to record, written into tables that go with the connection, without any lock; and the one step that takes it into the record.
/// Numbers and versions are counted within the file until then.
/// </summary>
internal sealed class Staging(NpgsqlConnection connection)
{
    private const string Events = "pg_temp.import_event";
    private const string Streams = "pg_temp.import_stream";
    private const string Earlier = "pg_temp.import_earlier";
    private const string Keys = "pg_temp.import_key";

    // Where the search finds the keys that it folds.
    private static readonly RowTable Subjects = EventRows.Views.Single(v => v.Noted == Noted.Keys);

    private long _count;

    /// <summary>Makes empty tables.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        await EndAsync(ct);
        var tables = EventRows.Views.Select(view => $"create temporary table {Staged(view)} (like {view.Name});");
        await RecordStep.RunAsync(connection,
            $"""
            create temporary table {Events} (
              place bigint not null, id uuid not null, stream_id varchar not null, version bigint not null, type varchar not null,
              dotnet_type varchar not null, user_name varchar not null, headers jsonb not null, data jsonb not null);
            {string.Concat(tables)}
            """, ct);
    }

    /// <summary>Adds rows; their numbers are places in the file, from 1 on.</summary>
    public async Task AddAsync(EventRows rows, int count, CancellationToken ct)
    {
        await RecordStep.CopyAsync(connection, Events, rows.Events, ct);
        for (var view = 0; view < EventRows.Views.Count; view++)
        {
            await RecordStep.CopyAsync(connection, $"{Staged(EventRows.Views[view])} ({EventRows.Views[view].ColumnList})", rows.OfView(view), ct);
        }

        _count += count;
    }

    /// <summary>What can be known of streams and keys before the lock: once everything is added.</summary>
    public Task PrepareAsync(CancellationToken ct) => RecordStep.RunAsync(connection,
        $"""
        create temporary table {Streams} as select stream_id, count(*) as events from {Events} group by stream_id order by stream_id collate "C";
        create temporary table {Earlier} (stream_id varchar not null, version bigint not null);
        analyze {Streams};
        {SearchTerms.FoldSql(Keys, Staged(Subjects))}
        """, ct);

    /// <summary>Takes everything into the record; under the record's lock, in its transaction.</summary>
    /// <returns>The number of the commit.</returns>
    public async Task<long> RecordAsync(CancellationToken ct)
    {
        await RecordStep.RunAsync(connection,
            $"""
            insert into {Earlier} select s.id, s.version from {Streams} n join {RowTable.Schema}.mt_streams s on s.id = n.stream_id;
            insert into {RowTable.Schema}.mt_streams as s (id, version) select stream_id, events from {Streams}
            on conflict (id) do update set version = s.version + excluded.version, timestamp = now();
            """, ct);
        var first = await RecordStep.NumbersAsync(connection, _count, ct);
        await RecordStep.RunAsync(connection,
            $"""
            insert into {RowTable.Schema}.mt_events (seq_id, id, stream_id, version, type, mt_dotnet_type, user_name, headers, data, timestamp)
            select $1 + n.place, n.id, n.stream_id, coalesce(s.version, 0) + n.version, n.type, n.dotnet_type, n.user_name, n.headers, n.data, now()
            from {Events} n left join {Earlier} s on s.stream_id = n.stream_id
            """, ct, first - 1);
        await RecordStep.RunAsync(connection, SearchTerms.InsertFoldedSql(Keys), ct, first - 1);
        foreach (var view in EventRows.Views)
        {
            await RecordStep.RunAsync(connection, $"insert into {view.Name} ({view.ColumnList}) select $1 + {view.ColumnList} from {Staged(view)}", ct, first - 1);
        }

        await RecordStep.ClockAsync(connection, ct);
        return first + _count - 1;
    }

    /// <summary>Drops the tables.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        _count = 0;
        await RecordStep.RunAsync(connection, $"drop table if exists {string.Join(", ", EventRows.Views.Select(Staged).Concat([Events, Streams, Earlier, Keys]))}", ct);
    }

    private static string Staged(RowTable view) => "pg_temp.import_" + view.Name[(RowTable.Schema.Length + 1)..];
}
