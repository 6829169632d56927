using System.CommandLine;
using System.Globalization;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest verify</summary>
internal static class VerifyVerb
{
    public static Command Make()
    {
        var verb = new Command("verify", """
            Check that the record holds together: clock, numbers, streams, guards, every payload, and every view against what follows from the events.
            Changes nothing. Ends with 1 if anything differs.

            Examples:
              palimpsest verify
              palimpsest verify --format json
            """);
        verb.Options.Add(Reading.Format);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var report = await Work.ShowAsync("Verifying", work => RecordMaintenance.VerifyAsync(source, new Pace(work), cancellation));
        if (Reading.IsJson(parsed))
        {
            await ResultJson.PrintAsync(new { Sound = report.IsSound, report.Events, report.Findings, report.Behind });
        }
        else
        {
            foreach (var finding in report.Findings)
            {
                await Console.Error.WriteLineAsync(finding.ToString());
            }

            foreach (var (view, number) in report.Behind)
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{view} follows the events, is folded up to number {number:N0}, and was judged up to there."));
            }

            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{report.Events:N0} events: {(report.IsSound ? "the record is sound, and every view follows from it." : $"{report.Findings.Count} findings.")}"));
        }

        return report.IsSound ? Exit.Done : Exit.Refused;
    }
}
