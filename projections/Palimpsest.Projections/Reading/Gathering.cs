using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Gathers from the record whatever a question needs, no less: an answer from it is the answer from the whole record. Whatever was ever merged is gathered together,
/// whether the merge stands or not.
/// </summary>
/// <param name="reader">The record.</param>
/// <param name="number">Up to which number.</param>
/// <param name="cancellation">Stops it.</param>
/// <param name="withInstants">Whether it matters when each event was recorded; else only when each edit was.</param>
internal class Gathering(RecordReader reader, long number, CancellationToken cancellation, bool withInstants = true)
{
    // A guess from payloads as stored: texts take twice the room, and an object for each thing that they say.
    private const int BytesOfEvent = 1000;
    private const int BytesOfByte = 5;

    private static readonly string[] Life = [.. Names<DeathReport>(), .. Names<DeathDisputed>(), .. Names<ConfirmationWithheld>()];
    private static readonly string[] Leadership = [.. Names<LeaderNamed>(), .. Names<LeaderDeparted>()];
    private static readonly string[] Parts = [.. Names<IncidentReported>()];
    private static readonly string[] Allegiance = [.. Names<AllegianceReport>()];
    private static readonly string[] Responsibility = [.. Names<ResponsibilityReport>()];
    private static readonly string[] Mergers = [.. Names<MergerReport>()];

    private readonly Dictionary<long, Recorded> _events = [];
    private readonly List<Recorded> _found = [];
    private readonly HashSet<SubjectKey> _named = [];
    private readonly HashSet<(SubjectKey Key, string[] Kinds)> _needed = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<(SubjectKey Key, string Kind)> _told = [];
    private readonly List<Recorded> _entries = [];
    private readonly Joined _joined = reader.Joined;
    private IReadOnlyCollection<SubjectKey> _own = [];
    private long _bytes;
    private int _looked;
    private bool _knowsMerges;

    /// <summary>All about some subjects, and about entries that the record does not hold yet.</summary>
    public async Task<IReadOnlyList<Recorded>> AboutAsync(IReadOnlyCollection<SubjectKey> keys, bool withMentions, IReadOnlyList<Recorded> entries)
    {
        foreach (var entry in entries.Where(entry => _events.TryAdd(entry.Number, entry)))
        {
            _entries.Add(entry);
            _found.Add(entry);
        }

        var own = Together(keys);
        await RoundAsync(new Trip(reader.Source), own, withMentions);
        if (Together(keys) is var known && known.Count > own.Count)
        {
            // It was merged since this process last looked.
            own = known;
            await RoundAsync(new Trip(reader.Source), own, withMentions);
        }

        // What a report needs elsewhere depends on the subjects asked for.
        _looked = 0;
        _needed.Clear();
        while (await MoreAsync(own))
        {
        }

        _own = own;
        return [.. _events.Values];
    }

    /// <summary>All about one subject, to be held.</summary>
    /// <param name="key">The subject.</param>
    /// <param name="upTo">Up to which number nothing is missing.</param>
    public async Task<HeldSubject> HoldAsync(SubjectKey key, long upTo)
    {
        var events = await AboutAsync([key], withMentions: false, []);
        var watched = _own.Concat(_told.Select(t => t.Key)).Select(k => k.Value).Concat(events.Select(e => e.Event.Id)).ToHashSet(StringComparer.Ordinal);
        return new HeldSubject(key, withInstants, upTo, events, watched, (BytesOfByte * _bytes) + (BytesOfEvent * events.Count));
    }

    /// <summary>The keys and all that were ever merged with them.</summary>
    public async Task<IReadOnlyCollection<SubjectKey>> TogetherAsync(IEnumerable<SubjectKey> keys)
    {
        if (!KnowsMerges)
        {
            var trip = new Trip(reader.Source);
            AskMerges(trip, out var learn);
            await trip.GoAsync(cancellation);
            learn();
        }

        return Together(keys);
    }

