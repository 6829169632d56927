using NodaTime;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Columns;

/// <summary>
/// The copy of the record in memory that a long-running node keeps: every question first brings it up to the number that it asks for, so an answer is never behind.
/// Any number of readers at once; whoever brings it up to date lets them finish first. Questions that columns cannot answer are passed on to the database.
/// </summary>
public sealed class LiveColumns(NpgsqlDataSource source) : IDisposable
{
    private readonly RecordColumns _columns = new();
    private readonly BeliefReader _reader = new(source);
    private readonly SemaphoreSlim _following = new(1);
    private readonly ReaderWriterLockSlim _access = new();

    /// <summary>The number that it has come to: no answer is folded from less.</summary>
    public long Number => Volatile.Read(ref _number);

    private long _number;

    /// <summary>Brings it up to a number.</summary>
    /// <param name="number">The number of a whole commit, or any greater than all.</param>
    /// <param name="cancellation">Stops between pages; what was read by then is kept.</param>
    /// <param name="progress">Told after every page how far it has come.</param>
    public async Task FollowAsync(long number, CancellationToken cancellation, IProgress<long>? progress = null)
    {
        if (Number >= number)
        {
            return;
        }

        await _following.WaitAsync(cancellation);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var last = Math.Min(number, await CommittedAsync(connection, cancellation));
            await foreach (var page in StoredEvent.PagesAsync(connection, last, cancellation, Number))
            {
                var read = page.AsParallel().AsOrdered().Select(e => new Recorded(e.Seq, Instant.MinValue, "", null, e.Stream, e.Read())).ToList();
                Add(read);
                progress?.Report(Number);
            }
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Answers a question, as <see cref="BeliefReader.AskAsync"/> does.</summary>
    /// <exception cref="FormatException">Y is neither a number, nor an instant, nor a day.</exception>
    public async Task<Answer> AskAsync(Question question, BelievedOn believedOn, string? recorded, CancellationToken cancellation)
    {
        if (!RecordColumns.CanAnswer(question))
        {
            return await _reader.AskAsync(question, believedOn, recorded, cancellation);
        }

        var point = await _reader.Record.PointAsync(recorded, cancellation);
        await FollowAsync(point.Number, cancellation);
        var token = new Token(
            await _reader.Record.RecordIdAsync(cancellation), believedOn.Text, point.Number, point.EventId, question.ToJson(), Semantics.Current);
        return new Answer(question, new Horizon(believedOn, point), token, Believe(question, believedOn, point.Number));
    }

    /// <summary>What is believed, from what it holds: without the database.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="believedOn">X.</param>
    /// <param name="number">Y, at or before <see cref="Number"/>: the number of a whole commit.</param>
    public object Believe(Question question, BelievedOn believedOn, long number)
    {
        _access.EnterReadLock();
        try
        {
            return _columns.Believe(question, believedOn, number);
        }
        finally
        {
            _access.ExitReadLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _following.Dispose();
        _access.Dispose();
    }

    private void Add(List<Recorded> events)
    {
        _access.EnterWriteLock();
        try
        {
            events.ForEach(_columns.Add);
            Volatile.Write(ref _number, _columns.Number);
        }
        finally
        {
            _access.ExitWriteLock();
        }
    }

    private static async Task<long> CommittedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var last = new NpgsqlCommand("select coalesce(max(seq), 0) from palimpsest.record_clock", connection);
        return (long)(await last.ExecuteScalarAsync(cancellation))!;
    }
}
