using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Schema;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest backup FILE</summary>
internal static class BackupVerb
{
    private static readonly Argument<string> File = new("FILE") { Description = "Where to. It is there whole or not at all; a new file may be read by its owner only." };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file if it is there already." };

    public static Command Make()
    {
        var verb = new Command("backup", """
            Write the whole record into one file, as one moment sees it, while others go on writing. palimpsest restore makes the same record of it elsewhere:
            with its id, its numbers and its instants, so that every token stays good. (What palimpsest export writes makes a new record when it is imported.)

            Examples:
              palimpsest backup record-2026-01-05.palimpsest
              palimpsest backup latest.palimpsest --force --format json
              palimpsest restore latest.palimpsest --dry-run
            """) { File };
        verb.Options.Add(Force);
        verb.Options.Add(Reading.Format);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(File)!;
        if (file == "-")
        {
            throw new RefusedException("a backup is not written to the standard output: half of one would look like one; expected the name of a file", Exit.Usage);
        }

        // A folder mistyped must not give a backup of nothing, every night.
        if (await Connection.IsNowhereAsync(parsed, cancellation))
        {
            throw NoRecord();
        }

        await using var source = await Connection.PoolAsync(parsed, cancellation);
        if (await RecordSchema.FindAsync(source, cancellation) is null)
        {
            throw NoRecord();
        }

        var took = Stopwatch.StartNew();
        var summary = await Work.ShowAsync($"Backing up to {file}", async work =>
        {
            BackupSummary? written = null;
            await AtomicFile.WriteOwnAsync(
                file, parsed.GetValue(Force), async stream => written = await RecordBackup.WriteAsync(source, stream, new Pace(work), cancellation), cancellation);
            return written!;
        });
        await (Reading.IsJson(parsed)
            ? ResultJson.PrintAsync(BackupJson.Of(file, summary, took.Elapsed))
            : Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{BackupJson.Told(summary)}: backed up to {file}, {new FileInfo(file).Length:N0} bytes, in {took.Elapsed.TotalSeconds:N1} s.")));
        return Exit.Done;
    }

    private static RefusedException NoRecord() => new("That database holds no Palimpsest record: there is nothing to back up.");
}
