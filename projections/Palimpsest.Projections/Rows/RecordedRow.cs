using System.Data.Common;
using NodaTime;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Json;

namespace Palimpsest.Projections.Rows;

/// <summary>How a recorded event is read from the store's tables, whoever asks.</summary>
public static class RecordedRow
{
    /// <summary>The columns that <see cref="Read"/> reads, from the events <c>e</c>.</summary>
    public const string Columns = """
        select e.seq_id, (select c.at from palimpsest.record_clock c where c.seq >= e.seq_id order by c.seq limit 1),
               e.user_name, e.headers ->> 'reason', e.stream_id, e.type, e.data
        from palimpsest.mt_events e
        """;

    /// <summary>Merges and separations of the keys $1, and of whatever they were ever merged with.</summary>
    public static string Joining { get; } = $"{Columns} where e.seq_id = any(array({NumbersJoining("$1")})) order by e.seq_id";

    /// <summary>The events of the ids $1, by their event ids, and the editor acts on the ids $2. Numbers first: with an <c>or</c> the whole record would be read.</summary>
    public static string Named { get; } = $"{Columns} where e.seq_id = any(array({NumbersNamed("$1", "$2")})) order by e.seq_id";

    /// <summary>The numbers of <see cref="Joining"/>.</summary>
    public static string NumbersJoining(string keys) => $"""
        with recursive one(key) as (
            select unnest({keys}::text[])
            union
            select k.target from one o
            join palimpsest.fact_link l on l.target = o.key and l.relation = 'joins'
            join palimpsest.fact_link k on k.seq = l.seq and k.relation = 'joins')
        select l.seq from one o join palimpsest.fact_link l on l.target = o.key and l.relation = 'joins'
        """;

    /// <summary>The numbers of <see cref="Named"/>.</summary>
    public static string NumbersNamed(string eventIds, string ids) => $"""
        select n.seq_id from palimpsest.mt_events n where n.id = any({eventIds})
        union select l.seq from palimpsest.fact_link l where l.target = any({ids}) and l.relation = 'edits'
        """;

    /// <summary>The event of the present row; its instant is the least there is if it was not asked for.</summary>
    public static Recorded Read(DbDataReader reader) => Read(reader, out _);

    /// <summary>The same, with the length of the payload in bytes, as stored.</summary>
    public static Recorded Read(DbDataReader reader, out int length)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var payload = reader.GetFieldValue<byte[]>(6);
        length = payload.Length;
        return new Recorded(
            reader.GetInt64(0),
            reader.IsDBNull(1) ? Instant.MinValue : InstantOf(reader, 1),
            reader.IsDBNull(2) ? "" : reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.GetString(4),
            RecordJson.ReadStored(reader.GetString(5), payload));
    }

    /// <summary>An instant of the present row.</summary>
    public static Instant InstantOf(DbDataReader reader, int column)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Instant.FromDateTimeUtc(reader.GetFieldValue<DateTime>(column));
    }
}
