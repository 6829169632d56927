using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Incidents;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>The keys after one and up to another, in ordinal order; null is no bound.</summary>
internal sealed record Span(SubjectKey? After, SubjectKey? UpTo)
{
    public static readonly Span All = new(null, null);

    public bool Has(SubjectKey key) => (After is not { } after || key > after) && (UpTo is not { } upTo || key <= upTo);
}

/// <summary>
/// Lists of the world a page at a time, in the order of keys: some candidates are read and resolved, then some more, until the page is full. A page costs what stands on it
/// and what the filter leaves out on the way. Pages put together are the whole list.
/// </summary>
internal sealed class Pages(RecordReader record, Question question, Horizon horizon, CancellationToken cancellation)
{
    // Neither a round trip for each subject, nor the world for ten.
    private const int Fewest = 50;
    private const int Most = 2000;

    public async Task<FactionsBelief> FactionsAsync()
    {
        var (page, next) = await PageAsync(OfKind(SubjectKind.Faction), (world, span) => Lists.Factions(world, question, span).Factions, f => f.Key);
        return new FactionsBelief(page.Any(f => f.Contested), page) { Next = next };
    }

    public async Task<PeopleBelief> PeopleAsync()
    {
        var (page, next) = await PageAsync(OfKind(SubjectKind.Person), (world, span) => Lists.People(world, question, span).People, p => p.Key);
        return new PeopleBelief(page.Any(p => p.Contested), page) { Next = next };
    }

    public async Task<ClaimsListBelief> ClaimsAsync()
    {
        var (page, next) = await PageAsync(await IncidentsFoundAsync(), (world, span) => Lists.Claims(world, question, span).Claims, c => c.Incident);
        return new ClaimsListBelief(page.Any(c => c.Contested), page) { Next = next };
    }

    public async Task<IncidentsBelief> IncidentsAsync()
    {
        // The possible ones take part in the same order; they are told apart again at the end.
        var (page, next) = await PageAsync(await IncidentsFoundAsync(), Both, i => i.Incident.Key);
        var certain = page.Where(i => i.Certain).Select(i => i.Incident).ToList();
        return new IncidentsBelief(certain.Exists(i => i.Contested), certain, [.. page.Where(i => !i.Certain).Select(i => i.Incident)]) { Next = next };
    }

    private IEnumerable<(IncidentListed Incident, bool Certain)> Both(WorldView world, Span span)
    {
        var listed = Lists.Incidents(world, question, span);
        return listed.Incidents.Select(i => (Incident: i, Certain: true)).Concat(listed.Possible.Select(i => (Incident: i, Certain: false))).OrderBy(i => i.Incident.Key);
    }

    private async Task<(IReadOnlyList<T> Page, SubjectKey? Next)> PageAsync<T>(
        Func<SubjectKey?, int, Task<IReadOnlyList<SubjectKey>>> keysAfter, Func<WorldView, Span, IEnumerable<T>> resolve, Func<T, SubjectKey> keyOf)
    {
        var limit = question.Limit ?? int.MaxValue;
        var page = new List<T>();
        for (var after = question.After; ;)
        {
            var size = Math.Clamp(limit - page.Count + 1, Fewest, Most);
            var keys = await keysAfter(after, size);
            var span = new Span(after, keys.Count < size ? null : keys[^1]);

            // What is merged is read with its other keys, and listed where the key comes that it is shown under.
            var events = await new Gathering(record, horizon.Recorded.Number, cancellation, withInstants: false).AboutAsync([.. keys], withMentions: false, []);
            var world = new WorldView(new RecordAsOf(events, horizon.Recorded.Number), horizon.BelievedOn, question.Perspective);
            page.AddRange(resolve(world, span));
            if (page.Count > limit)
            {
                return (page[..limit], keyOf(page[limit - 1]));
            }

            if (span.UpTo is null)
            {
                return (page, null);
            }

            after = span.UpTo;
        }
    }

    private Func<SubjectKey?, int, Task<IReadOnlyList<SubjectKey>>> OfKind(SubjectKind kind) => async (after, size) =>
    {
        var known = await Candidates.AfterAsync(record, kind, after, size, cancellation);
        return known ?? Part(await Candidates.OfKindAsync(record, kind, horizon, cancellation), after, size);
    };

    private async Task<Func<SubjectKey?, int, Task<IReadOnlyList<SubjectKey>>>> IncidentsFoundAsync()
    {
        if (question.Selection == new Selection())
        {
            return OfKind(SubjectKind.Incident);
        }

        var merges = new Gathering(record, horizon.Recorded.Number, cancellation, withInstants: false);
        var found = await merges.TogetherAsync(await Candidates.FoundAsync(record, question.Selection, merges, horizon, cancellation));
        return (after, size) => Task.FromResult(Part(found, after, size));
    }

    private static IReadOnlyList<SubjectKey> Part(IEnumerable<SubjectKey> keys, SubjectKey? after, int size) =>
        [.. keys.Where(new Span(after, null).Has).Order().Take(size)];
}
