using Palimpsest.Beliefs;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// Gathers from the record whatever a question needs, no less: an answer from it is the answer from the whole record. Whatever was ever merged is gathered together,
/// whether the merge stands or not.
/// </summary>
internal sealed class Gathering(RecordReader reader, long number, CancellationToken cancellation)
{
    // Whatever stands in a stream, and what corrections have brought to the subject of that key.
    private const string OfStreams = "(f.stream = any($1) or (f.subject = any($1) and f.type = 'assertion_corrected'))";

    private readonly Dictionary<long, Recorded> _events = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<SubjectKey, HashSet<SubjectKey>> _together = [];

    /// <summary>All about some subjects, and about entries that the record does not hold yet.</summary>
    public async Task<IReadOnlyList<Recorded>> AboutAsync(IReadOnlyCollection<SubjectKey> keys, bool withMentions, IReadOnlyList<Recorded> entries)
    {
        foreach (var entry in entries)
        {
            _events.TryAdd(entry.Number, entry);
        }

        // What bears on the subjects themselves; whatever stands in their own streams does.
        var own = await TogetherAsync(keys);
        await AddAsync(withMentions ? "f.subject = any($1)" : "f.subject = any($1) and f.bears", own);

        foreach (var key in own)
        {
            _asked.Add($"{OfStreams} {key}");
        }

        // A revision may no longer name the subject, but it stands with what it revises; the life of a leader or participant is told in his own stream.
        await AddAsync(OfStreams, await TogetherAsync(Subjects()));

        // A report that disputes counts while it is current, which its own subject tells.
        await AddAsync(OfStreams, await TogetherAsync(Subjects()));

        // Speakers and outlets may have been merged too.
        await TogetherAsync(_events.Values.SelectMany(e => Keys(e.Event)).ToHashSet());
        return [.. _events.Values];
    }

    /// <summary>The keys and all that were ever merged with them.</summary>
    public async Task<IReadOnlyCollection<SubjectKey>> TogetherAsync(IEnumerable<SubjectKey> keys)
    {
        var wanted = keys.ToHashSet();
        var unknown = wanted.Where(k => !_together.ContainsKey(k)).ToList();
        if (unknown.Count > 0)
        {
            unknown.ForEach(k => _together.Add(k, [k]));
            await foreach (var joining in reader.EventsAsync(RecordedRow.Joining, cancellation, unknown.Select(k => k.Value).ToArray(), number))
            {
                _events.TryAdd(joining.Number, joining);
                Join(((SubjectAct)joining.Event).Keys);
            }
        }

        return [.. wanted.SelectMany(k => _together[k]).Distinct()];
    }

    private void Join(IEnumerable<SubjectKey> keys)
    {
        var all = keys.SelectMany(k => _together.TryGetValue(k, out var known) ? known : [k]).ToHashSet();
        foreach (var key in all)
        {
            _together[key] = all;
        }
    }

    private IEnumerable<SubjectKey> Subjects() => _events.Values.SelectMany(e => e.Event switch
    {
        SubjectAct => [],
        AssertionCorrected { Content: Assertion content } => Subjects(content).Concat(Stream(e)),
        Assertion a => Subjects(a),
        _ => Stream(e),
    });

    // What is decided and not recorded stands in no stream yet.
    private static IEnumerable<SubjectKey> Stream(Recorded e) => e.Stream.Length > 0 ? [SubjectKey.Parse(e.Stream)] : [];

    private static IEnumerable<SubjectKey> Subjects(Assertion a) => a switch
    {
        LeaderNamed leader => [a.Subject, leader.Person],
        ParticipantReported { Participant.Kind: SubjectKind.Person } part => [a.Subject, part.Participant],
        _ => [a.Subject],
    };

    private static IEnumerable<SubjectKey> Keys(RecordEvent @event) => @event switch
    {
        AssertionCorrected correction => Keys(correction.Content),
        Assertion a => Told(a).Concat(a.BearsOn).Concat(a.Mentions),
        SourceAct act => Told(act),
        _ => [],
    };

    private static IEnumerable<SubjectKey> Told(ITold told) =>
        told.Citations.Select(c => c.Outlet).Concat(told.AttributedTo?.Key is { } key ? [key] : []);

    private async Task AddAsync(string where, IEnumerable<SubjectKey> keys)
    {
        var wanted = keys.Where(k => _asked.Add($"{where} {k}")).Select(k => k.Value).ToArray();
        if (wanted.Length > 0)
        {
            await foreach (var e in reader.EventsAsync(RecordReader.WithActs(where), cancellation, wanted, number))
            {
                _events.TryAdd(e.Number, e);
            }
        }
    }
}
