using System.Text;
using Npgsql;
using Palimpsest.Projections.Finding;
using Palimpsest.Reports;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace Palimpsest.Projections.Rows;

/// <summary>
/// A table of rows that follow from single events: what its columns are, and the pure function from an event to its rows.
/// Its first column is always <c>seq</c>, the record number of the event. Rows are only ever inserted.
/// </summary>
public abstract class RowTable(string name)
{
    /// <summary>The schema of everything that is ours.</summary>
    public const string Schema = "palimpsest";

    /// <summary>Its name with its schema.</summary>
    public string Name { get; } = $"{Schema}.{name}";

    /// <summary>Its name without.</summary>
    public string Bare { get; } = name;

    /// <summary>The column that says what a row is about: whoever compares two tables compares them by it.</summary>
    public string About => Names.Contains("subject", StringComparer.Ordinal) ? "subject" : Names[0];

    /// <summary>The primary key.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The columns of each index; the index is named after the table and its first column.</summary>
    public IReadOnlyList<string[]> Indexes { get; init; } = [];

    /// <summary>Indexes of some rows only, by the name that follows the table's: their columns and the condition.</summary>
    public IReadOnlyList<(string Name, string[] Columns, string Where)> PartialIndexes { get; init; } = [];

    /// <summary>What the search keeps of its rows.</summary>
    public Noted Noted { get; init; }

    /// <summary>All columns, quoted.</summary>
    public string ColumnList => string.Join(", ", Described.Select(c => $"\"{c.Name}\"").Prepend("seq"));

    /// <summary>Name, type and whether empty is allowed, of every column but <c>seq</c>.</summary>
    protected abstract IEnumerable<(string Name, string Type, bool Nullable)> Described { get; }

    /// <summary>The rows of an event as texts, in the order of the columns.</summary>
    public abstract IEnumerable<string?[]> Rows(RecordEvent @event, string stream);

    /// <summary>One statement that inserts rows given as JSON, <c>^</c>: an array of objects of column names, each with the event id as <c>source_event</c>, whose number it finds.</summary>
    internal string InsertSql =>
        $"""
        insert into {Name} ({ColumnList})
        select e.seq_id, {string.Join(", ", Described.Select(c => $"r.\"{c.Name}\""))}
        from jsonb_to_recordset(^::jsonb) as r(source_event uuid, {string.Join(", ", Described.Select(c => $"\"{c.Name}\" {c.Type}"))})
        join {Schema}.mt_events e on e.id = r.source_event
        """;

    /// <summary>The names of the columns but <c>seq</c>.</summary>
    internal IReadOnlyList<string> Names => [.. Described.Select(c => c.Name)];

    /// <summary>Writes the rows of events into this table, or into one of the same columns.</summary>
    public async Task CopyAsync(NpgsqlConnection connection, string into, IEnumerable<(long Seq, string Stream, RecordEvent Event)> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(events);
        await using var copy = await connection.BeginTextImportAsync($"copy {into} ({ColumnList}) from stdin", ct);
        foreach (var (seq, stream, @event) in events)
        {
            foreach (var row in Rows(@event, stream))
            {
                await copy.WriteAsync(string.Join('\t', row.Select(CopyText).Prepend(Cell.Text(seq))) + "\n");
            }
        }
    }

    /// <summary>The table as the store makes it.</summary>
    internal Table ToTable(string schema = Schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Bare, SchemaUtils.IdentifierUsage.General));
        foreach (var (column, type, nullable) in Described.Prepend(("seq", "bigint", false)))
        {
            var added = table.AddColumn(column, type);
            if (Key.Contains(column, StringComparer.Ordinal))
            {
                added.AsPrimaryKey();
            }
            else if (!nullable)
            {
                added.NotNull();
            }
        }

        foreach (var columns in Indexes)
        {
            table.Indexes.Add(new IndexDefinition($"{table.Identifier.Name}_{columns[0]}") { Columns = columns });
        }

        foreach (var (name, columns, where) in PartialIndexes)
        {
            table.Indexes.Add(new IndexDefinition($"{table.Identifier.Name}_{name}") { Columns = columns, Predicate = where });
        }

        return table;
    }

    /// <summary>The statement that makes it in a schema, without indexes.</summary>
    internal string CreateSql(string schema)
    {
        var columns = Described.Prepend(("seq", "bigint", false)).Select(c => $"\"{c.Item1}\" {c.Item2}{(c.Item3 && !Key.Contains(c.Item1, StringComparer.Ordinal) ? "" : " not null")}");
        return $"create table {schema}.{Bare} ({string.Join(", ", columns)})";
    }

    /// <summary>The statements that make its primary key and its indexes in a schema.</summary>
    internal string IndexSql(string schema)
    {
        var table = ToTable(schema);
        var sql = new StringBuilder($"alter table {schema}.{Bare} add constraint {table.PrimaryKeyName} primary key ({string.Join(", ", Key)});\n");
        foreach (var index in table.Indexes)
        {
            sql.Append(index.ToDDL(table)).Append('\n');
        }

        return sql.Append(NoteSql(schema)).ToString();
    }

    /// <summary>The statements by which the search takes note of its rows, those to come and those there are; empty if it does not.</summary>
    public string NoteSql(string schema) => SearchTerms.NoteSql(schema, Bare, Noted);

    private static string CopyText(string? cell) => cell is null
        ? "\\N"
        : cell.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}

/// <inheritdoc/>
/// <param name="name">Its name in the schema.</param>
/// <param name="rows">From an event and its stream to its rows: pure.</param>
public sealed class RowTable<TRow>(string name, Func<RecordEvent, string, IEnumerable<TRow>> rows) : RowTable(name)
{
    /// <summary>Every column but <c>seq</c>.</summary>
    public required IReadOnlyList<RowColumn<TRow>> Columns { get; init; }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Type, bool Nullable)> Described => Columns.Select(c => (c.Name, c.Type, c.Nullable));

    /// <inheritdoc/>
    public override IEnumerable<string?[]> Rows(RecordEvent @event, string stream) =>
        rows(@event, stream).Select(row => Columns.Select(c => Cell.Text(c.Value(row))).ToArray());
}

/// <summary>One column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its PostgreSQL type.</param>
/// <param name="Value">Its value in a row.</param>
/// <param name="Nullable">Whether it may be empty.</param>
public sealed record RowColumn<TRow>(string Name, string Type, Func<TRow, object?> Value, bool Nullable = false);
