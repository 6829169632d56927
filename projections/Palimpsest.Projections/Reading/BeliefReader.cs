using NodaTime;
using Npgsql;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.History;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// The reading side: asks the record a question at a horizon. Never writes; needs neither Marten nor Wolverine to be started.
/// </summary>
public sealed class BeliefReader(NpgsqlDataSource source)
{
    /// <summary>The version of the semantics that new answers are given under. A later version stands beside this one; this one stays.</summary>
    public const int Semantics = 1;

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
        var point = await _record.PointAsync(recorded, cancellation);
        return await AskAsync(question, new Horizon(believedOn, point), await _record.RecordIdAsync(cancellation), cancellation);
    }

    /// <summary>Answers again what a token names, with the same bytes.</summary>
    /// <exception cref="TokenRefusedException">It is of another record, beyond what this one holds, or of semantics unknown here.</exception>
    /// <exception cref="FormatException">It asks something that this version does not know.</exception>
    public async Task<Answer> AskAgainAsync(Token token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        var id = await _record.RecordIdAsync(cancellation);
        if (token.Record != id)
        {
            throw new TokenRefusedException($"the token is of record {token.Record}, and this is record {id}");
        }

        if (token.Semantics != Semantics)
        {
            throw new TokenRefusedException($"the token asks for version {token.Semantics} of the semantics, and this program knows version {Semantics}");
        }

        var point = await _record.PointAsync(token.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellation);
        if (point.Number != token.Number || point.EventId != token.EventId)
        {
            throw new TokenRefusedException($"the token is of record number {token.Number}, which this record does not hold as it was then; was its tail lost?");
        }

        return await AskAsync(Question.FromJson(token.Question), new Horizon(BelievedOn.Parse(token.Believed), point), id, cancellation);
    }

    /// <summary>What was recorded of a subject, or of one report or act and what names it, in record order up to Y.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string keyOrId, RecordPoint recorded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var where = SubjectKey.TryParse(keyOrId, out _) ? "f.subject = $1 and f.bears" : "f.id = $1";
        var entries = new List<HistoryEntry>();
        await foreach (var e in _record.EventsAsync(RecordReader.WithActs(where, "target", "disputes", "revises", "affirms"), cancellation, keyOrId, recorded.Number))
        {
            entries.Add(HistoryEntry.Of(e));
        }

        return entries;
    }

    /// <summary>The history, with the point of the record that it is told up to.</summary>
    /// <exception cref="FormatException">Y is neither a number, nor an instant, nor a day.</exception>
    public async Task<HistoryAnswer> HistoryOfAsync(string keyOrId, string? recorded, CancellationToken cancellation)
    {
        var point = await _record.PointAsync(recorded, cancellation);
        return new HistoryAnswer(keyOrId, point, await HistoryAsync(keyOrId, point, cancellation));
    }

    private async Task<Answer> AskAsync(Question question, Horizon horizon, Guid id, CancellationToken cancellation)
    {
        var belief = await BelieveAsync(question, horizon, cancellation);
        var token = new Token(id, horizon.BelievedOn.Text, horizon.Recorded.Number, horizon.Recorded.EventId, question.ToJson(), Semantics);
        return new Answer(question, horizon, token, belief);
    }

    private async Task<object> BelieveAsync(Question question, Horizon horizon, CancellationToken cancellation)
    {
        var rule = question.Rule;
        switch (question.View)
        {
            case View.Faction:
                return FactionResolver.Resolve(await WorldAsync([Key(question)], horizon, cancellation), Key(question));
            case View.Person:
                return PersonResolver.Resolve(await WorldAsync([Key(question)], horizon, cancellation), Key(question));
            case View.Incident:
                return IncidentResolver.Resolve(await WorldAsync([Key(question)], horizon, cancellation), Key(question), rule);
            case View.Explanation:
                return ExplanationResolver.Resolve(await WorldAsync([Key(question)], horizon, cancellation), Key(question), rule);
            case View.Factions:
                return Lists.Factions(await WorldAsync(await Candidates.OfKindAsync(_record, SubjectKind.Faction, horizon, cancellation), horizon, cancellation), question);
            case View.People:
                return Lists.People(await WorldAsync(await Candidates.OfKindAsync(_record, SubjectKind.Person, horizon, cancellation), horizon, cancellation), question);
            case View.Find:
                return await FindAsync(question, horizon, cancellation);
        }

        var world = await WorldAsync(await Candidates.IncidentsAsync(_record, question, horizon, cancellation), horizon, cancellation);
        return question.View switch
        {
            View.Incidents => Lists.Incidents(world, question),
            View.Claims => Lists.Claims(world, question),
            _ => CasualtiesResolver.Resolve(world, question.Selection, question.Outcome, rule),
        };
    }

    private async Task<FoundBelief> FindAsync(Question question, Horizon horizon, CancellationToken cancellation)
    {
        var candidates = await Candidates.NamedAsync(_record, question.Text ?? "", horizon, cancellation);
        var world = new WorldView(
            new RecordAsOf(await _record.AboutAsync(candidates, horizon.Recorded.Number, cancellation, withMentions: true), horizon.Recorded.Number),
            horizon.BelievedOn);
        var sources = new List<SourceDescribed>();
        await foreach (var e in _record.EventsAsync(RecordReader.WithActs("f.type = $1"), cancellation, "source_described", horizon.Recorded.Number))
        {
            sources.Add((SourceDescribed)e.Event);
        }

        return Finder.Find(world, sources, question);
    }

    private async Task<WorldView> WorldAsync(IReadOnlyCollection<SubjectKey> keys, Horizon horizon, CancellationToken cancellation) =>
        new(new RecordAsOf(await _record.AboutAsync(keys, horizon.Recorded.Number, cancellation), horizon.Recorded.Number), horizon.BelievedOn);

    private static SubjectKey Key(Question question) => question.Key ?? throw new ArgumentException("a view of one subject needs its key", nameof(question));
}

/// <summary>A token that must not be answered here; the message says why.</summary>
public sealed class TokenRefusedException(string message) : Exception(message);
