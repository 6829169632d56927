using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>Events in memory, by what they bear on, are of and name: what the tables of facts are in the database.</summary>
internal sealed class Nearby
{
    private readonly Dictionary<string, Recorded> _byId = new(StringComparer.Ordinal);
    private readonly ILookup<SubjectKey, Recorded> _bearing;
    private readonly ILookup<string, Recorded> _naming;
    private readonly ILookup<SubjectKey, Recorded> _spoken;
    private readonly Dictionary<long, Recorded> _byNumber;

    /// <summary>Takes in all the events.</summary>
    public Nearby(IReadOnlyList<Recorded> events)
    {
        foreach (var e in events.OrderBy(e => e.Number))
        {
            _byId.TryAdd(e.Event.Id, e);
        }

        _byNumber = events.DistinctBy(e => e.Number).ToDictionary(e => e.Number);
        _bearing = events.SelectMany(e => Subjects(e).Distinct(), (e, key) => (e, key)).ToLookup(b => b.key, b => b.e);
        _naming = events.SelectMany(e => Names(e.Event).Distinct(StringComparer.Ordinal), (e, id) => (e, id)).ToLookup(n => n.id, n => n.e, StringComparer.Ordinal);
        _spoken = events.Select(e => (e, Speaker: (Content(e.Event) as ITold)?.AttributedTo?.Key)).Where(s => s.Speaker is not null).ToLookup(s => s.Speaker!.Value, s => s.e);
    }

    public IEnumerable<Recorded> Bearing(SubjectKey key) => _bearing[key];

    public IEnumerable<Recorded> SpokenBy(SubjectKey key) => _spoken[key];

    public Recorded? Find(string id) => _byId.GetValueOrDefault(id);

    public Recorded? At(long number) => _byNumber.GetValueOrDefault(number);

    /// <summary>The events, what names them to the end, and what editor acts among them edit; up to a number.</summary>
    public IEnumerable<Recorded> WithWhatNames(IEnumerable<Recorded> events, long number)
    {
        var seen = new HashSet<long>();
        var open = new Stack<Recorded>(events);
        while (open.TryPop(out var e))
        {
            if (e.Number > number || !seen.Add(e.Number))
            {
                continue;
            }

            yield return e;
            foreach (var next in _naming[e.Event.Id])
            {
                open.Push(next);
            }

            if (e.Event is EntryAct act && Find(act.Target) is { } entry)
            {
                open.Push(entry);
            }
        }
    }

    private static RecordEvent Content(RecordEvent @event) => @event is AssertionCorrected correction ? correction.Content : @event;

    private static IEnumerable<SubjectKey> Subjects(Recorded e) => (Content(e.Event) switch
    {
        Assertion a => a.BearsOn,
        SubjectAct act => act.Keys,
        _ => [],
    }).Append(SubjectKey.Parse(e.Stream));

    private static IEnumerable<string> Names(RecordEvent @event) => @event switch
    {
        Assertion a => a.Revises.Concat(a.Disputes),
        SourceAct act => [act.Target],
        AssertionCorrected correction => Names(correction.Content).Append(correction.Target),
        EntryAct act => [act.Target],
        _ => [],
    };
}

/// <summary>Gathers from events in memory what a <see cref="Gathering"/> gathers from the record.</summary>
internal sealed class GatheringNearby(RecordReader reader, Nearby nearby, long number, CancellationToken cancellation) : Gathering(reader, number, cancellation)
{
    private readonly long _number = number;

    protected override bool KnowsMerges => true;

    public override Task<IEnumerable<string>> SpokenAsync(IReadOnlyCollection<SubjectKey> keys) =>
        Task.FromResult(keys.SelectMany(nearby.SpokenBy).Where(e => e.Number <= _number).Select(e => e.Event.Id));

    protected override Task FetchAsync(Trip trip, string where, string[] wanted, long[] merges, string[]? kinds = null)
    {
        var found = where switch
        {
            GatheringSql.Borne => wanted.SelectMany(k => nearby.Bearing(SubjectKey.Parse(k))),
            GatheringSql.OfKinds => wanted.Zip(kinds!).SelectMany(w => nearby.Bearing(SubjectKey.Parse(w.First)).Where(e => EventCatalogue.Of(e.Event).StorageName == w.Second)),
            GatheringSql.Ids => wanted.Select(nearby.Find).OfType<Recorded>(),
            _ => throw new ArgumentOutOfRangeException(nameof(where), where, "nothing in memory is found so"),
        };
        foreach (var e in nearby.WithWhatNames(found, _number).Concat(merges.Select(nearby.At).OfType<Recorded>()))
        {
            Add(e);
        }

        return Task.CompletedTask;
    }
}
