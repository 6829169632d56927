using System.Collections.Concurrent;
using Npgsql;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>
/// Reads stretches of the record and copies the rows of every view that lacks them, each stretch in a transaction of its own: several at a time,
/// so that one is computed while another is written. What is in memory does not grow with the record.
/// </summary>
/// <param name="open">A connection, opened.</param>
/// <param name="length">So many numbers to a stretch.</param>
/// <param name="told">Told after every stretch how many numbers are done.</param>
internal sealed class Filling(Func<CancellationToken, ValueTask<NpgsqlConnection>> open, long length, Action<long> told)
{
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private long _numbers;

    /// <summary>Fills what the views lack up to a number.</summary>
    public async Task RunAsync(IReadOnlyList<RowProjection> views, long last, CancellationToken ct)
    {
        var work = new ConcurrentQueue<(Stretch Stretch, IReadOnlyList<RowProjection> Views)>(await LackingAsync(views, last, ct));
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var workers = Enumerable.Range(0, Math.Min(Workers, work.Count)).Select(async _ =>
        {
            try
            {
                await WorkAsync(views, work, broken.Token);
            }
            catch
            {
                await broken.CancelAsync();
                throw;
            }
        }).ToList();
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // One failed and stopped the others: its failure is the one to tell.
            await workers.First(w => w.IsFaulted);
        }
    }

    /// <summary>Copies rows into the tables of a schema, within the connection's transaction.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, string schema, IReadOnlyList<CopyText> texts, CancellationToken ct)
    {
        foreach (var text in texts.Where(t => t.Rows > 0))
        {
            await using var copy = await connection.BeginTextImportAsync($"copy {schema}.{text.Table.Bare} ({text.Table.ColumnList}) from stdin", ct);
            await copy.WriteAsync(text.Text, ct);
        }
    }

    /// <summary>Computes the rows of a stretch.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, Stretch stretch, IReadOnlyList<CopyText> into, CancellationToken ct)
    {
        foreach (var text in into)
        {
            text.Clear();
        }

        await foreach (var stored in StoredEvent.BetweenAsync(connection, stretch.After, stretch.UpTo, ct))
        {
            var @event = stored.Read();
            foreach (var text in into)
            {
                text.Add(stored.Seq, stored.Stream, @event);
            }
        }
    }

    private async Task<IEnumerable<(Stretch Stretch, IReadOnlyList<RowProjection> Views)>> LackingAsync(IReadOnlyList<RowProjection> views, long last, CancellationToken ct)
    {
        await using var connection = await open(ct);
        var lacking = new List<(Stretch Stretch, RowProjection View)>();
        foreach (var view in views)
        {
            lacking.AddRange(Stretches.Missing(await RebuildArea.DoneAsync(connection, view, ct), last, length).Select(s => (s, view)));
        }

        return lacking.GroupBy(l => l.Stretch, l => l.View).OrderBy(g => g.Key.After).Select(g => (g.Key, (IReadOnlyList<RowProjection>)[.. g]));
    }

    private async Task WorkAsync(
        IReadOnlyList<RowProjection> views, ConcurrentQueue<(Stretch Stretch, IReadOnlyList<RowProjection> Views)> work, CancellationToken ct)
    {
        await using var connection = await open(ct);

        // Rows and the mark that they are there are lost together: nobody need wait for the disk.
        await RebuildArea.RunAsync(connection, "set synchronous_commit = off", ct);
        var texts = views.ToDictionary(v => v, v => v.Tables.Select(t => new CopyText(t)).ToList());
        while (work.TryDequeue(out var next))
        {
            await ReadAsync(connection, next.Stretch, [.. next.Views.SelectMany(v => texts[v])], ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            foreach (var view in next.Views)
            {
                if (await RebuildArea.ClaimAsync(connection, view, next.Stretch, ct))
                {
                    await CopyAsync(connection, RebuildArea.Schema, texts[view], ct);
                }
            }

            await transaction.CommitAsync(ct);
            told(Interlocked.Add(ref _numbers, next.Stretch.UpTo - next.Stretch.After));
        }

        await RebuildArea.RunAsync(connection, "reset synchronous_commit", ct);
    }
}
