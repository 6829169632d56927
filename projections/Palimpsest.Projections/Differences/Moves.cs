using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>A belief that reads otherwise because of an entry, over a stretch of the published axis.</summary>
/// <param name="Subject">Whose belief.</param>
/// <param name="Topic">Which: as <c>explain</c> names it.</param>
/// <param name="From">From X, inclusive.</param>
/// <param name="Until">Up to this X, exclusive; null: for ever.</param>
/// <param name="Change">From what it was to what it is.</param>
public sealed record Move(SubjectKey Subject, string Topic, string From, string? Until, Change Change);

/// <summary>
/// What an entry does to the beliefs at every X: the record before it against the record with it. An act that moves a date changes nothing that is believed today, and much that was.
/// </summary>
public static class Moves
{
    /// <summary>The beliefs that move, by subject, topic and X.</summary>
    /// <param name="events">Whatever bears on the subjects that could be affected, the entries themselves among it.</param>
    /// <param name="before">The greatest record number before the entries.</param>
    /// <param name="after">The greatest record number of the entries.</param>
    public static IReadOnlyList<Move> Between(IReadOnlyList<Recorded> events, long before, long after)
    {
        ArgumentNullException.ThrowIfNull(events);
        var chronicle = new Chronicle(events, after);
        var (was, isNow) = (new RecordAsOf(chronicle, before), new RecordAsOf(chronicle, after));
        var arrived = events.Where(e => e.Number > before && e.Number <= after).OrderBy(e => e.Number).ToList();
        var subjects = Affected.By(was, isNow, arrived);
        var instants = Instants(was).Union(Instants(isNow)).Order().ToList();
        var open = new SortedDictionary<(SubjectKey, string), (Instant From, Change Change)>(Comparer<(SubjectKey Key, string Topic)>.Create(
            (x, y) => x.Key.CompareTo(y.Key) is var byKey and not 0 ? byKey : string.CompareOrdinal(x.Topic, y.Topic)));
        var moves = new List<(Instant From, Move Move)>();
        foreach (var at in instants)
        {
            var step = new Step(
                When.Show(at), new WorldView(was, BelievedOn.From(at)), new WorldView(isNow, BelievedOn.From(at)), arrived)
            { Arriving = told => told.Carrying() };
            var now = DifferenceResolver.Changes(step, subjects, new TallyRule(CasualtyPolicy.Latest, false, null)).ToDictionary(c => (c.Subject, c.Topic));
            foreach (var (key, (from, change)) in open.Where(o => !now.TryGetValue(o.Key, out var same) || !o.Value.Change.Same(same)).ToList())
            {
                moves.Add((from, new Move(key.Item1, key.Item2, When.Show(from), When.Show(at), change)));
                open.Remove(key);
            }

            foreach (var (key, change) in now)
            {
                open.TryAdd(key, (at, change));
            }
        }

        moves.AddRange(open.Select(o => (o.Value.From, new Move(o.Key.Item1, o.Key.Item2, When.Show(o.Value.From), null, o.Value.Change))));
        return [.. moves.OrderBy(m => m.Move.Subject).ThenBy(m => m.Move.Topic, StringComparer.Ordinal).ThenBy(m => m.From).Select(m => m.Move)];
    }

    private static IEnumerable<Instant> Instants(RecordAsOf record) =>
        record.Assertions.Cast<ITold>().Concat(record.SourceActs).SelectMany(Steps.Instants);
}
