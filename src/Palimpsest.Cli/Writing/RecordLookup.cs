using System.CommandLine;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Cli.Shared;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Handlers;
using Palimpsest.Store.Schema;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Writing;

/// <summary>
/// The database as a write verb first sees it. A dry run makes nothing: where there is no record yet, nothing is recorded, and that is the answer.
/// </summary>
internal sealed class RecordLookup : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _pool;

    private readonly bool _holdsRecord;

    private RecordLookup(NpgsqlDataSource? pool, bool holdsRecord, CancellationToken cancellation)
    {
        _pool = pool;
        _holdsRecord = holdsRecord;
        Find = holdsRecord ? RecordedEvents.In(pool!, cancellation) : NothingAsync;
    }

    /// <summary>Finds what a command needs to see.</summary>
    public FindRecorded Find { get; }

    /// <summary>The database to write to; a dry run has none.</summary>
    public NpgsqlDataSource Pool => _pool ?? throw new InvalidOperationException("A dry run writes nothing.");

    /// <summary>What a decided act would move; nothing is recorded of it.</summary>
    public async Task<IReadOnlyList<Move>> MovesAsync(IReadOnlyList<Recorded> decided, CancellationToken cancellation) =>
        _holdsRecord ? await new MovesReader(new RecordReader(_pool!)).OfDecidedAsync(decided, cancellation) : Moves.Between(decided, 0, long.MaxValue);

    /// <summary>Whether anything recorded is about a key, or names it.</summary>
    public async Task<bool> IsNamedAsync(SubjectKey key, CancellationToken cancellation) => _holdsRecord && await new RecordReader(_pool!).IsNamedAsync(key, cancellation);

    public static async Task<RecordLookup> OpenAsync(ParseResult parsed, bool dryRun, CancellationToken cancellation)
    {
        if (dryRun && await Connection.IsNowhereAsync(parsed, cancellation))
        {
            return new RecordLookup(null, holdsRecord: false, cancellation);
        }

        var pool = dryRun ? await Connection.PoolAsync(parsed, cancellation) : await Connection.OpenToWriteAsync(parsed, cancellation);
        try
        {
            var made = !dryRun || await RecordSchema.FindAsync(pool, cancellation) is not null;
            return new RecordLookup(pool, made, cancellation);
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