    /// <summary>The entries of some ids, and what names them.</summary>
    public async Task NamedAsync(IEnumerable<string> ids)
    {
        var wanted = ids.Where(id => _asked.Add(id)).ToArray();
        if (wanted.Length > 0)
        {
            await FetchAsync(new Trip(reader.Source), GatheringSql.Ids, wanted, []);
        }
    }

    /// <summary>The ids of whatever was recorded after a number, and what names it.</summary>
    public async Task<IEnumerable<string>> SinceAsync(long since)
    {
        await new Trip(reader.Source).Ask(Sql(GatheringSql.Since), Add, Array.Empty<string>(), number, Array.Empty<long>(), since).GoAsync(cancellation);
        return _events.Values.Where(e => e.Number > since).Select(e => e.Event.Id);
    }

    /// <summary>The ids of whatever some citation makes known after one instant and up to another, as recorded or as ever corrected.</summary>
    public async Task<IEnumerable<string>> ArrivingAsync(DateTime after, DateTime upTo)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await new Trip(reader.Source).Ask(GatheringSql.Arriving, r => ids.Add(r.GetString(0)), after, upTo, number).GoAsync(cancellation);
        return ids;
    }

    /// <summary>The ids of whatever is told in the name of some subjects that are no sources.</summary>
    public virtual async Task<IEnumerable<string>> SpokenAsync(IReadOnlyCollection<SubjectKey> keys)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (keys.Count > 0)
        {
            await new Trip(reader.Source).Ask(GatheringSql.Spoken, r => ids.Add(r.GetString(0)), keys.Select(k => k.Value).ToArray(), number).GoAsync(cancellation);
        }

        return ids;
    }

    /// <summary>Asks for what bears on some subjects together with whatever the trip asks already.</summary>
    public Task BeginAsync(Trip trip, IReadOnlyCollection<SubjectKey> keys) => RoundAsync(trip, Together(keys), withMentions: false);

    // What bears on the subjects themselves, and what names it to the end.
    private async Task RoundAsync(Trip trip, IReadOnlyCollection<SubjectKey> own, bool withMentions)
    {
        AskMerges(trip, out var learn);
        var where = withMentions ? GatheringSql.Mentioned : GatheringSql.Borne;
        var wanted = own.Where(k => _asked.Add($"{where} {k}")).Select(k => k.Value).ToArray();
        if (wanted.Length > 0)
        {
            await FetchAsync(trip, where, wanted, Merges(own));
        }
        else
        {
            await trip.GoAsync(cancellation);
        }

        learn();
    }

    private string Sql(string where) => withInstants ? GatheringSql.Of(where) : GatheringSql.WithInstantsOfEdits(where);

    private HashSet<SubjectKey> Together(IEnumerable<SubjectKey> keys)
    {
        var known = _joined.Of(keys, number).Keys;

        // Merges that are decided and not recorded join as well.
        for (var size = 0; size < known.Count;)
        {
            size = known.Count;
            foreach (var act in _entries.Select(e => e.Event).OfType<SubjectAct>().Where(a => a.Keys.Any(known.Contains)).ToList())
            {
                known = _joined.Of(known.Concat(act.Keys), number).Keys;
            }
        }

        return known;
    }

    private void AskMerges(Trip trip, out Action learn)
    {
        learn = () => { };
        if (!KnowsMerges)
        {
            _knowsMerges = true;
            var rows = new List<(long, SubjectKey)>();
            trip.Ask(Joined.Sql, r => rows.Add((r.GetInt64(0), SubjectKey.Parse(r.GetString(1)))), _joined.Last);
            learn = () => _joined.Add(rows);
        }
    }

    /// <summary>Whether the merges recorded since this process last looked need not be asked for.</summary>
    protected virtual bool KnowsMerges => _knowsMerges;

    /// <summary>Adds an event that was found.</summary>
    protected void Add(Recorded found)
    {
        if (_events.TryAdd(found.Number, found))
        {
            _found.Add(found);
        }
    }

    /// <summary>Finds events, and ends the trip.</summary>
    protected virtual Task FetchAsync(Trip trip, string where, string[] wanted, long[] merges, string[]? kinds = null) =>
        (kinds is null ? trip.Ask(Sql(where), Add, wanted, number, merges) : trip.Ask(Sql(where), Add, wanted, number, merges, kinds)).GoAsync(cancellation);

    private void Add(System.Data.Common.DbDataReader row)
    {
        if (!_events.ContainsKey(row.GetInt64(0)))
        {
            Add(RecordedRow.Read(row, out var length));
            _bytes += length;
        }
    }

    private long[] Merges(IEnumerable<SubjectKey> keys) => [.. _joined.Of(keys, number).Numbers.Where(n => !_events.ContainsKey(n))];

    // What those reports need that stands elsewhere, and the merges of whatever they name: outlets and speakers too.
    private async Task<bool> MoreAsync(IReadOnlySet<SubjectKey> own)
    {
        var (elsewhere, named) = (new List<(SubjectKey Key, string Kind)>(), new List<SubjectKey>());
        for (; _looked < _found.Count; _looked++)
        {
            var content = Content(_found[_looked].Event);
            named.AddRange(Keys(content).Where(_named.Add));
            foreach (var need in content is Assertion report ? Elsewhere(report, own) : [])
            {
                if (_needed.Add(need))
                {
                    elsewhere.AddRange(Together([need.Key]).Where(key => !own.Contains(key)).SelectMany(_ => need.Kinds.Append(GatheringSql.Correction), (key, kind) => (key, kind)).Where(_told.Add));
                }
            }
        }

        var merges = Merges(named);
        if (elsewhere.Count == 0 && merges.Length == 0)
        {
            return false;
        }

        await FetchAsync(new Trip(reader.Source), GatheringSql.OfKinds, [.. elsewhere.Select(e => e.Key.Value)], merges, [.. elsewhere.Select(e => e.Kind)]);
        return true;
    }

    /// <summary>
    /// What decides about a report, or is shown beside it, and bears on other subjects: whether leaders and participants live; what may deny a death;
    /// who else leads; how a part is told; who denies a merger; and whatever has the proposition of a report that disputes, for that may have caused what it says.
    /// </summary>
    private static IEnumerable<(SubjectKey Key, string[] Kinds)> Elsewhere(Assertion report, IReadOnlySet<SubjectKey> own) => report switch
    {
        LeaderNamed leader => [(leader.Person, Life), (leader.Subject, Leadership)],
        LeaderDeparted departed => [(departed.Subject, Leadership)],
        ParticipantReported { Participant.Kind: SubjectKind.Person } part when own.Contains(part.Subject) => [(part.Participant, Life)],
        IncidentReported part => [(part.Subject, Parts)],
        MergerReport merger when !merger.Parties.Any(own.Contains) => merger.Parties.Select(p => (p, Mergers)),
        AllegianceReport { Disputes.Count: > 0 } => [(report.Subject, Allegiance)],
        ResponsibilityReport { Disputes.Count: > 0 } => [(report.Subject, Responsibility)],
        _ when report.Proposition?.Matter == Matter.Death => [(report.Subject, Life)],
        _ => [],
    };

    private static RecordEvent Content(RecordEvent @event) => @event is AssertionCorrected correction ? correction.Content : @event;

    private static IEnumerable<SubjectKey> Keys(RecordEvent content) => content switch
    {
        Assertion a => Told(a).Concat(a.Involved).Concat(a.Mentions).Append(a.Subject),
        SourceAct act => Told(act),
        SubjectAct act => act.Keys,
        _ => [],
    };

    private static IEnumerable<SubjectKey> Told(ITold told) =>
        told.Citations.Select(c => c.Outlet).Concat(told.AttributedTo?.Key is { } key ? [key] : []);

    private static IEnumerable<string> Names<T>() => EventCatalogue.All.Where(k => typeof(T).IsAssignableFrom(k.Type)).Select(k => k.StorageName);
}
