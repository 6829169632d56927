using System.Globalization;
using System.Runtime.CompilerServices;
using NodaTime;
using NodaTime.Text;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Json;
using Palimpsest.Projections.History;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Audit;

/// <summary>One entry of the record's own log.</summary>
/// <param name="Act">The act, by the name of its command: report, revise, affirm, dispute, retract, describeSource, correct, withdraw, reinstate, regrade, merge, separate.</param>
/// <param name="Entry">What, who, when, why.</param>
public sealed record AuditEntry(string Act, HistoryEntry Entry);

/// <summary>The record's own log: what was done to it, by whom, when and why.</summary>
public sealed class AuditReader(RecordReader record)
{
    /// <summary>The acts by name, and the kinds of event that each records.</summary>
    public static IReadOnlyList<string> Acts { get; } =
        [.. typeof(Command).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command))).Select(t => NameOf(t)).Order(StringComparer.Ordinal)];

    /// <summary>The entries, in record order.</summary>
    /// <param name="by">Only this author's.</param>
    /// <param name="act">Only this act.</param>
    /// <param name="since">From this record number, instant or day (its beginning) on; null for all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="FormatException">The point is none of these.</exception>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(string? by, string? act, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (number, at) = Since(since);
        const string Log = $"""
            {RecordedRow.Columns}
            where e.seq_id >= $1 and e.seq_id >= coalesce((select c.seq from palimpsest.record_clock c where c.at < $2 order by c.seq desc limit 1), 0) and ($3 = '' or e.user_name = $3)
            order by e.seq_id
            """;
        await foreach (var recorded in record.EventsAsync(Log, cancellation, number, at.ToDateTimeUtc(), by ?? ""))
        {
            // The commit before the instant ends at the number that the query begins with.
            if (recorded.At >= at && NameOf(Commands.For(recorded.Event).GetType()) is var name && (act is null || act == name))
            {
                yield return new AuditEntry(name, HistoryEntry.Of(recorded));
            }
        }
    }

    /// <summary>A recorded entry by its id or number; null if there is none.</summary>
    public async Task<Recorded?> FindAsync(string idOrNumber, CancellationToken cancellation)
    {
        var isNumber = long.TryParse(idOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return await record.EventsAsync($"{RecordedRow.Columns} where e.id = $1 or e.seq_id = $2", cancellation, EventId.Of(idOrNumber), isNumber ? number : -1L)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Reads a beginning: a record number, an instant, or a day, which means its beginning.</summary>
    /// <exception cref="FormatException">None of these.</exception>
    public static (long Number, Instant At) Since(string? since)
    {
        if (since is null)
        {
            return (0, Instant.FromUnixTimeSeconds(0));
        }

        if (long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (number, Instant.FromUnixTimeSeconds(0));
        }

        return LocalDatePattern.Iso.Parse(since) is { Success: true } day
            ? (0, Days.Check(day.Value, since).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant())
            : since.Contains('T', StringComparison.Ordinal) && since.Length <= 40
                ? (0, Days.ParseInstant(since))
                : throw new FormatException($"'{since}' is no point of the record: expected a record number, an instant such as 2026-01-05T10:00:00Z, or a day, which means its beginning");
    }

    private static string NameOf(Type command) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(command.Name);
}
