using Palimpsest.Import.Native;

namespace Palimpsest.Store;

/// <summary>One file to be recorded, all of it or nothing: one transaction, one commit of the record clock.</summary>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Open">Opens it at its beginning; it is read more than once.</param>
/// <param name="By">Who imports: the author of every line that names none.</param>
public sealed record ImportFile(string Name, Func<Stream> Open, string? By);

/// <summary>What became of a file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Check">What was decided, line by line.</param>
/// <param name="Number">The record number of the commit, or of the latest commit if nothing was new; null if the file was refused, or the record is empty.</param>
public sealed record ImportOutcome(string Name, ImportCheck Check, long? Number)
{
    /// <summary>Everything in it stands in the record.</summary>
    public bool Accepted => Check.IsAccepted;
}

/// <summary>How far an import has come.</summary>
/// <param name="Lines">So many lines are decided.</param>
/// <param name="Bytes">So many bytes of the file are read.</param>
/// <param name="Of">The file's length in bytes.</param>
/// <param name="IsRecording">Everything is decided, and is being recorded.</param>
public sealed record ImportProgress(long Lines, long Bytes, long Of, bool IsRecording);

/// <summary>Others recorded, again and again, what the file's decisions rest on; nothing of it was recorded. The message is for the one who imports.</summary>
public sealed class ImportConflictException(string message) : Exception(message);
