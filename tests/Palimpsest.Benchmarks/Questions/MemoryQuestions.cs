using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;
using Palimpsest.Synthetic;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>The most memory that our process takes, in a process of its own: an import into an empty record, and then a rebuild of it.</summary>
internal static class MemoryQuestions
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(BenchOptions options, Server server, CancellationToken ct)
    {
        var record = new SyntheticRecord(options.Size, options.Seed);
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
            {
                await record.WriteNativeAsync(stream, ct);
            }

            var database = await server.NewDatabaseAsync("memory", ct);
            await RecordSchema.EnsureAsync(database, ct);
            return
            [
                await ChildAsync("import", record.Assertions, ["--child", "import", "--database", server.ConnectionString("memory"), "--file", file], ct),
                await ChildAsync("rebuild", record.Assertions, ["--child", "rebuild", "--database", server.ConnectionString("memory")], ct),
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the child does; it says its peak in KiB.</summary>
    public static async Task<int> AsChildAsync(BenchOptions options, CancellationToken ct)
    {
        await using (var source = NpgsqlDataSource.Create(options.Database!))
        {
            if (options.Child == "import")
            {
                await ImportQuestions.ImportAsync(source, options.File!, ct);
            }
            else
            {
                await RecordMaintenance.RebuildAsync(source, null, null, ct);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1024}"));
        return 0;
    }

    private static async Task<Outcome> ChildAsync(string what, long assertions, string[] arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };

        // Under `dotnet run` the process is our own program; under `dotnet FILE` it is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(MemoryQuestions).Assembly.Location);
        }

        arguments.ToList().ForEach(start.ArgumentList.Add);
        using var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadToEndAsync(ct);
        await child.WaitForExitAsync(ct);
        var peak = said.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("peak ", StringComparison.Ordinal));
        var note = child.ExitCode == 0 && peak is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{long.Parse(peak[5..], CultureInfo.InvariantCulture) / 1024:N0} MiB at most")
            : $"failed with {child.ExitCode}";
        return new Outcome(
            $"memory of {what}",
            string.Create(CultureInfo.InvariantCulture, $"{assertions:N0} assertions with the acts on them"),
            [new Measured(Outcome.Ours, 0, 0, 0, 0, null, note)]);
    }
}
