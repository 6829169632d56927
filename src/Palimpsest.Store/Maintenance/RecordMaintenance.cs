using System.Data;
using Npgsql;
using Palimpsest.Projections;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Maintenance;

/// <summary>What an operator does with a record: build its views anew, and check that everything in it holds together.</summary>
public static class RecordMaintenance
{
    // The daemon gives up after five minutes unless told otherwise; a cancellation ends it at any time.
    private static readonly TimeSpan AsLongAsItTakes = TimeSpan.FromDays(1);

    /// <summary>
    /// Builds views anew from the events. Readers see the old rows until each view is done; writers wait meanwhile.
    /// Cancelled or failed, it leaves the view at hand as it was.
    /// </summary>
    /// <param name="source">The record's database.</param>
    /// <param name="view">A name in <see cref="ProjectionCatalogue.Names"/>; null for all of them.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The names of the views that were built.</returns>
    /// <exception cref="ArgumentException">There is no such view; the message lists them.</exception>
    public static async Task<IReadOnlyList<string>> RebuildAsync(NpgsqlDataSource source, string? view, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        if (view is not null && !ProjectionCatalogue.Names.Contains(view, StringComparer.Ordinal))
        {
            throw new ArgumentException($"'{view}' is no view: expected {string.Join(", ", ProjectionCatalogue.Names)}", nameof(view));
        }

        await RecordSchema.EnsureAsync(source, ct);
        await using var store = RecordStore.Open(source);
        using var daemon = await store.BuildProjectionDaemonAsync();
        var rebuilt = store.Options.Projections.All.OfType<RowProjection>().Where(p => view is null || string.Equals(p.Name, view, StringComparison.Ordinal)).ToList();
        foreach (var projection in rebuilt)
        {
            projection.Stop = ct;
            projection.Progress = (at, of) => progress?.Report(new MaintenanceProgress(projection.Name, at, of));
            await daemon.RebuildProjectionAsync(projection.Name, AsLongAsItTakes, ct);
        }

        return [.. rebuilt.Select(p => p.Name)];
    }

    /// <summary>
    /// Checks the record against itself, as one moment sees it, and changes nothing: clock, numbers, streams, guards, every payload;
    /// and every view against what follows from the events.
    /// </summary>
    /// <param name="source">The record's database.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RecordSchemaException">There is no record that this program knows.</exception>
    public static async Task<VerifyReport> VerifyAsync(NpgsqlDataSource source, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        if (await RecordSchema.FindAsync(source, ct) is null)
        {
            throw new RecordSchemaException("There is no record in the database yet.");
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var findings = await RecordCheck.RunAsync(connection, ct);
        var views = new ViewCheck(connection, ProjectionCatalogue.Create());
        var events = await views.RecomputeAsync(progress, ct);
        return new VerifyReport(events, [.. findings, .. views.PayloadFindings, .. await views.CompareAsync(ct)]);
    }
}

/// <summary>How far it has come.</summary>
/// <param name="What">The view, or <c>record</c>.</param>
/// <param name="At">The record number that it has come to.</param>
/// <param name="Of">The record number that it goes to.</param>
public sealed record MaintenanceProgress(string What, long At, long Of);

/// <summary>What a check of the record found.</summary>
/// <param name="Events">So many events were read.</param>
/// <param name="Findings">What is wrong; at most <see cref="VerifyFinding.Most"/> of each kind are told one by one.</param>
public sealed record VerifyReport(long Events, IReadOnlyList<VerifyFinding> Findings)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsSound => Findings.Count == 0;
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Where">The view, or the part of the record: <c>clock</c>, <c>streams</c>, <c>events</c>, <c>guard</c>.</param>
/// <param name="Number">The record number concerned, if it concerns one.</param>
/// <param name="Message">What is wrong.</param>
public sealed record VerifyFinding(string Where, long? Number, string Message)
{
    /// <summary>So many findings of a kind are told one by one.</summary>
    public const int Most = 100;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Where}{(Number is { } n ? $", number {n}" : "")}: {Message}");

    /// <summary>Cuts a list that was asked for with one more than <see cref="Most"/>.</summary>
    internal static IEnumerable<VerifyFinding> Cut(IReadOnlyList<VerifyFinding> findings) =>
        findings.Count <= Most ? findings : findings.Take(Most).Append(new VerifyFinding(findings[0].Where, null, "and more"));
}
