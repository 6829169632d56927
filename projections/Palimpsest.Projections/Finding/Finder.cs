using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Finding;

/// <summary>What a search finds at a horizon, the best first.</summary>
public sealed record FoundBelief(bool Contested, string Text, IReadOnlyList<Found> Results);

/// <summary>One subject found.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Kind">incident, faction, person, source.</param>
/// <param name="Name">The name or alias that matched; the slug of the key if that did.</param>
/// <param name="Names">All names that anybody gave by then and did not take back.</param>
public sealed record Found(SubjectKey Key, string Kind, string Name, IReadOnlyList<string> Names);

/// <summary>Finds subjects by key, name or alias, as they were known at a horizon.</summary>
internal static class Finder
{
    private const int Most = 50;

    public static FoundBelief Find(WorldView world, IReadOnlyList<SourceDescribed> sources, Question question)
    {
        var typed = Spelling.Words(question.Text ?? "");
        var names = Names(world, sources);
        var results =
            from subject in names
            where question.Kind is null || question.Kind == Words.Of(subject.Key.Kind)
            let best = subject.Value.Append(subject.Key.Slug.Replace('-', ' '))
                .Select(name => (name, score: Score(question.Text, subject.Key, typed, name)))
                .MaxBy(m => m.score)
            where best.score > 0
            orderby best.score descending, subject.Key
            select new Found(subject.Key, Words.Of(subject.Key.Kind), best.name, subject.Value);
        return new FoundBelief(false, question.Text ?? "", [.. results.Take(Most)]);
    }

    /// <summary>Whether a key or name could be among the results at all.</summary>
    public static bool Answers(string text, SubjectKey key, string name) => Score(text, key, Spelling.Words(text), name) > 0;

    private static double Score(string? text, SubjectKey key, IReadOnlyList<string> typed, string name) =>
        text == key.Value ? 2 : Spelling.Match(typed, name);

    private static SortedDictionary<SubjectKey, List<string>> Names(WorldView world, IReadOnlyList<SourceDescribed> sources)
    {
        var names = new SortedDictionary<SubjectKey, List<string>>();
        foreach (var assertion in world.Record.Assertions.Where(world.IsVisible))
        {
            foreach (var key in assertion.BearsOn.Concat(assertion.Mentions))
            {
                Add(key, []);
            }

            Add(assertion.Subject, Naming.Of(assertion));
        }

        // Our own descriptions hold at every X.
        foreach (var source in sources)
        {
            Add(source.Subject, [source.Name, .. source.Aliases]);
        }

        return names;

        void Add(SubjectKey key, IEnumerable<string> spellings)
        {
            var canonical = world.Record.Canonical(key);
            if (!names.TryGetValue(canonical, out var known))
            {
                names[canonical] = known = [];
            }

            known.AddRange(spellings.Where(s => !known.Contains(s, StringComparer.Ordinal)));
        }
    }
}
