using System.Diagnostics.CodeAnalysis;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten;
using Marten.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using Palimpsest.Projections.Rebuilding;

namespace Palimpsest.Projections.Rows;

/// <summary>What the daemon runs to rebuild a view: its part of a rebuild of several, or one of its own.</summary>
internal sealed class RowReplay(RowProjection projection, IMartenDatabase database) : IReplayExecutor
{
    public async Task StartAsync(SubscriptionExecutionRequest request, ISubscriptionController controller, CancellationToken cancellation)
    {
        if (projection.Rebuild is { } shared)
        {
            await shared.FinishAsync(projection, cancellation);
            return;
        }

        await using var own = new ViewsRebuild(OpenAsync, [projection], (_, _, _) => { }, cancellation);
        await own.FinishAsync(projection, cancellation);
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = database.CreateConnection();
        await connection.OpenAsync(ct);
        return connection;
    }
}

/// <summary>What the daemon runs for a view: its replay to rebuild it, and nothing else unless it follows.</summary>
internal sealed class RowExecution(
    ShardName shard, AsyncOptions options, IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, RowProjection projection, ILogger logger)
    : ProjectionExecution<IDocumentOperations, IQuerySession>(shard, options, store, database, projection, logger)
{
    public override bool TryBuildReplayExecutor([NotNullWhen(true)] out IReplayExecutor? executor)
    {
        // A follower that begins at the beginning is no rebuild.
        executor = projection.Lifecycle == ProjectionLifecycle.Async && projection.Rebuild is null ? null : new RowReplay(projection, (IMartenDatabase)_database);
        return executor is not null;
    }
}
