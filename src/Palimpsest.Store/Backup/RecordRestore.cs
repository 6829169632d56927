using System.Globalization;
using System.Text.Json;
using Npgsql;
using Palimpsest.Projections;
using Palimpsest.Projections.Following;
using Palimpsest.Projections.Rebuilding;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;

namespace Palimpsest.Store.Backup;

/// <summary>
/// Makes the record of a backup in an empty database, in one transaction: tables, guards, events, clock, views, and last the row that makes it a record.
/// Broken off at any point it leaves the database as it was, and can be run again.
/// </summary>
public static class RecordRestore
{
    /// <summary>Restores a backup.</summary>
    /// <param name="source">The database.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The record, the same as was backed up.</returns>
    /// <exception cref="BackupRefusedException">The database is not empty; or the file is not what it was when it was verified.</exception>
    /// <exception cref="RecordSchemaException">The database holds something that this program does not know.</exception>
    public static async Task<RecordIdentity> RunAsync(NpgsqlDataSource source, VerifiedBackup backup, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(backup);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await RecordSchema.AloneAsync(connection, async () =>
        {
            await RestoreTarget.RequireEmptyAsync(source, connection, ct);
            return await RecordSchema.MakeAsync(source, connection, () => FillAsync(connection, backup, progress, ct), ct);
        }, ct);
    }

    private static async Task<RecordIdentity> FillAsync(NpgsqlConnection connection, VerifiedBackup backup, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        await using (var reader = await backup.ReadAgainAsync(ct))
        {
            await new RecordCopy(connection, reader, progress).RunAsync(ct);
            if (reader.Summary != backup.Summary)
            {
                throw new BackupRefusedException("The file was exchanged while it was restored. Nothing of it was restored.");
            }
        }

        var header = backup.Summary.Header;
        await RunAsync(connection, "analyze palimpsest.mt_events, palimpsest.mt_streams, palimpsest.record_clock", ct);
        await FillViewsAsync(connection, header.Number, progress, ct);
        return new RecordIdentity(header.Record, header.CreatedAt);
    }

    private static async Task FillViewsAsync(NpgsqlConnection connection, long last, IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        var tables = ProjectionCatalogue.Create().SelectMany(p => p.Tables).ToList();
        await TablesInPlace.MakeAsync(connection, tables, last, Read, upTo => progress?.Report(new MaintenanceProgress("building the views", upTo, last)), ct);
        foreach (var view in ProjectionCatalogue.Following)
        {
            await FollowingViews.SetAsync(connection, view, last, ct);
        }

        await RunAsync(connection, $"analyze {string.Join(", ", tables.Select(t => t.Name))}", ct);
    }

    private static RecordEvent Read(StoredEvent stored)
    {
        try
        {
            return stored.Read();
        }
        catch (JsonException e)
        {
            throw new BackupRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"Event {stored.Seq} of the backup cannot be read by this program: {e.Message} Nothing was restored; use the program that wrote the backup, or a newer one."), e);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
