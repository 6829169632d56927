using Npgsql;
using Palimpsest.Projections.Following;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>
/// Builds views anew beside the kept ones, in one pass over the events for all of them, and switches each when it is complete.
/// Readers read the old until then, and appends go on. Broken off at any point, the kept views are as they were, and the same program goes on where it was.
/// </summary>
/// <param name="open">A connection, opened.</param>
/// <param name="views">The views.</param>
/// <param name="progress">Told what is done, the number that it has come to, and the number that it goes to.</param>
/// <param name="stop">Ends it.</param>
public sealed class ViewsRebuild(
    Func<CancellationToken, ValueTask<NpgsqlConnection>> open, IReadOnlyList<RowProjection> views, Action<string, long, long> progress, CancellationToken stop) : IAsyncDisposable
{
    /// <summary>The schema in which views are built; what a rebuild that was broken off left is there.</summary>
    public const string Schema = RebuildArea.Schema;

    private const long RebuildLock = 5023713;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<RowProjection, IReadOnlyList<string>> _differing = [];
    private readonly List<RebuiltView> _done = [];
    private readonly string _what = views.Count == 1 ? views[0].Name : "views";
    private NpgsqlConnection? _alone;
    private long _filled;
    private long _last;

    /// <summary>So many record numbers are read, and marked as done, at a time.</summary>
    public long StretchLength { get; init; } = 10_000;

    /// <summary>The views switched so far.</summary>
    public IReadOnlyList<RebuiltView> Done => _done;

    /// <summary>Completes and switches a view; the first call makes the pass for all.</summary>
    /// <param name="view">One of the views.</param>
    /// <param name="cancellation">Ends it too.</param>
    public async Task FinishAsync(RowProjection view, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(view);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop);
        var ct = either.Token;
        if (_alone is null)
        {
            await PassAsync(ct);
        }

        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            await FillAsync([view], ct);
            if (await Switch.TryAsync(_alone!, view, _last, ct) is { } switched)
            {
                var differing = _differing[view].Concat(switched.Differing).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                _done.Add(new RebuiltView(view.Name, switched.Number, [.. differing]));
                return;
            }

            progress($"{view.Name}: waiting for a reader", _last, _last);
            await Task.Delay(pause, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Ends it, whatever it has come to.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_alone is { State: System.Data.ConnectionState.Open } alone)
        {
            if (_done.Count == views.Count)
            {
                await RebuildArea.TidyAsync(alone, CancellationToken.None);
            }

            // A pool would keep the lock with the connection.
            await RebuildArea.RunAsync(alone, $"select pg_advisory_unlock({RebuildArea.Of(RebuildLock)})", CancellationToken.None);
        }

        if (_alone is not null)
        {
            await _alone.DisposeAsync();
        }
    }

    private async Task PassAsync(CancellationToken ct)
    {
        _alone = await open(ct);
        await RebuildArea.RunAsync(_alone, $"select pg_advisory_lock({RebuildArea.Of(RebuildLock)})", ct);
        foreach (var view in views)
        {
            await RebuildArea.BeginAsync(_alone, view, ct);
        }

        await FillAsync(views, ct);
        await EachAsync(IndexAsync, ct);
        await FillAsync(views, ct);
        progress("comparing", _last, _last);
        await EachAsync(CompareAsync, ct);
    }

    private async Task FillAsync(IReadOnlyList<RowProjection> which, CancellationToken ct)
    {
        var last = await StoredEvent.LastAsync(_alone!, ct);
        var from = _last;
        await new Filling(open, StretchLength, done =>
        {
            var at = Math.Min(from + done, last);
            progress(_what, at, last);
        }).RunAsync(which, last, ct);
        _last = last;
        if (from == 0)
        {
            _filled = last;
            progress(_what, last, last);
        }
    }

    // Two at a time: one connection sorts while the other writes.
    private Task EachAsync(Func<NpgsqlConnection, RowProjection, CancellationToken, Task> work, CancellationToken ct) =>
        Parallel.ForEachAsync(views, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct }, async (view, one) =>
        {
            await using var connection = await open(one);
            await work(connection, view, one);
        });

    private async Task IndexAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct)
    {
        if (!await RebuildArea.IsIndexedAsync(connection, view, ct))
        {
            progress($"{view.Name}: indexes", _filled, _filled);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await RebuildArea.RunAsync(connection, "set local maintenance_work_mem = '256MB'", ct);
            foreach (var table in view.Tables)
            {
                await RebuildArea.RunAsync(connection, table.IndexSql(RebuildArea.Schema), ct);
            }

            await RebuildArea.IndexedAsync(connection, view, ct);
            await transaction.CommitAsync(ct);
        }

        foreach (var table in view.Tables)
        {
            await RebuildArea.RunAsync(connection, $"analyze {RebuildArea.Schema}.{table.Bare}", ct);
        }
    }

    private async Task CompareAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct)
    {
        var upTo = view.Follows ? Math.Min(_last, (await FollowingViews.ReachedAsync(connection, ct))[view.Name]) : _last;
        var differing = await Comparison.DifferingAsync(connection, view, new Stretch(0, upTo), ct);
        lock (_differing)
        {
            _differing[view] = differing;
        }
    }
}

/// <summary>A view that was built anew.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">The record number that it was folded up to when it was switched.</param>
/// <param name="Differing">The subjects, in ordinal order, whose kept rows were not what follows from the events: the view was damaged there, or kept by another program. Usually none.</param>
public sealed record RebuiltView(string Name, long Number, IReadOnlyList<string> Differing);
