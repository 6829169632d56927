using System.Globalization;
using Npgsql;
using Palimpsest.Import.Native;
using Palimpsest.Store;
using Palimpsest.Store.Importing;

namespace Palimpsest.Cli.Writing;

/// <summary>A file to import, or what stands for one.</summary>
internal sealed record ImportInput(string Name, Func<Stream> Open);

/// <summary>Several files, imported one after the other: each as one commit, whatever becomes of the others.</summary>
internal sealed class Importing(IReadOnlyList<ImportInput> inputs, string by)
{
    /// <summary>Records them.</summary>
    public async Task<IReadOnlyList<ImportOutcome>> RecordAsync(NpgsqlDataSource pool, IWork work, CancellationToken cancellation)
    {
        var outcomes = new List<ImportOutcome>();
        foreach (var input in inputs)
        {
            outcomes.Add(await RecordImporter.RunAsync(pool, new ImportFile(input.Name, input.Open, by), new Told(input.Name, work), cancellation));
        }

        return outcomes;
    }

    /// <summary>Says what recording them would do: a file is checked as if those before it were recorded.</summary>
    public async Task<IReadOnlyList<ImportOutcome>> CheckAsync(FindRecorded recorded, IWork work, CancellationToken cancellation)
    {
        var files = new List<NativeFile>();
        var imports = new List<NativeImport>();
        try
        {
            foreach (var input in inputs)
            {
                files.Add(await NativeFile.OpenAsync(input.Open, cancellation));
                imports.Add(new NativeImport(files[^1], by, recorded, [.. imports]));
                await foreach (var _ in imports[^1].DecideAsync(cancellation))
                {
                    work.At($"{input.Name}: checking", imports[^1].Bytes, files[^1].Length);
                }
            }
        }
        finally
        {
            foreach (var file in files)
            {
                await file.DisposeAsync();
            }
        }

        return [.. inputs.Zip(imports, (input, import) => new ImportOutcome(input.Name, import.Outcome, null))];
    }

    private sealed class Told(string name, IWork work) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => work.At(
            string.Create(CultureInfo.InvariantCulture, $"{name}: {(value.IsRecording ? "recording" : "checking")} {value.Lines:N0} lines"),
            value.IsRecording ? 0 : value.Bytes,
            value.IsRecording ? 0 : value.Of);
    }
}
