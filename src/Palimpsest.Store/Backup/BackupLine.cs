namespace Palimpsest.Store.Backup;

/// <summary>A line between header and trailer.</summary>
internal abstract record BackupLine;

/// <summary>A stream.</summary>
internal sealed record BackupStream(string Id, long Version, DateTime Created, DateTime Changed) : BackupLine;

/// <summary>An event. Headers and data are only there until the next line is read.</summary>
/// <param name="Number">Its record number.</param>
/// <param name="Id">Its event id.</param>
/// <param name="Stream">The stream that it stands in.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">Its kind, by its name in storage.</param>
/// <param name="DotNetType">What Marten calls the type.</param>
/// <param name="Timestamp">Marten's timestamp, which is handed out before the commit.</param>
/// <param name="By">Who entered it.</param>
/// <param name="Headers">What stands beside it, as JSON.</param>
/// <param name="Data">Its payload, as JSON.</param>
/// <param name="Committed">The instant of the record clock, if it is the last of its commit.</param>
internal sealed record BackupEvent(
    long Number,
    Guid Id,
    string Stream,
    long Version,
    string Type,
    string? DotNetType,
    DateTime Timestamp,
    string? By,
    ReadOnlyMemory<byte>? Headers,
    ReadOnlyMemory<byte> Data,
    DateTime? Committed) : BackupLine;

/// <summary>
/// Counts what goes into a backup, or comes out of one, and holds it to the rules that the record's guards hold events and clock to.
/// What breaks them could not be restored: so it is not backed up either.
/// </summary>
internal sealed class BackupTally
{
    private DateTime? _clock;
    private bool _committed = true;

    public long Streams { get; private set; }

    public long Events { get; private set; }

    public long Commits { get; private set; }

    public long Number { get; private set; }

    /// <summary>Counts a line.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Add(BackupLine line) => line switch
    {
        BackupStream => AddStream(),
        BackupEvent e => AddEvent(e),
        _ => throw new ArgumentOutOfRangeException(nameof(line), line.GetType().Name, "no such line"),
    };

    /// <summary>Says what is wrong with the whole; null if nothing is.</summary>
    public string? Close(BackupHeader header) =>
        !_committed ? "the last event has no instant on the record clock"
        : Number != header.Number || _clock != header.RecordedAt ? "it does not end at the record number and instant that its header names"
        : null;

    private string? AddStream()
    {
        Streams++;
        return Events > 0 ? "a stream stands after an event" : null;
    }

    private string? AddEvent(BackupEvent e)
    {
        if (e.Number <= Number)
        {
            return "its record number does not come after the one before";
        }

        Number = e.Number;
        Events++;
        _committed = e.Committed is not null;
        if (e.Committed is not { } at)
        {
            return null;
        }

        if (at <= _clock)
        {
            return "its instant does not come after the one before";
        }

        _clock = at;
        Commits++;
        return null;
    }
}
