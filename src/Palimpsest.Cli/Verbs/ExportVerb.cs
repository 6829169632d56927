using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest export [FILE]</summary>
internal static class ExportVerb
{
    private static readonly Argument<string?> File = new("FILE")
    {
        Description = "Where to; what it held is replaced, at the end and at once. The standard output if left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Make()
    {
        var verb = new Command("export", """
            Write everything recorded, in record order, one line an event, with who entered it and why.

            Examples:
              palimpsest export record.jsonl
              palimpsest export --recorded 2026-01-05 | gzip > record.jsonl.gz
            """) { File };
        verb.Options.Add(Reading.Recorded);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var record = new RecordReader(source);
        var point = await record.PointAsync(parsed.GetValue(Reading.Recorded), cancellation);
        if (parsed.GetValue(File) is not { } file)
        {
            await using var output = Console.OpenStandardOutput();
            await NativeWriter.WriteAsync(output, new Entries(record, point, Told: null).ReadAsync(cancellation), cancellation);
            return Exit.Done;
        }

        var entries = await Work.ShowAsync($"Exporting to {file}", async work =>
        {
            var all = new Entries(record, point, work);
            await AtomicFile.WriteAsync(file, stream => NativeWriter.WriteAsync(stream, all.ReadAsync(cancellation), cancellation), cancellation);
            return all;
        });
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{entries.Count} events, up to record number {point.Number}, written to {file}"));
        return Exit.Done;
    }

    private sealed record Entries(RecordReader Record, RecordPoint Point, IWork? Told)
    {
        private const int BetweenSteps = 1000;

        public long Count { get; private set; }

        public async IAsyncEnumerable<NativeEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var recorded in Record.AllAsync(Point.Number, cancellation))
            {
                yield return new NativeEntry(recorded.Event, recorded.By.Length > 0 ? recorded.By : null, recorded.Reason);
                if (++Count % BetweenSteps == 0)
                {
                    Told?.At("Exporting", recorded.Number, Point.Number);
                }
            }
        }
    }
}
