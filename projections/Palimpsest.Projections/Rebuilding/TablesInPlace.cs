using Npgsql;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>Makes the tables of views where they are kept, within a transaction that nobody else can see into: for a record that is only being made.</summary>
public static class TablesInPlace
{
    /// <summary>Drops the tables and makes them from the record: filled, then indexed. A page is computed while the one before is written.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="last">The last number of the record.</param>
    /// <param name="read">Reads a payload.</param>
    /// <param name="told">Told after every page up to which number the tables are filled.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task MakeAsync(
        NpgsqlConnection connection, IReadOnlyList<RowTable> tables, long last, Func<StoredEvent, RecordEvent> read, Action<long> told, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(told);
        foreach (var table in tables)
        {
            await RebuildArea.RunAsync(connection, $"drop table {table.Name}", ct);
            await RebuildArea.RunAsync(connection, table.CreateSql(RowTable.Schema), ct);
        }

        Task<Page>? computing = null;
        await foreach (var events in StoredEvent.PagesAsync(connection, last, ct))
        {
            var next = Task.Run(() => Compute(events, tables, read), ct);
            if (computing is not null)
            {
                await WriteAsync(connection, await computing, told, ct);
            }

            computing = next;
        }

        if (computing is not null)
        {
            await WriteAsync(connection, await computing, told, ct);
        }

        await RebuildArea.RunAsync(connection, "set local maintenance_work_mem = '256MB'", ct);
        foreach (var table in tables)
        {
            await RebuildArea.RunAsync(connection, table.IndexSql(RowTable.Schema), ct);
        }
    }

    private static Page Compute(IReadOnlyList<StoredEvent> events, IReadOnlyList<RowTable> tables, Func<StoredEvent, RecordEvent> read)
    {
        var texts = tables.Select(t => new CopyText(t)).ToList();
        foreach (var stored in events)
        {
            var @event = read(stored);
            texts.ForEach(text => text.Add(stored.Seq, stored.Stream, @event));
        }

        return new Page(events[^1].Seq, texts);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Page page, Action<long> told, CancellationToken ct)
    {
        await Filling.CopyAsync(connection, RowTable.Schema, page.Texts, ct);
        told(page.UpTo);
    }

    private sealed record Page(long UpTo, IReadOnlyList<CopyText> Texts);
}
