using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten;
using Marten.Events.Projections;
using Microsoft.Extensions.Logging;
using Palimpsest.Json;
using Palimpsest.Projections.Rebuilding;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rows;

/// <summary>
/// A view whose tables are filled from single events, one statement for each table and commit: in the transaction that records the events, or by a node that follows them.
/// It is rebuilt by <see cref="RowReplay"/>. A new view is a subclass that names its tables.
/// </summary>
public abstract class RowProjection
    : EventProjection, IInlineProjection<IDocumentOperations>, IJasperFxProjection<IDocumentOperations>, ISubscriptionFactory<IDocumentOperations, IQuerySession>
{
    // Bounds the length of one statement in a large import.
    private const int RowsPerStatement = 5000;

    // Of two nodes that both believe that they keep a view one fails on the number; that neither can write a row twice does not rest on it.
    private const string OrLeave = " on conflict do nothing";

    /// <summary>A view of some tables.</summary>
    protected RowProjection(string name, params IReadOnlyList<RowTable> tables)
    {
        Name = name;
        Tables = tables;

        // Our replay fills tables of its own and switches: no reader sees a gap.
        Options.TeardownDataOnRebuild = false;
        foreach (var table in tables)
        {
            SchemaObjects.Add(table.ToTable());
        }

        foreach (var kind in EventCatalogue.All)
        {
            IncludeType(kind.Type);
        }
    }

    /// <summary>Its tables.</summary>
    public IReadOnlyList<RowTable> Tables { get; }

    /// <summary>
    /// Whether it follows: its rows come after the events, from the nodes that <c>serve</c>, together with the number that it is folded up to (<see cref="Following.FollowingViews"/>).
    /// Else they are there as soon as the events are.
    /// </summary>
    public bool Follows { get; protected init; }

    /// <summary>The rebuild that it is part of, while there is one.</summary>
    public ViewsRebuild? Rebuild { get; set; }

    /// <summary>Never called: inline goes through <see cref="Queue"/>, a rebuild through the replay. Marten wants one of its shapes to be there.</summary>
    public sealed override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        Queue(operations, [(e, e.StreamKey!)]);
        return ValueTask.CompletedTask;
    }

    Task IInlineProjection<IDocumentOperations>.ApplyAsync(IDocumentOperations operations, IEnumerable<StreamAction> streams, CancellationToken cancellation)
    {
        Queue(operations, [.. streams.SelectMany(s => s.Events.Select(e => (e, s.Key!)))]);
        return Task.CompletedTask;
    }

    Task IJasperFxProjection<IDocumentOperations>.ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        Queue(operations, [.. events.Select(e => (e, e.StreamKey!))]);
        return Task.CompletedTask;
    }

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, ILoggerFactory loggerFactory, ShardName shardName) =>
        new RowExecution(shardName, Options, store, database, this, loggerFactory.CreateLogger(GetType()));

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, ILogger logger, ShardName shardName) =>
        new RowExecution(shardName, Options, store, database, this, logger);

    private void Queue(IDocumentOperations operations, IReadOnlyList<(IEvent Event, string Stream)> events)
    {
        foreach (var table in Tables)
        {
            var rows = events.SelectMany(e => table.Rows((RecordEvent)e.Event.Data, e.Stream).Select(row => (e.Event.Id, row)));
            foreach (var chunk in rows.Chunk(RowsPerStatement))
            {
                operations.QueueSqlCommand('^', Follows ? table.InsertSql + OrLeave : table.InsertSql, RowsAsJson.Write(table.Names, chunk));
            }
        }
    }
}
