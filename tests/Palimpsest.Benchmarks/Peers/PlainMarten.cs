using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using NodaTime;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Json;
using Palimpsest.Projections;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Weasel.Core;

namespace Palimpsest.Benchmarks.Peers;

/// <summary>The events of one stream, as Marten aggregates them; what they mean is for the same resolver to say.</summary>
internal sealed class SubjectEvents
{
    public string Id { get; set; } = "";

    public List<Recorded> Events { get; } = [];
}

/// <summary>Gathers a stream.</summary>
internal sealed class SubjectEventsProjection : SingleStreamProjection<SubjectEvents, string>
{
    public SubjectEventsProjection()
    {
        foreach (var kind in EventCatalogue.All)
        {
            IncludeType(kind.Type);
        }
    }

    public override SubjectEvents? Evolve(SubjectEvents? snapshot, string id, IEvent e)
    {
        snapshot ??= new SubjectEvents { Id = id };
        snapshot.Events.Add(new Recorded(e.Sequence, Instant.FromDateTimeOffset(e.Timestamp), "", null, id, (RecordEvent)e.Data));
        return snapshot;
    }
}

/// <summary>Runs a view of ours as Marten's daemon runs any projection: event by event.</summary>
internal sealed class AsAnyProjection : EventProjection
{
    private readonly RowProjection _view;

    public AsAnyProjection(RowProjection view)
    {
        _view = view;
        Name = $"plain {view.Name}";
        foreach (var table in view.Tables)
        {
            Options.DeleteDataInTableOnTeardown(table.Name);
        }

        foreach (var kind in EventCatalogue.All)
        {
            IncludeType(kind.Type);
        }
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation) => _view.ApplyAsync(operations, e, cancellation);
}

/// <summary>The same events in a store of Marten's own making: no clock, no guard, no index of ours.</summary>
internal sealed class PlainMarten : IAsyncDisposable
{
    private readonly Server _server;
    private readonly string _name;

    private PlainMarten(DocumentStore store, NpgsqlDataSource source, Server server, string name) => (Store, Source, _server, _name) = (store, source, server, name);

    public DocumentStore Store { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>An empty store.</summary>
    public static async Task<PlainMarten> MakeAsync(Server server, string name, CancellationToken ct)
    {
        var source = await server.NewDatabaseAsync(name, ct);
        var store = DocumentStore.For(options =>
        {
            options.Connection(source);
            options.CommandTimeout = 0;
            options.DatabaseSchemaName = RowTable.Schema;
            options.Events.DatabaseSchemaName = RowTable.Schema;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.EnableUniqueIndexOnEventId = true;
            options.AutoCreateSchemaObjects = AutoCreate.All;
            options.DisableNpgsqlLogging = true;

            // Nothing runs in the background: it is told to when it is timed.
            options.Projections.AsyncMode = DaemonMode.Solo;
            options.UseSystemTextJsonForSerialization(RecordJson.Options, EnumStorage.AsString, Casing.CamelCase);
            options.Projections.Add(new SubjectEventsProjection(), ProjectionLifecycle.Live);
            foreach (var view in ProjectionCatalogue.Create())
            {
                options.Projections.Add(new AsAnyProjection(view), ProjectionLifecycle.Async);
            }

            foreach (var kind in EventCatalogue.All)
            {
                options.Events.MapEventType(kind.Type, kind.StorageName);
            }
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return new PlainMarten(store, source, server, name);
    }

    /// <summary>A store of the same events, and the tables of the same views, empty.</summary>
    public static async Task<PlainMarten> LoadAsync(DataSet data, CancellationToken ct)
    {
        var marten = await MakeAsync(data.Server, "marten", ct);
        await using var connection = await marten.Source.OpenConnectionAsync(ct);
        await Sql.CopyAsync(data.Ours, "select id, version, timestamp, created from palimpsest.mt_streams", connection, "palimpsest.mt_streams (id, version, timestamp, created)", ct);
        const string Columns = "seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type";
        await Sql.CopyAsync(data.Ours, $"select {Columns} from palimpsest.mt_events order by seq_id", connection, $"palimpsest.mt_events ({Columns})", ct);
        await Sql.RunAsync(connection, "select setval('palimpsest.mt_events_sequence', (select max(seq_id) from palimpsest.mt_events))", ct);
        await TablesAsync(data.Ours, connection, ct);
        await Sql.RunAsync(connection, "vacuum analyze", ct);
        return marten;
    }

    /// <summary>The tables of our views, with their indexes, empty: as they stand in a record.</summary>
    public static async Task TablesAsync(NpgsqlDataSource ours, NpgsqlConnection to, CancellationToken ct)
    {
        foreach (var table in ProjectionCatalogue.Create().SelectMany(p => p.Tables).Select(t => t.Name))
        {
            var columns = await Sql.ReadAsync(
                ours,
                $"""
                select format('%I %s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end)
                from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped order by attnum
                """,
                r => r.GetString(0),
                ct);
            await Sql.RunAsync(to, $"create table if not exists {table} ({string.Join(", ", columns)})", ct);
            var indexes = await Sql.ReadAsync(ours, $"select pg_get_indexdef(indexrelid) from pg_index where indrelid = '{table}'::regclass", r => r.GetString(0), ct);
            foreach (var index in indexes)
            {
                await Sql.RunAsync(to, index.Replace(" INDEX ", " INDEX IF NOT EXISTS ", StringComparison.Ordinal), ct);
            }
        }
    }

    /// <summary>What a stream holds by an instant.</summary>
    public async Task<SubjectEvents?> AsOfAsync(string stream, DateTime at, CancellationToken ct)
    {
        await using var session = Store.QuerySession();
        return await session.Events.AggregateStreamAsync<SubjectEvents>(stream, timestamp: new DateTimeOffset(at), token: ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();

        // A rebuild that was not waited for goes on in the background, whatever it is told.
        await _server.DropAsync(_name, CancellationToken.None);
    }
}
