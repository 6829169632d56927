using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Rows;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Reads the record as it stands in PostgreSQL: its clock, and the events that bear on a question. Never writes.
/// </summary>
public sealed class RecordReader(NpgsqlDataSource source)
{
    private static readonly DateTime Ever = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>The database.</summary>
    internal NpgsqlDataSource Source => source;

    /// <summary>Which keys were ever merged, as far as is known here.</summary>
    internal Joined Joined => Known.Of(source).Joined;

    /// <summary>The record's id: a token of another record is refused.</summary>
    public async Task<Guid> RecordIdAsync(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select id from palimpsest.record");
        return (Guid)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// The whole commit at or before a number or an instant; now if nothing is given or it is not yet reached.
    /// </summary>
    /// <exception cref="FormatException">Neither a number nor an instant nor a day.</exception>
    public async Task<RecordPoint> PointAsync(string? recorded, CancellationToken cancellation) => (await OpenAsync(recorded, null, withInstants: false, cancellation)).Point;

    /// <summary>Lets go of the subjects that this process holds: the next question about one reads it anew, and says the same.</summary>
    public void LetGo() => Known.Of(source).Subjects.Clear();

    /// <summary>
    /// The record's id and the point, and in the same round trip what a question about one subject begins with: what was recorded since the subject was last read, or its events.
    /// A point given as an instant has no number yet to read up to: then nothing is read.
    /// </summary>
    /// <exception cref="FormatException">Neither a number nor an instant nor a day.</exception>
    internal async Task<Opened> OpenAsync(string? recorded, SubjectKey? about, bool withInstants, CancellationToken cancellation)
    {
        var (number, at) = Parse(recorded);
        var (id, point, there) = (default(Guid), RecordPoint.Empty, default(Guid?));
        var known = Known.Of(source);
        var latest = known.Number;
        var trip = new Trip(source).Ask(
            """
            select r.id, c.seq, c.at, (select e.id from palimpsest.mt_events e where e.seq_id = c.seq), (select e.id from palimpsest.mt_events e where e.seq_id = $3)
            from palimpsest.record r left join lateral (
                select c.seq, c.at from palimpsest.record_clock c
                where c.seq <= least($1, (select t.seq from palimpsest.record_clock t where t.at <= $2 order by t.at desc limit 1))
                order by c.seq desc limit 1) c on true
            """,
            row =>
            {
                (id, there) = (row.GetGuid(0), row.IsDBNull(4) ? null : row.GetGuid(4));
                point = row.IsDBNull(1) ? RecordPoint.Empty : new RecordPoint(row.GetInt64(1), RecordedRow.InstantOf(row, 2), row.GetGuid(3));
            },
            number, at, latest);

        Gathering? begun = null;
        var since = new List<string?>();
        var held = about is { } asked ? known.Subjects.Find(asked, withInstants) : null;
        if (held is not null && held.UpTo < number)
        {
            trip.Ask(HeldSubject.Since, row => since.Add(row.IsDBNull(0) ? null : row.GetString(0)), held.UpTo, number);
        }

        if (about is { } key && held is null && at == Ever)
        {
            // What was recorded since is left out when the record is read as of its number.
            begun = new Gathering(this, number, cancellation, withInstants);
            await begun.BeginAsync(trip, [key]);
        }
        else
        {
            await trip.GoAsync(cancellation);
        }

        if (!known.IsOf(id, latest, there, point))
        {
            Known.Forget(source);
            return await OpenAsync(recorded, about, withInstants, cancellation);
        }

        return new Opened(id, point, about is null ? null : AboutAsync);

        async Task<HeldSubject> AboutAsync()
        {
            if (held is not null && (point.Number <= held.UpTo || held.IsUntouchedBy(since)))
            {
                held = point.Number <= held.UpTo ? held : held with { UpTo = point.Number };
            }
            else
            {
                held = await (begun ?? new Gathering(this, point.Number, cancellation, withInstants)).HoldAsync(about.Value, point.Number);
            }

            known.Subjects.Keep(held);
            return held;
        }
    }

    /// <summary>All events up to a number, in record order.</summary>
    public IAsyncEnumerable<Recorded> AllAsync(long number, CancellationToken cancellation) =>
        EventsAsync($"{RecordedRow.Columns} where e.seq_id <= $1 order by e.seq_id", cancellation, number);

    /// <summary>Whether anything recorded, merges and separations apart, is about a key or names it: as a party, a speaker or an outlet too.</summary>
    public async Task<bool> IsNamedAsync(SubjectKey key, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("""
            select exists(select from palimpsest.fact where subject = $1 and type not in ('subjects_merged', 'subjects_separated'))
                or exists(select from palimpsest.mt_events where type not in ('subjects_merged', 'subjects_separated') and position($2 in data::text) > 0)
            """);
        command.Parameters.AddWithValue(key.Value);
        command.Parameters.AddWithValue($"\"{key}\"");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// What is needed to say what is believed of some subjects, and of whatever was ever merged with them: what bears on them, what those reports revise or are revised by,
    /// the acts on them, and the same for the leaders and participants named and for whoever disputes.
    /// </summary>
    /// <param name="keys">The subjects.</param>
    /// <param name="number">Y.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="withMentions">What merely mentions them too.</param>
    /// <param name="entries">Entries recorded later or not yet, whose own subjects, speakers and outlets matter too; they are given back among the rest.</param>
    public Task<IReadOnlyList<Recorded>> AboutAsync(
        IReadOnlyCollection<SubjectKey> keys, long number, CancellationToken cancellation, bool withMentions = false, IReadOnlyList<Recorded>? entries = null) =>
        new Gathering(this, number, cancellation).AboutAsync(keys, withMentions, entries ?? []);

    /// <summary>The last numbers of the commits that hold some events, ascending.</summary>
    internal async Task<IReadOnlyList<long>> CommitsAsync(IEnumerable<Recorded> events, CancellationToken cancellation)
    {
        const string Sql = "select (select c.seq from palimpsest.record_clock c where c.seq >= n.number order by c.seq limit 1) from unnest($1::bigint[]) n(number)";
        object[] values = [events.Select(e => e.Number).ToArray()];
        await using var command = source.CreateCommand(Sql);
        Plans.Note(Sql, values);
        Add(command, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var commits = new SortedSet<long>();
        while (await reader.ReadAsync(cancellation))
        {
            commits.Add(reader.GetInt64(0));
        }

        return [.. commits];
    }

    /// <summary>The distinct subjects that a query over the view tables finds.</summary>
    internal async Task<List<SubjectKey>> SubjectsAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        Plans.Note(sql, values);
        Add(command, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var subjects = new List<SubjectKey>();
        while (await reader.ReadAsync(cancellation))
        {
            subjects.Add(SubjectKey.Parse(reader.GetString(0)));
        }

        return subjects;
    }

    /// <summary>The events that a query over their numbers finds, in record order.</summary>
    internal async IAsyncEnumerable<Recorded> EventsAsync(
        string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        Plans.Note(sql, values);
        Add(command, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return RecordedRow.Read(reader);
        }
    }

    private static void Add(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }
    }

    /// <summary>Reads a point of the record: a number, an instant, or a day, which means its end; nothing is now.</summary>
    /// <exception cref="FormatException">None of these.</exception>
    public static (long Number, DateTime At) Parse(string? recorded)
    {
        if (string.IsNullOrEmpty(recorded))
        {
            return (long.MaxValue, Ever);
        }

        if (long.TryParse(recorded, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (number, Ever);
        }

        var day = LocalDatePattern.Iso.Parse(recorded);
        var at = recorded.Contains('T', StringComparison.Ordinal) && recorded.Length <= 40 ? Days.ParseInstant(recorded)
            : day.Success ? Days.EndOf(Days.Check(day.Value, recorded))
            : throw new FormatException($"'{recorded}' is no point of the record: expected a record number, an instant such as 2026-01-05T10:00:00Z, or a day, which means its end");
        return (long.MaxValue, at.ToDateTimeUtc());
    }
}

/// <summary>A record, opened at a point.</summary>
/// <param name="Record">Its id.</param>
/// <param name="Point">The whole commit at or before the point that was asked for.</param>
/// <param name="AboutAsync">Gives what there is about the subject that it was opened for up to the point, if it was for one.</param>
internal sealed record Opened(Guid Record, RecordPoint Point, Func<Task<HeldSubject>>? AboutAsync);
