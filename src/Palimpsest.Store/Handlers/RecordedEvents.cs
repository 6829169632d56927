using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Store.Handlers;

/// <summary>Finds recorded events by id.</summary>
public static class RecordedEvents
{
    /// <summary>Looks events up as they are recorded now, for an import's dry run.</summary>
    public static FindRecorded In(NpgsqlDataSource source, CancellationToken ct) => async ids =>
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var query = Query(ids);
        query.Connection = connection;
        await using var reader = await query.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, RecordEvent>(StringComparer.Ordinal);
        await foreach (var stored in ReadAsync(reader, ct))
        {
            var @event = stored.Read();
            found.Add(@event.Id, @event);
        }

        return found;
    };

    internal static NpgsqlCommand Query(IEnumerable<string> ids) => new("select seq_id, id, type, stream_id, data from palimpsest.mt_events where id = any($1)")
    {
        Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. ids.Select(EventId.Of)] } },
    };

    internal static async IAsyncEnumerable<StoredEvent> ReadAsync(DbDataReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            yield return new StoredEvent(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), await reader.GetFieldValueAsync<byte[]>(4, ct));
        }
    }
}
