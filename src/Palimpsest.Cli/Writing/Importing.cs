using System.Globalization;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Store;

namespace Palimpsest.Cli.Writing;

/// <summary>A file to import, or what stands for one.</summary>
internal sealed record ImportInput(string Name, Func<Stream> Open);

/// <summary>Several files, imported one after the other: each as one command, whatever becomes of the others.</summary>
internal sealed class Importing(IReadOnlyList<ImportInput> inputs, string by)
{
    private const int LinesBetweenSteps = 1000;

    /// <summary>Records them.</summary>
    public async Task<IReadOnlyList<ImportOutcome>> RecordAsync(NpgsqlDataSource pool, IWork work, CancellationToken cancellation)
    {
        await using var writer = await RecordWriter.OpenAsync(pool, cancellation);
        var outcomes = new List<ImportOutcome>();
        foreach (var input in inputs)
        {
            var lines = await ReadAsync(input, work, cancellation);
            work.At(string.Create(CultureInfo.InvariantCulture, $"{input.Name}: recording {lines.Count} lines"), 0, 0);
            outcomes.Add(await writer.SendAsync(new ImportFile(input.Name, lines, by), cancellation));
        }

        return outcomes;
    }

    /// <summary>Says what recording them would do: a file is checked as if those before it were recorded.</summary>
    public async Task<IReadOnlyList<ImportOutcome>> CheckAsync(FindRecorded recorded, IWork work, CancellationToken cancellation)
    {
        var decided = new List<Recorded>();
        var outcomes = new List<ImportOutcome>();
        foreach (var input in inputs)
        {
            var lines = await ReadAsync(input, work, cancellation);
            work.At(string.Create(CultureInfo.InvariantCulture, $"{input.Name}: checking {lines.Count} lines"), 0, 0);
            var check = await NativeImport.CheckAsync(lines.ToAsyncEnumerable(), by, recorded.After(decided), cancellation);

            // In their order, whichever file they stand in.
            decided.AddRange(check.Accepted.Select(entry => entry.Decided with { Number = Known.FirstDecided + decided.Count }));
            outcomes.Add(new ImportOutcome(input.Name, check, null));
        }

        return outcomes;
    }

    private static async Task<List<NativeLine>> ReadAsync(ImportInput input, IWork work, CancellationToken cancellation)
    {
        await using var stream = input.Open();
        var lines = new List<NativeLine>();
        await foreach (var line in NativeReader.ReadAsync(stream, cancellation))
        {
            lines.Add(line);
            if (lines.Count % LinesBetweenSteps == 0)
            {
                work.At($"{input.Name}: reading", stream.CanSeek ? stream.Position : 0, stream.CanSeek ? stream.Length : 0);
            }
        }

        return lines;
    }
}
