using System.Globalization;
using JasperFx.Events.Projections;
using Npgsql;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Following;

/// <summary>
/// How far the views that follow the events have come. A row of such a view is there once its number is reached, never before, and never twice:
/// rows and number are written in one transaction. Whoever reads one waits for the number that he asks for, or adds what was recorded after the number reached.
/// </summary>
public static class FollowingViews
{
    /// <summary>The schema of the nodes that serve: who they are and who does what. It is no part of the record.</summary>
    public const string NodesSchema = "palimpsest_nodes";

    /// <summary>The table in which each node that serves shows that it lives.</summary>
    internal const string Nodes = $"{NodesSchema}.wolverine_nodes";

    private const string Reached = $"select name, last_seq_id from {RowTable.Schema}.mt_event_progression where name = any ($1)";

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The name under which the number of a view is kept.</summary>
    public static string ProgressOf(string view) => ShardName.Compose(view).Identity;

    /// <summary>The record number that each following view is folded up to, 0 if it has not begun.</summary>
    /// <param name="source">The record's database.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, long>> ReachedAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await ReachedAsync(connection, ct);
    }

    /// <summary>The same, as this connection sees it.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> ReachedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var names = ProjectionCatalogue.Following.ToDictionary(ProgressOf, view => view, StringComparer.Ordinal);
        var reached = names.Values.ToDictionary(view => view, _ => 0L, StringComparer.Ordinal);
        await using var query = new NpgsqlCommand(Reached, connection);
        query.Parameters.AddWithValue(names.Keys.ToArray());
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            reached[names[reader.GetString(0)]] = reader.GetInt64(1);
        }

        return reached;
    }

    /// <summary>Waits until a view is folded up to a number.</summary>
    /// <param name="source">The record's database.</param>
    /// <param name="view">A following view.</param>
    /// <param name="number">A record number, inclusive.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The number that it is folded up to, at least the one asked for.</returns>
    /// <exception cref="ArgumentException">No following view has that name.</exception>
    /// <exception cref="TimeoutException">It did not come so far in time; perhaps no node serves.</exception>
    public static async Task<long> WaitAsync(NpgsqlDataSource source, string view, long number, TimeSpan timeout, CancellationToken ct)
    {
        if (!ProjectionCatalogue.Following.Contains(view, StringComparer.Ordinal))
        {
            throw new ArgumentException($"'{view}' is no following view: expected {string.Join(", ", ProjectionCatalogue.Following)}", nameof(view));
        }

        var began = TimeProvider.System.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(10); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var reached = (await ReachedAsync(source, ct))[view];
            if (reached >= number)
            {
                return reached;
            }

            if (TimeProvider.System.GetElapsedTime(began) >= timeout)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The view '{view}' is folded up to {reached}, not yet to {number}: no node has come so far in {timeout}."));
            }

            await Task.Delay(pause, ct);
        }
    }

    /// <summary>Says within a transaction that its rows are there up to a number; the caller writes them in the same one.</summary>
    public static async Task SetAsync(NpgsqlConnection connection, string view, long number, CancellationToken ct)
    {
        await using var set = new NpgsqlCommand(
            $"""
            insert into {RowTable.Schema}.mt_event_progression (name, last_seq_id) values ($1, $2)
            on conflict (name) do update set last_seq_id = excluded.last_seq_id
            """, connection);
        set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ProgressOf(view) });
        set.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        await set.ExecuteNonQueryAsync(ct);
    }
}
