using Npgsql;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>Compares the kept rows of a view with those built anew: a hash per subject, computed in the database.</summary>
internal static class Comparison
{
    // Hashes of single rows are added up: no order, and so no sort and no locale, enters.
    private static string Sql(RowTable table) =>
        $"""
        with kept as ({Hashes(table, RowTable.Schema)}), anew as ({Hashes(table, RebuildArea.Schema)})
        select about from kept full join anew using (about)
        where kept.rows is distinct from anew.rows or kept.hash is distinct from anew.hash order by about collate "C"
        """;

    private static string Hashes(RowTable table, string schema) =>
        $"""
        select "{table.About}"::text as about, count(*) as rows, sum(hash_record_extended(row({table.ColumnList}), 0)) as hash
        from {schema}.{table.Bare} where seq > $1 and seq <= $2 group by 1
        """;

    /// <summary>The subjects whose rows of a stretch differ. A table that is not there, or has other columns, is told by its name.</summary>
    public static async Task<IReadOnlyList<string>> DifferingAsync(NpgsqlConnection connection, RowProjection view, Stretch stretch, CancellationToken ct)
    {
        var differing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in view.Tables)
        {
            if (!await HasColumnsAsync(connection, table, ct))
            {
                differing.Add(table.Name);
                continue;
            }

            await using var query = new NpgsqlCommand(Sql(table), connection) { CommandTimeout = 0 };
            query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = stretch.After });
            query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = stretch.UpTo });
            await using var reader = await query.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                differing.Add(reader.GetString(0));
            }
        }

        return [.. differing];
    }

    // Asked beforehand: a statement that failed would end the transaction that it stands in.
    private static async Task<bool> HasColumnsAsync(NpgsqlConnection connection, RowTable table, CancellationToken ct) =>
        await RebuildArea.AskAsync(
            connection,
            """
            select count(*) = cardinality($2) from pg_attribute
            where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attname = any ($2)
            """,
            ct, table.Name, (string[])["seq", .. table.Names]) is true;
}
