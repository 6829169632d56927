using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Store.Backup;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest restore FILE</summary>
internal static class RestoreVerb
{
    private static readonly Argument<string> File = new("FILE") { Description = "What palimpsest backup wrote." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only check that the file is whole and can be restored by this program; no database is needed." };

    public static Command Make()
    {
        var verb = new Command("restore", """
            Make the record of a backup again, in an empty database: the same record, with its id, numbers and instants. All of it, or nothing.
            The file is read once to check it, before anything is changed, and once to restore it. Whatever is recorded afterwards goes on behind it;
            so write to one of the two records only, if the first still stands.

            Examples:
              palimpsest restore record-2026-01-05.palimpsest --dry-run
              palimpsest restore record-2026-01-05.palimpsest --data ./restored
              palimpsest restore record-2026-01-05.palimpsest --db "Host=localhost;Database=restored;Username=me"
            """) { File };
        verb.Options.Add(DryRun);
        verb.Options.Add(Reading.Format);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(File)!;
        var dryRun = parsed.GetValue(DryRun);
        var took = Stopwatch.StartNew();
        await using var backup = await Work.ShowAsync($"Checking {file}", work => VerifiedBackup.OpenAsync(file, new Pace(work), cancellation));
        if (!dryRun)
        {
            await using var source = await Connection.PoolAsync(parsed, cancellation);
            await Work.ShowAsync($"Restoring {file}", work => RecordRestore.RunAsync(source, backup, new Pace(work), cancellation));
        }

        await (Reading.IsJson(parsed)
            ? ResultJson.PrintAsync(BackupJson.Of(file, backup.Summary, took.Elapsed, dryRun))
            : Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{BackupJson.Told(backup.Summary)}: {(dryRun ? "the backup is whole; a dry run: nothing was written." : $"restored in {took.Elapsed.TotalSeconds:N1} s.")}")));
        return Exit.Done;
    }
}
