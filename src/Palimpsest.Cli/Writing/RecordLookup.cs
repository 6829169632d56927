using System.CommandLine;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Cli.Shared;
using Palimpsest.Import.Native;
using Palimpsest.Store.Handlers;
using Palimpsest.Store.Schema;

namespace Palimpsest.Cli.Writing;

/// <summary>
/// The database as a write verb first sees it. A dry run makes nothing: where there is no record yet, nothing is recorded, and that is the answer.
/// </summary>
internal sealed class RecordLookup : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _pool;

    private RecordLookup(NpgsqlDataSource? pool, FindRecorded find)
    {
        _pool = pool;
        Find = find;
    }

    /// <summary>Finds what a command needs to see.</summary>
    public FindRecorded Find { get; }

    /// <summary>The database to write to; a dry run has none.</summary>
    public NpgsqlDataSource Pool => _pool ?? throw new InvalidOperationException("A dry run writes nothing.");

    public static async Task<RecordLookup> OpenAsync(ParseResult parsed, bool dryRun, CancellationToken cancellation)
    {
        if (dryRun && await Connection.IsNowhereAsync(parsed, cancellation))
        {
            return new RecordLookup(null, NothingAsync);
        }

        var pool = dryRun ? await Connection.PoolAsync(parsed, cancellation) : await Connection.OpenToWriteAsync(parsed, cancellation);
        try
        {
            var made = !dryRun || await RecordSchema.FindAsync(pool, cancellation) is not null;
            return new RecordLookup(pool, made ? RecordedEvents.In(pool, cancellation) : NothingAsync);
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _pool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Task<IReadOnlyList<Recorded>> NothingAsync(IReadOnlyCollection<string> names) => Task.FromResult<IReadOnlyList<Recorded>>([]);
}
