using NodaTime;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Projections.History;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// The reading side: asks the record a question at a horizon. Never writes; needs neither Marten nor Wolverine to be started.
/// </summary>
public sealed class BeliefReader(NpgsqlDataSource source)
{
    private readonly RecordReader _record = new(source);

    /// <summary>The record itself.</summary>
    public RecordReader Record => _record;

    /// <summary>Answers a question.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="believedOn">X.</param>
    /// <param name="recorded">Y: a number, an instant or a day; null is now.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="FormatException">Y is none of these.</exception>
    public async Task<Answer> AskAsync(Question question, BelievedOn believedOn, string? recorded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Limit is < 1 or > Question.MostOnPage)
        {
            throw new ArgumentOutOfRangeException(nameof(question), question.Limit, $"a page has 1 to {Question.MostOnPage} subjects");
        }

        var opened = await _record.OpenAsync(recorded, question.Key, question.TellsWhenRecorded, cancellation);
        return await AskAsync(question, new Horizon(believedOn, opened.Point), Semantics.Current, opened, cancellation);
    }

    /// <summary>Answers again what a token names, with the same bytes.</summary>
    /// <exception cref="TokenRefusedException">It is of another record, beyond what this one holds, or of semantics unknown here.</exception>
    /// <exception cref="FormatException">It asks something that this version does not know.</exception>
    public async Task<Answer> AskAgainAsync(Token token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        var asked = AskedBy(token);
        var opened = await _record.OpenAsync(token.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), asked?.Key, asked?.TellsWhenRecorded ?? false, cancellation);
        var (id, point, _) = opened;
        if (token.Record != id)
        {
            throw new TokenRefusedException($"the token is of record {token.Record}, and this is record {id}");
        }

        if (!Semantics.Versions.ContainsKey(token.Semantics))
        {
            throw new TokenRefusedException($"the token asks for version {token.Semantics} of the semantics, and this program knows {string.Join(", ", Semantics.Versions.Keys)}");
        }

        if (point.Number != token.Number || point.EventId != token.EventId)
        {
            throw new TokenRefusedException($"the token is of record number {token.Number}, which this record does not hold as it was then; was its tail lost?");
        }

        return await AskAsync(Question.FromJson(token.Question), new Horizon(BelievedOn.Parse(token.Believed), point), token.Semantics, opened, cancellation);
    }

    /// <summary>What was recorded of a subject, or of one report or act and what names it, in record order up to Y.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string keyOrId, RecordPoint recorded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var where = SubjectKey.TryParse(keyOrId, out _) ? GatheringSql.Borne : GatheringSql.Ids;
        var events = new List<Beliefs.Recorded>();
        await foreach (var e in _record.EventsAsync(GatheringSql.Of(where, "target", "edits", "disputes", "revises", "affirms"), cancellation, new[] { keyOrId }, recorded.Number, Array.Empty<long>()))
        {
            events.Add(e);
        }

        return HistoryEntry.All(events);
    }

    /// <summary>The history, with the point of the record that it is told up to.</summary>
    /// <exception cref="FormatException">Y is neither a number, nor an instant, nor a day.</exception>
    public async Task<HistoryAnswer> HistoryOfAsync(string keyOrId, string? recorded, CancellationToken cancellation)
    {
        var point = await _record.PointAsync(recorded, cancellation);
        return new HistoryAnswer(keyOrId, point, await HistoryAsync(keyOrId, point, cancellation));
    }

    // A token that asks nothing is refused in its turn.
    private static Question? AskedBy(Token token)
    {
        try
        {
            return Question.FromJson(token.Question);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<Answer> AskAsync(Question question, Horizon horizon, int version, Opened opened, CancellationToken cancellation)
    {
        var belief = await Semantics.Versions[version](_record).BelieveAsync(question, horizon, opened, cancellation);
        var token = new Token(opened.Record, horizon.BelievedOn.Text, horizon.Recorded.Number, horizon.Recorded.EventId, question.ToJson(), version);
        return new Answer(question, horizon, token, belief);
    }
}

/// <summary>A token that must not be answered here; the message says why.</summary>
public sealed class TokenRefusedException(string message) : Exception(message);
