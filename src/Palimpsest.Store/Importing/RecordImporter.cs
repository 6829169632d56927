using Npgsql;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Importing;

/// <summary>
/// Records files of any size in little memory. Lines are read, decided and staged without any lock; then one step under the record's lock
/// looks only at what others recorded meanwhile, and takes everything into the record. A short file is decided under the lock at once.
/// Cancelled, failed or killed it leaves nothing.
/// </summary>
public static class RecordImporter
{
    /// <summary>Imports a file: all of it is recorded, in one commit, or nothing.</summary>
    /// <param name="source">The record's database; a record is made if there is none.</param>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="ct">Cancels at any moment.</param>
    /// <exception cref="RecordSchemaException">The database holds something that this program does not know.</exception>
    /// <exception cref="ImportConflictException">Others recorded, again and again, what the file's decisions rest on.</exception>
    public static Task<ImportOutcome> RunAsync(NpgsqlDataSource source, ImportFile file, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        RunAsync(source, file, progress, new ImportPace(), ct);

    internal static async Task<ImportOutcome> RunAsync(NpgsqlDataSource source, ImportFile file, IProgress<ImportProgress>? progress, ImportPace pace, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(file);
        await RecordSchema.EnsureAsync(source, ct);
        return await Transient.RetryAsync(() => new ImportRun(source, file, progress, pace).RunAsync(ct), ct);
    }
}

/// <summary>Where an import changes its way, and where a test can step in.</summary>
internal sealed record ImportPace
{
    /// <summary>A file of at most so many bytes is decided under the lock: that takes less than staging.</summary>
    public long ShortFile { get; init; } = 512 * 1024;

    /// <summary>So often a file is decided anew because others touched what its decisions rest on.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>Everything is staged, and the lock is not taken.</summary>
    public Func<Task> Staged { get; init; } = () => Task.CompletedTask;

    /// <summary>The step is done, and not committed.</summary>
    public Func<Task> Recorded { get; init; } = () => Task.CompletedTask;
}
