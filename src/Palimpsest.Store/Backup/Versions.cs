using System.Globalization;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Backup;

/// <summary>Which backups this program can restore.</summary>
internal static class Versions
{
    /// <summary>Refuses what is of a schema or of semantics that this program does not have.</summary>
    public static void Check(string file, BackupHeader header)
    {
        // What a backup holds is the same in all of these: tables made since follow from the events.
        Check(file, "the record's schema", header.Schema, RecordSchema.OldestVersion, RecordSchema.Version);

        // Earlier semantics stay beside the latest; tokens of later ones could not be answered.
        Check(file, "the semantics", header.Semantics, 1, Semantics.Current);
    }

    /// <summary>Refuses a version before the oldest or after the newest that is known.</summary>
    public static void Check(string file, string what, int version, int oldest, int newest)
    {
        if (version > newest)
        {
            throw new BackupRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"'{file}' was written by a newer program: it is of version {version} of {what}, and this program knows version {newest}. Restore it with the newer program."));
        }

        if (version < oldest)
        {
            throw new BackupRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"'{file}' is of version {version} of {what}, and this program knows version {oldest} and later. Restore it with the program that wrote it."));
        }
    }
}
