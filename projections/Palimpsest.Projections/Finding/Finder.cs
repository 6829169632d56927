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
    /// <summary>So many are found where no limit is given.</summary>
    public const int Most = 50;

    public static FoundBelief Find(WorldView world, IReadOnlyList<SourceDescribed> sources, Question question) =>
        Found(question, Ranked(world, sources, question).Select(r => r.Found));

    /// <summary>The answer, of results in their order.</summary>
    public static FoundBelief Found(Question question, IEnumerable<Found> ranked) => new(false, question.Text ?? "", [.. ranked.Take(question.Limit ?? Most)]);

    /// <summary>All subjects that answer, the best first, each with how well it does.</summary>
    public static IEnumerable<(double Score, Found Found)> Ranked(WorldView world, IReadOnlyList<SourceDescribed> sources, Question question)
    {
        var typed = Spelling.Words(question.Text ?? "");
        return
            from subject in Names(world, sources)
            where question.Kind is null || question.Kind == Words.Of(subject.Key.Kind)
            let best = subject.Value.Append(NameOf(subject.Key))
                .Select(name => (name, score: Score(question.Text, subject.Key, typed, Spelling.Words(name))))
                .MaxBy(m => m.score)
            where best.score > 0
            orderby best.score descending, subject.Key
            select (best.score, new Found(subject.Key, Words.Of(subject.Key.Kind), best.name, subject.Value));
    }

    /// <summary>How well a subject answers by a name or by its own key, of the words given.</summary>
    public static double Score(string? text, SubjectKey key, IReadOnlyList<string> typed, IReadOnlyList<string> words) =>
        text == key.Value ? 2 : Spelling.Match(typed, words);

    /// <summary>What a key reads as.</summary>
    public static string NameOf(SubjectKey key) => key.Slug.Replace('-', ' ');

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
