using System.Text;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Finding;

/// <summary>
/// Finds subjects without looking at all of them: the index says which were ever told of under a name that could answer, and how well they can at best.
/// The best are resolved first, some at a time, until what is left cannot come before what was found.
/// </summary>
internal sealed class Search(RecordReader record, Question question, Horizon horizon, CancellationToken cancellation)
{
    private const int Fewest = 64;
    private const int Largest = 1024;

    private readonly IReadOnlyList<string> _typed = Spelling.Words(question.Text ?? "");

    public async Task<FoundBelief> FindAsync()
    {
        var sources = await SourcesAsync();
        var open = await ToLookAtAsync(sources);
        var found = new List<(double Score, Found Found)>();
        var limit = question.Limit ?? Finder.Most;
        for (var (done, size) = (0, Math.Clamp(limit, Fewest, Largest)); done < open.Count && !IsEnough(open[done]); done += size, size = Math.Min(2 * size, Largest))
        {
            var keys = open.Skip(done).Take(size).SelectMany(o => o.Keys).ToHashSet();
            var events = await new Gathering(record, horizon.Recorded.Number, cancellation, withInstants: false).AboutAsync(keys, withMentions: true, []);
            var world = new WorldView(new RecordAsOf(events, horizon.Recorded.Number), horizon.BelievedOn, question.Perspective);

            // Of others that their reports name not everything was read.
            found = [.. found.Concat(Finder.Ranked(world, sources, question).Where(r => keys.Contains(r.Found.Key))).OrderByDescending(r => r.Score).ThenBy(r => r.Found.Key)];
        }

        return Finder.Found(question, found.Select(r => r.Found));

        bool IsEnough(Candidate next) => found.Count >= limit
            && (found[limit - 1].Score > next.AtBest || (found[limit - 1].Score.Equals(next.AtBest) && found[limit - 1].Found.Key.CompareTo(next.Keys[0]) < 0));
    }

    // Whatever was ever merged is looked at together: a name given under one key may be shown under another.
    private async Task<IReadOnlyList<Candidate>> ToLookAtAsync(IReadOnlyList<SourceDescribed> sources)
    {
        var atBest = new Dictionary<SubjectKey, double>();
        foreach (var (key, words) in await TermsAsync())
        {
            Add(key, words);
        }

        foreach (var source in sources)
        {
            foreach (var name in source.Aliases.Prepend(source.Name))
            {
                Add(source.Subject, Spelling.Words(name));
            }
        }

        var merges = new Gathering(record, horizon.Recorded.Number, cancellation, withInstants: false);
        var (candidates, seen) = (new List<Candidate>(), new HashSet<SubjectKey>());
        foreach (var key in atBest.Keys.Where(k => !seen.Contains(k)))
        {
            SubjectKey[] together = [.. (await merges.TogetherAsync([key])).Order()];
            seen.UnionWith(together);
            candidates.Add(new Candidate(together, together.Max(k => atBest.GetValueOrDefault(k))));
        }

        return [.. candidates.OrderByDescending(c => c.AtBest).ThenBy(c => c.Keys[0])];

        void Add(SubjectKey key, IReadOnlyList<string> words)
        {
            var score = Finder.Score(question.Text, key, _typed, words);
            if (score > 0 && (question.Kind is null || question.Kind == Words.Of(key.Kind)))
            {
                atBest[key] = Math.Max(score, atBest.GetValueOrDefault(key));
            }
        }
    }

    // Whoever was told of, by then, under a name that could answer; or has the very key.
    private async Task<IReadOnlyList<(SubjectKey Key, IReadOnlyList<string> Words)>> TermsAsync()
    {
        var sql = new StringBuilder($"""
            select t.subject, t.is_key, t.folded from {SearchTerms.Table} t
            where t.seq <= $1 and exists (select from palimpsest.fact f where f.subject = t.subject and f.seq <= $1 and f.published <= $2)
              and (t.subject = $3
            """);
        var values = new List<object> { horizon.Recorded.Number, Candidates.Ceiling(horizon), question.Text ?? "" };
        foreach (var (place, word) in _typed.Distinct(StringComparer.Ordinal).Index())
        {
            sql.Append(place == 0 ? " or (" : ") and (");
            foreach (var (at, pattern) in Spelling.Patterns(word).Distinct(StringComparer.Ordinal).Index())
            {
                values.Add(pattern);
                sql.Append(at == 0 ? "" : " or ").Append(System.Globalization.CultureInfo.InvariantCulture, $"t.folded like ${values.Count}");
            }
        }

        sql.Append(_typed.Count == 0 ? ")" : "))");
        var found = new List<(SubjectKey, IReadOnlyList<string>)>();
        await new Trip(record.Source).Ask(sql.ToString(), Read, [.. values]).GoAsync(cancellation);
        return found;

        void Read(System.Data.Common.DbDataReader row)
        {
            var key = SubjectKey.Parse(row.GetString(0));
            found.Add((key, row.GetBoolean(1) ? Spelling.Words(Finder.NameOf(key)) : Spelling.WordsOf(row.GetString(2))));
        }
    }

    private async Task<IReadOnlyList<SourceDescribed>> SourcesAsync()
    {
        var sources = new List<SourceDescribed>();
        await foreach (var e in record.EventsAsync(GatheringSql.Of(GatheringSql.Sources), cancellation, Array.Empty<string>(), horizon.Recorded.Number, Array.Empty<long>()))
        {
            sources.Add((SourceDescribed)e.Event);
        }

        return sources;
    }

    /// <summary>A subject under all its keys, in their order, and how well it can answer at best.</summary>
    private sealed record Candidate(IReadOnlyList<SubjectKey> Keys, double AtBest);
}
