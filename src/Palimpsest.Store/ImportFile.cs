using Palimpsest.Import.Native;

namespace Palimpsest.Store;

/// <summary>One file to be recorded, all of it or nothing: one command, one transaction, one commit of the record clock.</summary>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Lines">Its lines, as <see cref="NativeReader"/> gives them.</param>
/// <param name="By">Who imports: the author of every line that names none.</param>
public sealed record ImportFile(string Name, IReadOnlyList<NativeLine> Lines, string? By);

/// <summary>What became of a file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Check">What was decided, line by line.</param>
/// <param name="Number">The record number of the commit, or of the latest commit if nothing was new; null if the file was refused, or the record is empty.</param>
public sealed record ImportOutcome(string Name, ImportCheck Check, long? Number)
{
    /// <summary>Everything in it stands in the record.</summary>
    public bool Accepted => Check.IsAccepted;
}
