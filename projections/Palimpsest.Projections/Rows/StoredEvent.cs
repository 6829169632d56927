using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rows;

/// <summary>An event as it lies in the database, its payload not read yet.</summary>
/// <param name="Seq">Its record number.</param>
/// <param name="Id">Its event id.</param>
/// <param name="Type">Its kind, by its name in storage.</param>
/// <param name="Stream">The stream that it stands in.</param>
/// <param name="Data">Its payload.</param>
public sealed record StoredEvent(long Seq, Guid Id, string Type, string Stream, byte[] Data)
{
    private const int PageSize = 2000;

    /// <summary>Reads the payload.</summary>
    /// <exception cref="KeyNotFoundException">The record knows no such kind.</exception>
    /// <exception cref="System.Text.Json.JsonException">The payload is not of its kind.</exception>
    public RecordEvent Read() => RecordJson.ReadStored(Type, Data);

    /// <summary>The record after a number and up to another, in record order, a page at a time.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StoredEvent>> PagesAsync(NpgsqlConnection connection, long upTo, [EnumeratorCancellation] CancellationToken ct, long from = 0)
    {
        await using var page = new NpgsqlCommand(
            $"select seq_id, id, type, stream_id, data from {RowTable.Schema}.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id limit $3", connection);
        var after = new NpgsqlParameter<long> { TypedValue = from };
        page.Parameters.Add(after);
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        page.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize, NpgsqlDbType = NpgsqlDbType.Integer });
        await page.PrepareAsync(ct);
        while (true)
        {
            var events = new List<StoredEvent>(PageSize);
            await using (var reader = await page.ExecuteReaderAsync(ct))
            {
                while (await reader.ReadAsync(ct))
                {
                    events.Add(new StoredEvent(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4)));
                }
            }

            if (events.Count == 0)
            {
                yield break;
            }

            yield return events;
            after.TypedValue = events[^1].Seq;
        }
    }

    /// <summary>The events numbered after one, exclusive, up to another, inclusive, in record order; nothing is held back.</summary>
    public static async IAsyncEnumerable<StoredEvent> BetweenAsync(NpgsqlConnection connection, long after, long upTo, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var query = new NpgsqlCommand(
            $"select seq_id, id, type, stream_id, data from {RowTable.Schema}.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id", connection)
        { CommandTimeout = 0 };
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return new StoredEvent(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4));
        }
    }

    /// <summary>The greatest record number that this connection's snapshot sees; 0 in an empty record.</summary>
    public static async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var max = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {RowTable.Schema}.mt_events", connection);
        return (long)(await max.ExecuteScalarAsync(ct))!;
    }
}
