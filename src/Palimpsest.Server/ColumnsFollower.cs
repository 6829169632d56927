using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Palimpsest.Projections.Columns;

namespace Palimpsest.Server;

/// <summary>Keeps the copy in memory close to the record, so that a question finds little left to read. While the database is away it waits.</summary>
internal sealed partial class ColumnsFollower(LiveColumns columns, ILogger<ColumnsFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await columns.FollowAsync(long.MaxValue, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                DatabaseIsAway(log, e.Message);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copy of the record waits for the database: {Reason}")]
    private static partial void DatabaseIsAway(ILogger logger, string reason);
}
