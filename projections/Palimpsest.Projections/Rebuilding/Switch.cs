using Npgsql;
using Palimpsest.Projections.Following;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>Puts the tables built anew in the place of the kept ones: all tables of a view in one transaction, and the last few rows with them.</summary>
internal static class Switch
{
    // Below the second after which PostgreSQL looks for deadlocks: it is the switch that gives way, never a reader.
    private const string Patience = "800ms";

    private const long MostUnderLock = 1000;

    /// <summary>Tries once. Writers wait from its beginning to its end, readers while it takes the tables.</summary>
    /// <param name="connection">A connection that does nothing else.</param>
    /// <param name="view">The view; what is built anew is complete up to <paramref name="filled"/>.</param>
    /// <param name="filled">A record number.</param>
    /// <param name="ct">Cancels; then nothing is switched.</param>
    /// <returns>The number that the view is folded up to and what differs since <paramref name="filled"/>; null if a reader holds a table, or too much was appended meanwhile.</returns>
    public static async Task<(long Number, IReadOnlyList<string> Differing)?> TryAsync(NpgsqlConnection connection, RowProjection view, long filled, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // The record's lock: whoever appends has committed, or begins afterwards and inserts into the new tables.
        await RebuildArea.RunAsync(connection, $"select {RowTable.Schema}.begin_append()", ct);
        var last = await StoredEvent.LastAsync(connection, ct);
        if (last - filled > MostUnderLock)
        {
            return null;
        }

        var tail = new Stretch(filled, last);
        var texts = view.Tables.Select(t => new CopyText(t)).ToList();
        await Filling.ReadAsync(connection, tail, texts, ct);
        await Filling.CopyAsync(connection, RebuildArea.Schema, texts, ct);
        var differing = view.Follows ? [] : await Comparison.DifferingAsync(connection, view, tail, ct);
        if (!await LockAsync(connection, view, ct))
        {
            return null;
        }

        if (view.Follows)
        {
            last = await FollowAsync(connection, view, last, ct);
        }

        foreach (var table in view.Tables)
        {
            await ReplaceAsync(connection, table, ct);
        }

        await RebuildArea.ForgetAsync(connection, view, ct);
        await transaction.CommitAsync(ct);
        return (last, differing);
    }

    // Nodes that serve go on from the number that they reached: the rows after it are theirs to write. Where none serves, the view is complete.
    private static async Task<long> FollowAsync(NpgsqlConnection connection, RowProjection view, long last, CancellationToken ct)
    {
        var reached = (await FollowingViews.ReachedAsync(connection, ct))[view.Name];
        if (!await NodesAreThereAsync(connection, ct))
        {
            await FollowingViews.SetAsync(connection, view.Name, last, ct);
            return last;
        }

        foreach (var table in view.Tables)
        {
            await RebuildArea.RunAsync(connection, $"delete from {RebuildArea.Schema}.{table.Bare} where seq > {RebuildArea.Of(reached)}", ct);
        }

        return reached;
    }

    private static async Task<bool> NodesAreThereAsync(NpgsqlConnection connection, CancellationToken ct) =>
        await RebuildArea.AskAsync(connection, $"select to_regclass('{FollowingViews.Nodes}') is not null", ct) is true
        && await RebuildArea.AskAsync(connection, $"select exists (select from {FollowingViews.Nodes} where health_check > now() - interval '2 minutes')", ct) is true;

    private static async Task<bool> LockAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct)
    {
        var there = new List<string>();
        foreach (var table in view.Tables)
        {
            if (await RebuildArea.AskAsync(connection, "select to_regclass($1) is not null", ct, table.Name) is true)
            {
                there.Add(table.Name);
            }
        }

        if (there.Count == 0)
        {
            return true;
        }

        try
        {
            await RebuildArea.RunAsync(connection, $"set local statement_timeout = '{Patience}'", ct);
            await RebuildArea.RunAsync(connection, $"lock table {string.Join(", ", there)} in access exclusive mode", ct);
            await RebuildArea.RunAsync(connection, "set local statement_timeout = 0", ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    // Names of indexes and constraints hold within a schema, so the new ones bear the right names already. Who may read the old may read the new.
    private static async Task ReplaceAsync(NpgsqlConnection connection, RowTable table, CancellationToken ct)
    {
        var grants = await RebuildArea.AskAsync(
            connection,
            """
            select coalesce(string_agg(format('grant %s on %s to %s%s', a.privilege_type, c.oid::regclass,
                       case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end, case when a.is_grantable then ' with grant option' else '' end), '; '), '')
            from pg_class c cross join lateral aclexplode(c.relacl) a where c.oid = to_regclass($1) and a.grantee <> c.relowner
            """,
            ct, table.Name) as string;
        await RebuildArea.RunAsync(connection, $"drop table if exists {table.Name}; alter table {RebuildArea.Schema}.{table.Bare} set schema {RowTable.Schema}; {grants}", ct);
    }
}
