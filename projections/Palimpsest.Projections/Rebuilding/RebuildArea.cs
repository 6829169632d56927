using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>
/// Where views are built anew: a schema of its own, in which every table, index and constraint has the name that it will keep, and what is done already.
/// It follows from the events, is in no backup, and may be dropped at any time.
/// </summary>
internal static class RebuildArea
{
    /// <summary>The schema.</summary>
    public const string Schema = "palimpsest_rebuild";

    private const string Made = $"""
        create schema if not exists {Schema};
        create table if not exists {Schema}.view_begun (view text primary key, definition text not null, indexed boolean not null default false);
        create table if not exists {Schema}.stretch_done (view text not null, after bigint not null, up_to bigint not null, primary key (view, after));
        """;

    /// <summary>What the rows of a view depend on: its tables, and the very build of the code that fills them.</summary>
    public static string DefinitionOf(RowProjection view)
    {
        var text = new StringBuilder();
        foreach (var table in view.Tables)
        {
            text.Append(table.CreateSql(Schema)).Append(table.IndexSql(Schema));
        }

        text.Append(view.GetType().Module.ModuleVersionId).Append(typeof(RecordEvent).Module.ModuleVersionId);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Makes the tables of a view, empty and without indexes; those begun by the same program stay as they are.</summary>
    /// <returns>Whether they were begun before.</returns>
    public static async Task<bool> BeginAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, Made, ct);
        var definition = DefinitionOf(view);
        var begun = await AskAsync(connection, $"select definition from {Schema}.view_begun where view = $1", ct, view.Name) as string;
        var resumes = string.Equals(begun, definition, StringComparison.Ordinal);
        if (!resumes)
        {
            await ForgetAsync(connection, view, ct);
            foreach (var table in view.Tables)
            {
                await RunAsync(connection, $"drop table if exists {Schema}.{table.Bare}", ct);
                await RunAsync(connection, table.CreateSql(Schema), ct);
            }

            await AskAsync(connection, $"insert into {Schema}.view_begun (view, definition) values ($1, $2)", ct, view.Name, definition);
        }

        await transaction.CommitAsync(ct);
        return resumes;
    }

    /// <summary>Whether the indexes of a view are there; they are made in one transaction with this mark.</summary>
    public static async Task<bool> IsIndexedAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct) =>
        await AskAsync(connection, $"select indexed from {Schema}.view_begun where view = $1", ct, view.Name) is true;

    /// <summary>Marks that the indexes are there.</summary>
    public static Task IndexedAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct) =>
        AskAsync(connection, $"update {Schema}.view_begun set indexed = true where view = $1", ct, view.Name);

    /// <summary>The stretches whose rows are in the tables of a view.</summary>
    public static async Task<IReadOnlyList<Stretch>> DoneAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct)
    {
        await using var query = new NpgsqlCommand($"select after, up_to from {Schema}.stretch_done where view = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = view.Name });
        await using var reader = await query.ExecuteReaderAsync(ct);
        var done = new List<Stretch>();
        while (await reader.ReadAsync(ct))
        {
            done.Add(new Stretch(reader.GetInt64(0), reader.GetInt64(1)));
        }

        return done;
    }

    /// <summary>
    /// Takes a stretch within the transaction that will copy its rows. Of two that want it the second waits for the first:
    /// what a killed program left in the server may still commit.
    /// </summary>
    /// <returns>False if it is done.</returns>
    public static async Task<bool> ClaimAsync(NpgsqlConnection connection, RowProjection view, Stretch stretch, CancellationToken ct) =>
        await AskAsync(connection, $"insert into {Schema}.stretch_done values ($1, $2, $3) on conflict do nothing returning true", ct, view.Name, stretch.After, stretch.UpTo) is true;

    /// <summary>Forgets a view: it was switched, or is begun anew.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, RowProjection view, CancellationToken ct)
    {
        await AskAsync(connection, $"delete from {Schema}.stretch_done where view = $1", ct, view.Name);
        await AskAsync(connection, $"delete from {Schema}.view_begun where view = $1", ct, view.Name);
    }

    /// <summary>Drops the schema unless some view is still under way.</summary>
    public static async Task TidyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await AskAsync(connection, $"select not exists (select from {Schema}.view_begun)", ct) is true)
        {
            await RunAsync(connection, $"drop schema {Schema} cascade", ct);
        }
    }

    /// <summary>Runs statements without parameters, however long they take.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The first value of the first row, or null.</summary>
    public static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return await command.ExecuteScalarAsync(ct);
    }

    /// <summary>A number in a statement.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
