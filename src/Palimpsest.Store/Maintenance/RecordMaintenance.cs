using System.Data;
using Npgsql;
using Palimpsest.Projections;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Following;
using Palimpsest.Projections.Rebuilding;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Maintenance;

/// <summary>What an operator does with a record: build its views anew, and check that everything in it holds together.</summary>
public static class RecordMaintenance
{
    // The daemon gives up after five minutes unless told otherwise; a cancellation ends it at any time.
    private static readonly TimeSpan AsLongAsItTakes = TimeSpan.FromDays(1);

    /// <summary>
    /// Builds one view anew from the events, or all. Readers see the old rows until it is complete, and writers go on writing.
    /// Cancelled, failed or killed, it leaves the views as they were, and the same program goes on where it was.
    /// </summary>
    /// <param name="source">The record's database.</param>
    /// <param name="view">A name in <see cref="ProjectionCatalogue.Names"/>; null for all of them.</param>
    /// <param name="progress">Told after every stretch.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The views that were built, in the order of the catalogue.</returns>
    /// <exception cref="ArgumentException">There is no such view; the message lists them.</exception>
    public static Task<IReadOnlyList<RebuiltView>> RebuildAsync(NpgsqlDataSource source, string? view, IProgress<MaintenanceProgress>? progress, CancellationToken ct) =>
        RebuildViewsAsync(source, view is null ? ProjectionCatalogue.Names : [view], progress, ct);

    /// <summary>Builds views anew as <see cref="RebuildAsync"/> does, in one pass over the events.</summary>
    /// <exception cref="ArgumentException">There is no such view; the message lists them.</exception>
    public static async Task<IReadOnlyList<RebuiltView>> RebuildViewsAsync(
        NpgsqlDataSource source, IReadOnlyCollection<string> views, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        if (views.FirstOrDefault(v => !ProjectionCatalogue.Names.Contains(v, StringComparer.Ordinal)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no view: expected {string.Join(", ", ProjectionCatalogue.Names)}", nameof(views));
        }

        await RecordSchema.EnsureAsync(source, ct);
        await using var store = RecordStore.Open(source);
        using var daemon = await store.BuildProjectionDaemonAsync();
        var rebuilt = store.Options.Projections.All.OfType<RowProjection>().Where(p => views.Contains(p.Name, StringComparer.Ordinal)).ToList();
        await using var rebuild = new ViewsRebuild(source.OpenConnectionAsync, rebuilt, (what, at, of) => progress?.Report(new MaintenanceProgress(what, at, of)), ct);
        foreach (var projection in rebuilt)
        {
            projection.Rebuild = rebuild;
            if (!projection.Follows)
            {
                await daemon.RebuildProjectionAsync(projection.Name, AsLongAsItTakes, ct);
            }

            if (rebuild.Done.All(d => !string.Equals(d.Name, projection.Name, StringComparison.Ordinal)))
            {
                // The daemon leaves an empty record alone, and would take the number of a following view from the nodes that serve it.
                await rebuild.FinishAsync(projection, ct);
            }
        }

        if (rebuilt.Any(p => p.Tables.Any(t => t.Noted != Noted.Nothing)))
        {
            await using var repair = source.CreateCommand(SearchTerms.Repair);
            repair.CommandTimeout = 0;
            await repair.ExecuteNonQueryAsync(ct);
        }

        return rebuild.Done;
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
        await ViewCheck.HoldAsync(connection, ct);
        var findings = await RecordCheck.RunAsync(connection, ct);
        var reached = await FollowingViews.ReachedAsync(connection, ct);
        var last = await StoredEvent.LastAsync(connection, ct);
        var views = new ViewCheck(connection, ProjectionCatalogue.Create());
        var events = await views.RecomputeAsync(progress, ct);
        var search = VerifyFinding.Cut(await RecordCheck.AskAsync(connection, "search", SearchTerms.Check, ct));
        return new VerifyReport(events, [.. findings, .. views.PayloadFindings, .. await views.CompareAsync(reached, ct), .. search])
        {
            Behind = reached.Where(r => r.Value < last).ToDictionary(StringComparer.Ordinal),
        };
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
    /// <summary>The following views that are not folded up to the last event, with the number up to which they are, and were judged.</summary>
    public IReadOnlyDictionary<string, long> Behind { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Nothing is wrong.</summary>
    public bool IsSound => Findings.Count == 0;
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Where">The view, or the part of the record: <c>clock</c>, <c>streams</c>, <c>events</c>, <c>guard</c>, <c>search</c>.</param>
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
