using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Import;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest import FILE|DIR</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> Path = new("FILE|FOLDER") { Description = "A file in the native format, or a folder of .jsonl files, which are taken in the order of their names." };

    public static Command Make()
    {
        var verb = new Command("import", """
            Record the reports and acts of a file, or of all files of a folder. Of each file all is recorded, or nothing.
            What is recorded already is known again: importing twice changes nothing.

            Examples:
              palimpsest import fixtures/ctc-sentinel-2013-05 --dry-run
              palimpsest import fixtures/ctc-sentinel-2013-05 --by "Ann Editor"
            """) { Path };
        verb.Options.Add(Entering.DryRun);
        verb.Options.Add(Author.Importer);
        verb.Options.Add(Reading.Format);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var dryRun = parsed.GetValue(Entering.DryRun);
        var inputs = InputFiles.Find(parsed.GetValue(Path)!).Select(file => new ImportInput(file, () => File.OpenRead(file))).ToList();
        await using var record = await RecordLookup.OpenAsync(parsed, dryRun, cancellation);
        var import = new Importing(inputs, Author.OfImport(parsed));
        var files = await Work.ShowAsync("Importing", work => dryRun ? import.CheckAsync(record.Find, work, cancellation) : import.RecordAsync(record.Pool, work, cancellation));
        var report = new ImportReport(dryRun, files);
        await (Reading.IsJson(parsed) ? ResultJson.PrintAsync(report.ForPrograms()) : report.PrintAsync());
        return report.Refused.Count == 0 ? Exit.Done : Exit.Refused;
    }
}
