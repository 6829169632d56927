using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Palimpsest.Store.Backup;

namespace Palimpsest.Cli.Writing;

/// <summary>What is told of a backup that was made or restored.</summary>
internal static class BackupJson
{
    public static string Told(BackupSummary summary)
    {
        var (header, trailer) = summary;
        return string.Create(CultureInfo.InvariantCulture,
            $"Record {header.Record}, {trailer.Events:N0} events{(trailer.Events == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", up to record number {header.Number}"))}");
    }

    public static object Of(string file, BackupSummary summary, TimeSpan took, bool dryRun = false) => new
    {
        File = file,
        DryRun = dryRun,
        summary.Header.Record,
        CreatedAt = Text(summary.Header.CreatedAt),
        summary.Header.Number,
        RecordedAt = summary.Header.RecordedAt is { } at ? Text(at) : null,
        summary.Trailer.Streams,
        summary.Trailer.Events,
        summary.Trailer.Commits,
        summary.Trailer.Sha256,
        Bytes = new FileInfo(file).Length,
        Seconds = Math.Round(took.TotalSeconds, 2),
    };

    private static string Text(DateTime instant) => InstantPattern.ExtendedIso.Format(Instant.FromDateTimeUtc(instant));
}
