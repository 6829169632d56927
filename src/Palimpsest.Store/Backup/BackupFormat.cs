namespace Palimpsest.Store.Backup;

/// <summary>
/// What a backup is: gzip of JSON Lines in UTF-8, so that another program can read it. Every line is an object whose first field, <c>kind</c>, says what it is:
/// <list type="bullet">
/// <item><c>header</c>, once: the record's id and when it was made, the versions of format, schema and semantics, the last record number and its instant;</item>
/// <item><c>stream</c>, ordered by name: its version and when it was made and changed;</item>
/// <item><c>event</c>, in record order: everything about it; <c>committed</c> is the instant of the record clock, on the last event of each commit;
/// <c>data</c> and <c>headers</c> are the text of the jsonb, as PostgreSQL writes it;</item>
/// <item><c>trailer</c>, once: how many of each, and the SHA-256 of every byte, uncompressed, before its line:
/// <c>zcat FILE | head -n -1 | sha256sum</c>.</item>
/// </list>
/// It says nothing of when it was written: two backups of one record at one number are equal.
/// </summary>
public static class BackupFormat
{
    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int Version = 1;

    internal const string Name = "palimpsest-backup";

    internal const string About =
        "gzip of JSON Lines: this header; streams by name; events in record order, the last one of each commit with the instant at which it was committed; "
        + "a trailer with counts and the SHA-256 of all uncompressed bytes before its line";

    // jsonb holds at most a quarter of a gigabyte; a line that is longer was not written by us, and need not be held in memory to say so.
    internal const int LongestLine = 512 * 1024 * 1024;

    internal const int LongestHeader = 64 * 1024;

    internal static ReadOnlySpan<byte> TrailerStart => "{\"kind\":\"trailer\","u8;
}

/// <summary>What a backup is of.</summary>
/// <param name="Record">The record's id, which every token carries.</param>
/// <param name="CreatedAt">When the record was made, in UTC.</param>
/// <param name="Schema">The version of its schema.</param>
/// <param name="Semantics">The latest version of the semantics under which it gave answers.</param>
/// <param name="Number">Its last record number; 0 if it was empty.</param>
/// <param name="RecordedAt">The instant of that number on the record clock; null if it was empty.</param>
public sealed record BackupHeader(Guid Record, DateTime CreatedAt, int Schema, int Semantics, long Number, DateTime? RecordedAt);

/// <summary>What a backup holds.</summary>
/// <param name="Streams">So many streams.</param>
/// <param name="Events">So many events.</param>
/// <param name="Commits">So many instants of the record clock.</param>
/// <param name="Sha256">The SHA-256 of every uncompressed byte before the trailer, in lower-case hexadecimal digits.</param>
public sealed record BackupTrailer(long Streams, long Events, long Commits, string Sha256);

/// <summary>A whole backup, told from its two ends.</summary>
/// <param name="Header">What it is of.</param>
/// <param name="Trailer">What it holds.</param>
public sealed record BackupSummary(BackupHeader Header, BackupTrailer Trailer);

/// <summary>A backup cannot be made of that record, or that file cannot be restored there; nothing was changed. The message is for the person at the terminal.</summary>
public sealed class BackupRefusedException(string message, Exception? cause = null) : Exception(message, cause);
