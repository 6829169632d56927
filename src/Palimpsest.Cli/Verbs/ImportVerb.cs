using System.CommandLine;
using System.Globalization;
using Npgsql;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Import;
using Palimpsest.Store;
using Palimpsest.Store.Submitting;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest import FILE|DIR</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> Path = new("FILE|FOLDER") { Description = "A file in the native format, or a folder of .jsonl files, which are taken in the order of their names." };

    private static readonly Option<bool> ThroughNode = new("--through-node")
    {
        Description = "Hand the files to the nodes that serve this database, which import them one after the other; 'palimpsest imports' says what became of them.",
    };

    public static Command Make()
    {
        var verb = new Command("import", """
            Record the reports and acts of a file, or of all files of a folder. Of each file all is recorded, or nothing.
            What is recorded already is known again: importing twice changes nothing.

            Examples:
              palimpsest import fixtures/ctc-sentinel-2013-05 --dry-run
              palimpsest import fixtures/ctc-sentinel-2013-05 --by "Ann Editor"
              palimpsest import large.jsonl --through-node
            """) { Path };
        verb.Options.Add(Entering.DryRun);
        verb.Options.Add(ThroughNode);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(ThroughNode) && result.GetValue(Entering.DryRun))
            {
                result.AddError("--through-node records, and --dry-run does not: expected one or the other");
            }
        });
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
        if (parsed.GetValue(ThroughNode))
        {
            return await SubmitAsync(parsed, record.Pool, inputs, cancellation);
        }

        var import = new Importing(inputs, Author.OfImport(parsed));
        var files = await Work.ShowAsync("Importing", work => dryRun ? import.CheckAsync(record.Find, work, cancellation) : import.RecordAsync(record.Pool, work, cancellation));
        var report = new ImportReport(dryRun, files);
        await (Reading.IsJson(parsed) ? ResultJson.PrintAsync(report.ForPrograms()) : report.PrintAsync());
        return report.Refused.Count == 0 ? Exit.Done : Exit.Refused;
    }

    private static async Task<int> SubmitAsync(ParseResult parsed, NpgsqlDataSource pool, IReadOnlyList<ImportInput> inputs, CancellationToken cancellation)
    {
        var files = new List<(long Import, string File)>();
        foreach (var input in inputs)
        {
            var file = new ImportFile(input.Name, input.Open, Author.OfImport(parsed));
            files.Add((await Work.ShowAsync("Handing in", work => SubmittedImports.SubmitAsync(pool, file, new Sent(input.Name, new FileInfo(input.Name).Length, work), cancellation)), input.Name));
        }

        if (Reading.IsJson(parsed))
        {
            await ResultJson.PrintAsync(new { Submitted = files.Select(f => new { f.Import, f.File }) });
            return Exit.Done;
        }

        foreach (var (import, file) in files)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file}: import {import}, waits for a node"));
        }

        await Console.Out.WriteLineAsync("'palimpsest imports' says what becomes of it; 'palimpsest serve' is a node.");
        return Exit.Done;
    }

    private sealed class Sent(string name, long length, IWork work) : IProgress<long>
    {
        public void Report(long value) => work.At($"{name}: handing in", value, length);
    }
}
