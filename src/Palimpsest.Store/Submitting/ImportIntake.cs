using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine.Marten;

namespace Palimpsest.Store.Submitting;

/// <summary>
/// Looks for files that were handed in, and sends the message that has the next one imported: mark and message in one transaction. One after the other, in the order
/// in which they were handed in (of two sent at once either), since a file may act on what an earlier one tells. What was announced and then not heard of is announced anew.
/// </summary>
internal sealed partial class ImportIntake(IServiceProvider services, IDocumentStore store, IHostApplicationLifetime life, ILogger<ImportIntake> log) : BackgroundService
{
    /// <summary>The number of the next file to announce: the one under way if it was not heard of for long, and if none is under way the first that waits, once it may.</summary>
    internal const string Next =
        $"""
        select id from (select id, state, told_at, not_before from {SubmittedImports.Schema}.file where ended_at is null order by state = 'waiting', id limit 1 for update) as next
        where (state = 'waiting' and (not_before is null or not_before < clock_timestamp())) or told_at < clock_timestamp() - interval '2 minutes'
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // No message can be sent before the host is started.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AnnounceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                NotAnnounced(log, e.Message);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnnounceAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(ct);
        if (!await SubmittedImports.IsThereAsync(session.Connection!, ct) || await SubmittedImports.AskAsync(session.Connection!, Next, ct) is not long id)
        {
            return;
        }

        await SubmittedImports.AskAsync(session.Connection!, $"update {SubmittedImports.Schema}.file set state = 'announced', told_at = clock_timestamp() where id = $1", ct, id);
        var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
        outbox.Enroll(session);
        await outbox.PublishAsync(new ImportSubmitted(id));
        await session.SaveChangesAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files that were handed in wait: {Reason}")]
    private static partial void NotAnnounced(ILogger logger, string reason);
}
