using System.Diagnostics.CodeAnalysis;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten;
using Marten.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Palimpsest.Projections.Rows;

/// <summary>
/// Rebuilds the tables of a view in one transaction: readers see the old rows until it is done and the new ones afterwards;
/// appends wait for it, since they insert into the same tables. A failure or a cancellation leaves everything as it was.
/// </summary>
internal sealed class RowReplay(RowProjection projection, IMartenDatabase database) : IReplayExecutor
{
    public async Task StartAsync(SubscriptionExecutionRequest request, ISubscriptionController controller, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, projection.Stop);
        await ReplayAsync(either.Token);
    }

    private async Task ReplayAsync(CancellationToken ct)
    {
        await using var connection = database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var table in projection.Tables)
        {
            // Waits for appends under way, however long they take.
            await using var empty = new NpgsqlCommand($"lock table {table.Name} in share row exclusive mode; delete from {table.Name}", connection, transaction) { CommandTimeout = 0 };
            await empty.ExecuteNonQueryAsync(ct);
        }

        // After the locks: whatever is recorded later inserts its own rows.
        var last = await StoredEvent.LastAsync(connection, ct);
        await foreach (var page in StoredEvent.PagesAsync(connection, last, ct))
        {
            var events = page.Select(e => (e.Seq, e.Stream, e.Read())).ToList();
            foreach (var table in projection.Tables)
            {
                await table.CopyAsync(connection, table.Name, events, ct);
            }

            projection.Progress?.Invoke(page[^1].Seq, last);
        }

        await transaction.CommitAsync(ct);
    }
}

/// <summary>What the daemon runs for a view: nothing but its replay.</summary>
internal sealed class RowExecution(
    ShardName shard, AsyncOptions options, IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, RowProjection projection, ILogger logger)
    : ProjectionExecution<IDocumentOperations, IQuerySession>(shard, options, store, database, projection, logger)
{
    public override bool TryBuildReplayExecutor([NotNullWhen(true)] out IReplayExecutor? executor)
    {
        executor = new RowReplay(projection, (IMartenDatabase)_database);
        return true;
    }
}
