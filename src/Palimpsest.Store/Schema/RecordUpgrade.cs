using System.Globalization;
using JasperFx;
using Npgsql;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Following;
using Palimpsest.Projections.Rebuilding;
using Palimpsest.Projections.Rows;
using Weasel.Core;
using Weasel.Postgresql;

namespace Palimpsest.Store.Schema;

/// <summary>
/// Brings a record that an earlier program made up to date. Views whose tables are new or other are built beside the kept ones, which takes time, stops nobody,
/// and goes on where it was if it is broken off; the rest is one short transaction that ends with the new version. Events, clock and id stay as they are.
/// </summary>
internal static class RecordUpgrade
{
    private const int FollowingSince = 2;

    /// <param name="source">The database.</param>
    /// <param name="connection">The connection that works alone on the schema.</param>
    /// <param name="version">The version that it is of.</param>
    /// <param name="guard">The guards of this version.</param>
    /// <param name="ct">Cancels; then it is of the version that it was.</param>
    public static async Task RunAsync(NpgsqlDataSource source, NpgsqlConnection connection, int version, string guard, CancellationToken ct)
    {
        await using var store = RecordStore.Open(source);
        var lacking = await store.Storage.CreateMigrationAsync();
        var views = store.Options.Projections.All.OfType<RowProjection>().ToList();
        var tables = views.SelectMany(v => v.Tables).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var other = lacking.Deltas.Where(d => d.Difference != SchemaPatchDifference.None).Select(d => d.SchemaObject.Identifier.QualifiedName).ToHashSet(StringComparer.Ordinal);

        // Extensions and functions first: indexes of views may need them.
        var lackingFirst = lacking.Deltas.Where(d => other.Contains(d.SchemaObject.Identifier.QualifiedName) && !tables.Contains(d.SchemaObject.Identifier.QualifiedName)).ToList();
        if (lackingFirst.Count > 0)
        {
            await RunAsync(connection, Sql(new SchemaMigration(lackingFirst)), ct);
        }

        // What notes names for the search, then the tables that are noted: a table that is built anew brings its notes with it.
        await RunAsync(connection, SearchTerms.Sql, ct);
        var built = views.Where(v => v.Tables.Any(t => other.Contains(t.Name))).ToList();
        var numbers = await RebuildAsync(source, built, ct);
        foreach (var table in views.Except(built).SelectMany(v => v.Tables).Where(t => t.Noted != Noted.Nothing))
        {
            await RunAsync(connection, table.NoteSql(RowTable.Schema), ct);
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, $"select {RowTable.Schema}.begin_append()", ct);
        await RunAsync(connection, guard, ct);
        var last = await StoredEvent.LastAsync(connection, ct);
        foreach (var view in views.Where(v => !v.Follows || version < FollowingSince))
        {
            await FinishAsync(connection, view, numbers.GetValueOrDefault(view.Name, last), last, ct);
        }

        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture,
            $"""
            alter table {RowTable.Schema}.record disable trigger guard_immutable;
            update {RowTable.Schema}.record set schema_version = {RecordSchema.Version};
            alter table {RowTable.Schema}.record enable trigger guard_immutable;
            """), ct);
        await transaction.CommitAsync(ct);
    }

    private static string Sql(SchemaMigration migration)
    {
        using var sql = new StringWriter(CultureInfo.InvariantCulture);
        migration.WriteAllUpdates(sql, new PostgresqlMigrator(), AutoCreate.CreateOrUpdate);
        return sql.ToString();
    }

    private static async Task<Dictionary<string, long>> RebuildAsync(NpgsqlDataSource source, IReadOnlyList<RowProjection> views, CancellationToken ct)
    {
        if (views.Count == 0)
        {
            return [];
        }

        await using var rebuild = new ViewsRebuild(source.OpenConnectionAsync, views, (_, _, _) => { }, ct);
        foreach (var view in views)
        {
            await rebuild.FinishAsync(view, ct);
        }

        return rebuild.Done.ToDictionary(d => d.Name, d => d.Number, StringComparer.Ordinal);
    }

    // What the earlier program appended since the switch has rows of its making, or none.
    private static async Task FinishAsync(NpgsqlConnection connection, RowProjection view, long number, long last, CancellationToken ct)
    {
        if (number < last)
        {
            var events = new List<(long, string, Reports.RecordEvent)>();
            await foreach (var stored in StoredEvent.BetweenAsync(connection, number, last, ct))
            {
                events.Add((stored.Seq, stored.Stream, stored.Read()));
            }

            foreach (var table in view.Tables)
            {
                await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"delete from {table.Name} where seq > {number}"), ct);
                await table.CopyAsync(connection, table.Name, events, ct);
            }
        }

        if (view.Follows)
        {
            // Until then its rows were recorded with the events; since then it has a number of its own, and keeps it.
            await FollowingViews.SetAsync(connection, view.Name, last, ct);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
