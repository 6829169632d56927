using System.Globalization;
using Npgsql;
using Palimpsest.Benchmarks.Data;
using Palimpsest.Benchmarks.Peers;
using Palimpsest.Benchmarks.Running;
using Palimpsest.Projections;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Benchmarks.Questions;

/// <summary>All views anew from the events.</summary>
internal static class RebuildQuestions
{
    public static async Task<IReadOnlyList<IContest>> PrepareAsync(DataSet data, PlainMarten? marten, CancellationToken ct)
    {
        var tables = ProjectionCatalogue.Create().SelectMany(p => p.Tables).Select(t => t.Name).ToList();
        var floor = await data.Server.NewDatabaseAsync("floor", ct);
        var readers = new List<Reader<long>>
        {
            new(Outcome.Ours, async token =>
            {
                await RecordMaintenance.RebuildAsync(data.Ours, null, null, token);
                return data.Now.Number;
            }),
            new($"{Outcome.Floor}: read all events, copy the rows, make the indexes", token => CopyAsync(data, floor, tables, token))
            {
                Prepare = token => Sql.RunAsync(floor, "drop schema if exists palimpsest cascade; create schema palimpsest", token),
            },
        };
        if (marten is not null)
        {
            readers.Add(new Reader<long>("Marten's daemon, the same classes", async token =>
            {
                using var daemon = await marten.Store.BuildProjectionDaemonAsync();
                foreach (var view in ProjectionCatalogue.Names)
                {
                    await daemon.RebuildProjectionAsync($"plain {view}", TimeSpan.FromHours(1), token);
                }

                return data.Now.Number;
            })
            {
                Once = true,
            });
        }

        return [new Contest<long>("rebuild", string.Create(CultureInfo.InvariantCulture, $"{tables.Count} tables of {data.Now.Number:N0} events"), readers, rows: null)];
    }

    private static async Task<long> CopyAsync(DataSet data, NpgsqlDataSource floor, List<string> tables, CancellationToken ct)
    {
        await using (var command = data.Ours.CreateCommand("select seq_id, id, type, stream_id, data from palimpsest.mt_events order by seq_id"))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                _ = reader.GetFieldValue<byte[]>(4);
            }
        }

        await using var connection = await floor.OpenConnectionAsync(ct);
        await Sql.RunAsync(connection, "begin", ct);
        await PlainMarten.TablesAsync(data.Ours, connection, ct);
        foreach (var table in tables)
        {
            await Sql.CopyAsync(data.Ours, $"select * from {table} order by seq", connection, table, ct);
        }

        await Sql.RunAsync(connection, "commit", ct);
        return data.Now.Number;
    }
}
