using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Several queries sent together and answered in their order: one round trip. What the process asks of a database for the second time it prepares, so that a verb
/// which asks once does not pay for it and a node does not plan the same query again and again.
/// </summary>
internal sealed class Trip(NpgsqlDataSource source)
{
    private static readonly ConditionalWeakTable<NpgsqlDataSource, ConcurrentDictionary<string, bool>> Asked = [];

    private readonly List<(string Sql, object[] Values, Action<NpgsqlDataReader> Row)> _queries = [];

    /// <summary>Adds a query.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="row">Told of each row.</param>
    /// <param name="values">Its parameters.</param>
    public Trip Ask(string sql, Action<NpgsqlDataReader> row, params object[] values)
    {
        _queries.Add((sql, values, row));
        return this;
    }

    /// <summary>Sends the queries and reads all answers.</summary>
    public async Task GoAsync(CancellationToken cancellation)
    {
        if (_queries.Count == 0)
        {
            return;
        }

        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = connection.CreateBatch();
        var asked = Asked.GetOrCreateValue(source);
        var again = true;
        foreach (var (sql, values, _) in _queries)
        {
            Plans.Note(sql, values);
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.AddWithValue(value);
            }

            batch.BatchCommands.Add(command);
            again &= !asked.TryAdd(sql, true);
        }

        if (again)
        {
            await batch.PrepareAsync(cancellation);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var (_, _, row) in _queries)
        {
            while (await reader.ReadAsync(cancellation))
            {
                row(reader);
            }

            await reader.NextResultAsync(cancellation);
        }
    }
}
