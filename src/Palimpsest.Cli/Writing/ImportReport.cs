using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Import.Native;
using Palimpsest.Store;

namespace Palimpsest.Cli.Writing;

/// <summary>What became of an import: findings on the error stream, numbers on the output.</summary>
internal sealed class ImportReport(bool dryRun, IReadOnlyList<ImportOutcome> files)
{
    // A terminal holds so many; --format json gives them all.
    private const int MostWarnings = 20;

    public IReadOnlyList<string> Refused { get; } = [.. files.Where(f => !f.Accepted).Select(f => f.Name)];

    private int New => files.Where(f => f.Accepted).Sum(f => f.Check.New);

    private int Known => files.Where(f => f.Accepted).Sum(f => f.Check.Known);

    public async Task PrintAsync()
    {
        foreach (var file in files)
        {
            foreach (var line in Findings(file))
            {
                await Console.Error.WriteLineAsync(line);
            }

            await Console.Out.WriteLineAsync($"{file.Name}: {Outcome(file)}");
        }

        await Console.Out.WriteLineAsync(Total());
        if (Refused.Count > 0)
        {
            await Console.Error.WriteLineAsync($"Refused: {string.Join(", ", Refused)}. {(Refused.Count < files.Count ? "The other files stand." : "Nothing was recorded.")}");
        }
    }

    public object ForPrograms() => new
    {
        DryRun = dryRun,
        New,
        Known,
        Refused,
        Files = files.Select(f => new
        {
            File = f.Name,
            f.Accepted,
            f.Number,
            New = f.Accepted ? f.Check.New : 0,
            Known = f.Accepted ? f.Check.Known : 0,
            f.Check.Errors,
            f.Check.Warnings,
            Findings = f.Check.Findings.Select(finding => new { finding.Line, finding.Field, finding.Message, finding.IsError }),
        }),
    };

    public string Total()
    {
        var changed = New == 0 ? "; nothing changed" : dryRun ? "; a dry run: nothing was written" : "";
        return Invariant($"{Many(files.Count, "file")}: {New} new, {Known} known{changed}");
    }

    private static IEnumerable<string> Findings(ImportOutcome file)
    {
        var check = file.Check;
        var shown = check.Findings.Where(f => f.IsError).Concat(check.Findings.Where(f => !f.IsError).Take(MostWarnings));
        foreach (var finding in shown.OrderBy(f => f.Line))
        {
            yield return Invariant($"{file.Name}:{finding.Line}: {(finding.IsError ? "" : "warning: ")}{new Finding(finding.Field, finding.Message)}");
        }

        if (check.Errors > ImportCheck.MostErrors)
        {
            yield return Invariant($"{file.Name}: and {check.Errors - ImportCheck.MostErrors} more errors");
        }

        if (check.Warnings > MostWarnings)
        {
            yield return Invariant($"{file.Name}: and {check.Warnings - MostWarnings} more warnings; --format json lists them");
        }
    }

    private string Outcome(ImportOutcome file)
    {
        if (!file.Accepted)
        {
            return Invariant($"refused for {Many(file.Check.Errors, "error")}; {(dryRun ? "nothing of it would be recorded" : "nothing of it was recorded")}");
        }

        var warnings = file.Check.Warnings > 0 ? $", {Many(file.Check.Warnings, "warning")}" : "";
        var at = file.Check.New > 0 && file.Number is { } number ? Invariant($", up to record number {number}") : "";
        return Invariant($"{file.Check.New} new, {file.Check.Known} known{warnings}{at}");
    }

    private static string Many(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
