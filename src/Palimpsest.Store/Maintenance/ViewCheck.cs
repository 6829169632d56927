using System.Globalization;
using System.Text.Json;
using Npgsql;
using Palimpsest.Projections;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Store.Maintenance;

/// <summary>Computes every view anew beside the kept one, into tables that go with the transaction, and compares.</summary>
internal sealed class ViewCheck(NpgsqlConnection connection, IReadOnlyList<RowProjection> views)
{
    private readonly List<VerifyFinding> _payloads = [];

    /// <summary>Events that cannot be read, or do not stand where they belong.</summary>
    public IEnumerable<VerifyFinding> PayloadFindings => VerifyFinding.Cut(_payloads);

    /// <summary>
    /// Holds the kept tables as they are: taken before the moment's snapshot, for one older than a switch of tables would see the new ones empty.
    /// </summary>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken ct) => RunAsync(
        connection, $"lock table {string.Join(", ", ProjectionCatalogue.Create().SelectMany(v => v.Tables).Select(t => t.Name))} in access share mode", ct);

    /// <summary>Reads the whole record once.</summary>
    /// <returns>How many events there are.</returns>
    public async Task<long> RecomputeAsync(IProgress<MaintenanceProgress>? progress, CancellationToken ct)
    {
        var tables = views.SelectMany(v => v.Tables).ToList();
        foreach (var table in tables)
        {
            await RunAsync(connection, $"create temporary table {Anew(table)} (like {table.Name}) on commit drop", ct);
        }

        var count = 0L;
        var last = await StoredEvent.LastAsync(connection, ct);
        await foreach (var page in StoredEvent.PagesAsync(connection, last, ct))
        {
            var events = page.SelectMany(Read).ToList();
            foreach (var table in tables)
            {
                await table.CopyAsync(connection, Anew(table), events, ct);
            }

            count += page.Count;
            progress?.Report(new MaintenanceProgress("record", page[^1].Seq, last));
        }

        return count;
    }

    /// <summary>The rows that are in one of the two and not in the other; of a following view up to the number that it is folded up to.</summary>
    public async Task<IReadOnlyList<VerifyFinding>> CompareAsync(IReadOnlyDictionary<string, long> reached, CancellationToken ct)
    {
        var findings = new List<VerifyFinding>();
        foreach (var (view, table) in views.SelectMany(v => v.Tables, (v, t) => (v.Name, t)))
        {
            var columns = table.ColumnList;
            var upTo = reached.GetValueOrDefault(view, long.MaxValue);
            findings.AddRange(VerifyFinding.Cut(await RecordCheck.AskAsync(connection, view,
                string.Create(CultureInfo.InvariantCulture, $"""
                with anew as (select {columns} from {Anew(table)} where seq <= {upTo}), kept as (select {columns} from {table.Name}),
                     lacking as (select * from anew except all select * from kept), foreign_to_it as (select * from kept except all select * from anew)
                select seq, '{table.Name} lacks ' || lacking::text from lacking
                union all select seq, '{table.Name} holds what does not follow from the record: ' || foreign_to_it::text from foreign_to_it
                """), ct)));
        }

        return findings;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Anew(RowTable table) => "pg_temp.anew_" + table.Name[(RowTable.Schema.Length + 1)..];

    private IEnumerable<(long Seq, string Stream, RecordEvent Event)> Read(StoredEvent stored)
    {
        RecordEvent @event;
        try
        {
            @event = stored.Read();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            _payloads.Add(new VerifyFinding("events", stored.Seq, $"{stored.Type} cannot be read: {e.Message}"));
            yield break;
        }

        if (stored.Id != EventId.Of(@event.Id))
        {
            _payloads.Add(new VerifyFinding("events", stored.Seq, $"'{@event.Id}' does not stand under its own event id"));
        }

        var subject = @event switch { Assertion a => a.Subject.Value, SourceDescribed source => source.Subject.Value, _ => stored.Stream };
        if (!string.Equals(subject, stored.Stream, StringComparison.Ordinal))
        {
            _payloads.Add(new VerifyFinding("streams", stored.Seq, $"'{@event.Id}' is about {subject} and stands in {stored.Stream}"));
        }

        yield return (stored.Seq, stored.Stream, @event);
    }
}
