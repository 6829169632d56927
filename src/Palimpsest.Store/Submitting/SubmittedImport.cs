using Palimpsest.Import.Native;

namespace Palimpsest.Store.Submitting;

/// <summary>What becomes of a file that was handed in for a node to import.</summary>
public enum SubmittedState
{
    /// <summary>No node has taken it up, or one gave it back.</summary>
    Waiting,

    /// <summary>A message tells a node to import it.</summary>
    Announced,

    /// <summary>A node imports it.</summary>
    Importing,

    /// <summary>All of it stands in the record.</summary>
    Done,

    /// <summary>It has errors; nothing of it was recorded.</summary>
    Refused,

    /// <summary>It could not be imported, again and again; nothing of it was recorded.</summary>
    Failed,
}

/// <summary>A file that was handed in for a node to import.</summary>
public sealed record SubmittedImport
{
    /// <summary>Its number; files are imported in the order of their numbers.</summary>
    public required long Id { get; init; }

    /// <summary>The file's name, for messages.</summary>
    public required string File { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The SHA-256 of its bytes, in lower-case hexadecimals.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was handed in, in UTC.</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>What became of it.</summary>
    public required SubmittedState State { get; init; }

    /// <summary>The node that imports it or did so last: machine and process.</summary>
    public required string? Node { get; init; }

    /// <summary>So often a node began to import it.</summary>
    public required int Times { get; init; }

    /// <summary>So many lines are decided.</summary>
    public required long Lines { get; init; }

    /// <summary>So many bytes are read.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it ended, in UTC; null: it has not.</summary>
    public required DateTime? EndedAt { get; init; }

    /// <summary>The record number of its commit, or of the latest commit if nothing was new; null if it was refused or has not ended.</summary>
    public required long? Number { get; init; }

    /// <summary>What was decided, line by line; null until then.</summary>
    public required ImportCheck? Check { get; init; }

    /// <summary>Why it failed, or why it was put back last.</summary>
    public required string? Message { get; init; }
}

/// <summary>Tells a node to import a file that was handed in. Sent once more it does no harm.</summary>
/// <param name="Id">The file's number.</param>
public sealed record ImportSubmitted(long Id);

/// <summary>A file cannot be handed in; the message is for the one who tried.</summary>
public sealed class SubmissionException(string message) : Exception(message);
