using NodaTime;
using Palimpsest.Json;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Facts;

/// <summary>
/// What bears on which subject, from when, and what names what: the index through which every belief finds its events.
/// </summary>
public sealed class FactProjection() : RowProjection("facts", Facts, Links, Arrivals)
{
    /// <summary>One row for each subject that an event bears on or mentions, and each citation that carries it.</summary>
    public static RowTable<FactRow> Facts { get; } = new("fact", (e, stream) => Of(e, stream))
    {
        Columns =
        [
            new("event_id", "uuid", r => r.EventId),
            new("id", "text", r => r.Id),
            new("type", "text", r => r.Type),
            new("stream", "text", r => r.Stream),
            new("subject", "text", r => r.Subject),
            new("citation", "integer", r => r.Citation),
            new("bears", "boolean", r => r.Bears),
            new("published", "timestamptz", r => Cell.Since(r.Published)),
        ],
        Key = ["seq", "subject", "citation"],
        Indexes = [["subject", "type", "seq", "bears", "id"], ["id", "seq"]],
        PartialIndexes = [("sources", ["seq", "id"], "type = 'source_described'")],
        Noted = Noted.Keys,
    };

    /// <summary>One row for each event that another names, what it revises, affirms, disputes or aims at, and for each key that a merge or separation names.</summary>
    public static RowTable<LinkRow> Links { get; } = new("fact_link", (e, _) => Of(e))
    {
        Columns = [new("id", "text", r => r.Id), new("relation", "text", r => r.Relation), new("target", "text", r => r.Target)],
        Key = ["seq", "relation", "target"],
        Indexes = [["target", "relation", "seq", "id"]],
        PartialIndexes = [("joins", ["seq", "target"], "relation = 'joins'")],
    };

    /// <summary>One row for each instant from which some citation of a report or source act is known, as recorded or as corrected: when a reader could have learnt of it.</summary>
    public static RowTable<ArrivalRow> Arrivals { get; } = new("fact_arrival", (e, _) => Known(e))
    {
        Columns = [new("at", "timestamptz", r => r.At), new("id", "text", r => r.Id)],
        Key = ["seq", "at"],
        Indexes = [["at", "seq", "id"]],
    };

    private static IEnumerable<ArrivalRow> Known(RecordEvent @event) => (@event is AssertionCorrected correction ? correction.Content : @event) is ITold told
        ? told.Citations.Select(c => c.CountsFrom).OfType<Instant>().DistinctBy(at => Cell.Text(at), StringComparer.Ordinal).Select(at => new ArrivalRow(told.Id, at))
        : [];

    private static IEnumerable<FactRow> Of(RecordEvent @event, string stream)
    {
        var type = EventCatalogue.Of(@event).StorageName;
        var eventId = EventId.Of(@event.Id);
        // An editor act or a description of a source is ours and nobody's word: it holds at every X.
        var citations = @event is ITold told ? Published.Carrying(told) : [(0, null)];
        return from subject in Subjects(@event, stream)
               from citation in citations
               select new FactRow(eventId, @event.Id, type, stream, subject.Key, citation.Place, subject.Bears, citation.At);
    }

    // A correction stands by the subjects of the old content through its stream and its link to the entry, and by those of the new through its rows.
    private static IEnumerable<(string Key, bool Bears)> Subjects(RecordEvent @event, string stream) => @event switch
    {
        Assertion a => Subjects(a),
        AssertionCorrected { Content: Assertion a } => Subjects(a).Where(s => s.Key != stream).Prepend((stream, true)),
        SubjectAct act => act.Keys.Select(k => (k.Value, true)),
        _ => [(stream, true)],
    };

    private static IEnumerable<(string Key, bool Bears)> Subjects(Assertion a) =>
        a.BearsOn.Select(s => (s.Value, true)).Concat(a.Mentions.Except(a.BearsOn).Select(s => (s.Value, false)));

    private static IEnumerable<LinkRow> Of(RecordEvent @event) =>
        Named(@event).SelectMany(n => n.Targets.Distinct(StringComparer.Ordinal), (n, target) => new LinkRow(@event.Id, n.Relation, target));

    private static IEnumerable<(string Relation, IEnumerable<string> Targets)> Named(RecordEvent @event) => @event switch
    {
        Assertion a => [("revises", a.Revises), ("affirms", a.Affirms), ("disputes", a.Disputes), ("speaks", Speaker(a))],
        SourceAct act => [("target", [act.Target]), ("speaks", Speaker(act))],
        AssertionCorrected { Content: Assertion a } act => [("edits", [act.Target]), .. Named(a)],
        AssertionCorrected { Content: SourceAct a } act => [("edits", [act.Target]), ("speaks", Speaker(a))],
        EntryAct act => [("edits", [act.Target])],
        SubjectAct act => [("joins", act.Keys.Select(k => k.Value))],
        _ => [],
    };

    // Whatever an outlet carries is too much to keep here.
    private static IEnumerable<string> Speaker(ITold told) => told.AttributedTo?.Key is { Kind: not SubjectKind.Source } speaker ? [speaker.Value] : [];
}

/// <summary>Since when a report or source act is known through some citation.</summary>
/// <param name="Id">Its id; a correction's rows name the entry that it corrects.</param>
/// <param name="At">From when, inclusive.</param>
public sealed record ArrivalRow(string Id, Instant At);

/// <summary>An event, seen from a subject through a citation.</summary>
/// <param name="EventId">Its event id.</param>
/// <param name="Id">Its id in the record.</param>
/// <param name="Type">Its kind, by its name in storage.</param>
/// <param name="Stream">The stream that it stands in.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Citation">The citation's place in its list.</param>
/// <param name="Bears">Whether it bears on the subject; else it only mentions it.</param>
/// <param name="Published">When the citation counts from; null: always.</param>
public sealed record FactRow(Guid EventId, string Id, string Type, string Stream, string Subject, int Citation, bool Bears, Instant? Published);

/// <summary>An event that names another.</summary>
/// <param name="Id">The id of the one that names.</param>
/// <param name="Relation"><c>revises</c>, <c>affirms</c>, <c>disputes</c>; <c>target</c> of a source act; <c>edits</c> of an editor act on an entry; <c>joins</c> of a merge or separation; <c>speaks</c> for a speaker that is no source.</param>
/// <param name="Target">The id of the one that is named; for <c>joins</c> and <c>speaks</c> a key.</param>
public sealed record LinkRow(string Id, string Relation, string Target);
