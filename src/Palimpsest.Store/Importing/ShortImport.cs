using Npgsql;
using NpgsqlTypes;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Store.Importing;

/// <summary>Records decided lines at once, under the record's lock, which was taken before they were decided.</summary>
internal static class ShortImport
{
    private const string Streams =
        $"""
        insert into {RowTable.Schema}.mt_streams as s (id, version) select * from unnest($1, $2)
        on conflict (id) do update set version = s.version + excluded.version, timestamp = now()
        returning id, version, now()
        """;

    /// <summary>Records them.</summary>
    /// <returns>The number of the commit.</returns>
    public static async Task<long> RecordAsync(NpgsqlConnection connection, IReadOnlyList<ImportEntry> entries, CancellationToken ct)
    {
        var counts = entries.CountBy(e => e.Decided.Stream, StringComparer.Ordinal).OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var now = default(DateTime);
        await using (var streams = new NpgsqlCommand(Streams, connection))
        {
            streams.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. counts.Select(c => c.Key)], NpgsqlDbType = NpgsqlDbType.Varchar | NpgsqlDbType.Array });
            streams.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Select(c => (long)c.Value)] });
            await using var reader = await streams.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                versions.Add(reader.GetString(0), reader.GetInt64(1));
                now = reader.GetFieldValue<DateTime>(2);
            }
        }

        foreach (var (stream, count) in counts)
        {
            versions[stream] -= count;
        }

        var first = await RecordStep.NumbersAsync(connection, entries.Count, ct);
        var placed = entries.Select((e, i) => new PlacedEntry(first + i, ++versions[e.Decided.Stream], e)).ToList();
        var rows = EventRows.Of(placed, RecordStep.Text(now));
        await RecordStep.CopyAsync(connection, $"{RowTable.Schema}.mt_events (seq_id, id, stream_id, version, type, mt_dotnet_type, user_name, headers, data, timestamp)", rows.Events, ct);
        for (var view = 0; view < EventRows.Views.Count; view++)
        {
            await RecordStep.CopyAsync(connection, $"{EventRows.Views[view].Name} ({EventRows.Views[view].ColumnList})", rows.OfView(view), ct);
        }

        await RecordStep.ClockAsync(connection, ct);
        return first + entries.Count - 1;
    }
}
