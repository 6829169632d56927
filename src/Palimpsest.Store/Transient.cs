using Npgsql;

namespace Palimpsest.Store;

/// <summary>What fails for a reason that passes is done again: deadlocks, serialisation failures, a server that restarts.</summary>
internal static class Transient
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    public static async Task<T> RetryAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (attempt < Pauses.Length && IsTransient(e) && !ct.IsCancellationRequested)
            {
                await Task.Delay(Pauses[attempt], ct);
            }
        }
    }

    private static bool IsTransient(Exception? e) => e is NpgsqlException { IsTransient: true } || (e?.InnerException is { } inner && IsTransient(inner));
}
