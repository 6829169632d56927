using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Rows;
using Palimpsest.Subjects;

namespace Palimpsest.Store.Handlers;

/// <summary>Finds what deciders need to see.</summary>
public static class RecordedEvents
{
    /// <summary>Looks it up as it is recorded now, for a dry run.</summary>
    public static FindRecorded In(NpgsqlDataSource source, CancellationToken ct) => async names =>
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(names, async query =>
        {
            query.Connection = connection;
            return await query.ExecuteReaderAsync(ct);
        }, ct);
    };

    /// <summary>The events of those ids with the editor acts on them, and the merges of those keys.</summary>
    internal static async Task<IReadOnlyList<Recorded>> FindAsync(IReadOnlyCollection<string> names, Func<NpgsqlCommand, Task<DbDataReader>> run, CancellationToken ct)
    {
        var (ids, keys) = Split(names);
        var found = new List<Recorded>();
        await using (var named = new NpgsqlCommand(RecordedRow.Named) { Parameters = { Of(ids.Select(EventId.Of).ToArray()), Of(ids) } })
        await using (var reader = await run(named))
        {
            await foreach (var recorded in ReadAsync(reader, ct))
            {
                found.Add(recorded);
            }
        }

        if (keys.Length > 0)
        {
            await using var joining = new NpgsqlCommand(RecordedRow.Joining) { Parameters = { Of(keys) } };
            await using var reader = await run(joining);
            await foreach (var recorded in ReadAsync(reader, ct))
            {
                found.Add(recorded);
            }
        }

        return found;
    }

    /// <summary>The statements that ask for the numbers alone of what <see cref="FindAsync"/> finds, <c>^</c> for each value.</summary>
    internal static IEnumerable<(string Sql, object[] Values)> Numbers(IReadOnlyCollection<string> names)
    {
        var (ids, keys) = Split(names);
        yield return (RecordedRow.NumbersNamed("^", "^"), [ids.Select(EventId.Of).ToArray(), ids]);
        if (keys.Length > 0)
        {
            yield return (RecordedRow.NumbersJoining("^"), [keys]);
        }
    }

    private static (string[] Ids, string[] Keys) Split(IReadOnlyCollection<string> names)
    {
        var keys = names.Where(n => SubjectKey.TryParse(n, out _)).ToArray();
        return ([.. names.Except(keys, StringComparer.Ordinal)], keys);
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static async IAsyncEnumerable<Recorded> ReadAsync(DbDataReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            yield return RecordedRow.Read(reader);
        }
    }
}
