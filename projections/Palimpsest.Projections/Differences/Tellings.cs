using Palimpsest.Beliefs;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>
/// Tells subjects at the steps that touch them, and there only the topics that are touched. No subject needs what was told of another, so that they are told side by side.
/// </summary>
internal sealed class Tellings
{
    // Fewer are told sooner than shared out.
    private const int FewestToShare = 50;

    private readonly TallyRule _rule;
    private readonly SubjectKey? _one;
    private readonly Dictionary<(SubjectKey Key, string Topic), TopicState> _left = [];

    private Tellings(Question question) => (_rule, _one) = (question.Rule, question.Key);

    /// <summary>All changes, step by step, and in a step by subject and topic.</summary>
    /// <param name="go">Goes along the steps, in worlds of one's own: once to find what each touches, and once for each who tells.</param>
    /// <param name="question">How figures are counted, and of which subject.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static IReadOnlyList<Change> Changes(Func<IEnumerable<Step>> go, Question question, CancellationToken cancellation)
    {
        var touched = Go().Select(step => Touched(step, question.Key)).ToList();
        var sharers = touched.Sum(t => t.Count) < FewestToShare ? 1 : Environment.ProcessorCount;
        var changes = new List<(int Step, SubjectKey Key, Change Change)>[sharers];
        Parallel.For(0, sharers, new ParallelOptions { CancellationToken = cancellation }, share =>
        {
            var tellings = new Tellings(question);
            changes[share] = [.. Go().SelectMany((step, at) => touched[at].Where(t => Share(t.Key) == share).SelectMany(t => tellings.Changes(step, t.Key, t.Topics)
                .Select(change => (at, t.Key, change))))];
        });
        return [.. changes.SelectMany(c => c).OrderBy(c => c.Step).ThenBy(c => c.Key).Select(c => c.Change)];

        IEnumerable<Step> Go()
        {
            foreach (var step in go())
            {
                cancellation.ThrowIfCancellationRequested();
                yield return step;
            }
        }

        int Share(SubjectKey key) => (int)((uint)key.GetHashCode() % sharers);
    }

    private static List<(SubjectKey Key, TouchedTopics Topics)> Touched(Step step, SubjectKey? one)
    {
        var affected = Affected.By(step);
        if (one is not { } key)
        {
            return [.. affected.Select(a => (a.Key, a.Value))];
        }

        // Under whatever key it is shown; under another one all that is said of it is another's.
        var (was, isNow) = (step.Before.Record.Canonical(key), step.After.Record.Canonical(key));
        return was != isNow ? [(key, TouchedTopics.All)] : affected.TryGetValue(was, out var topics) ? [(key, topics)] : [];
    }

    // What no step in between could change is as the last one left it.
    private IReadOnlyList<Change> Changes(Step step, SubjectKey key, TouchedTopics topics)
    {
        var isNow = Told(step.After, key, topics, Left);
        var was = topics.Names is { } names && names.All(t => _left.ContainsKey((key, t)))
            ? new SubjectState(names.ToDictionary(t => t, t => _left[(key, t)], StringComparer.Ordinal))
            : Told(step.Before, key, topics);
        foreach (var topic in topics.Names ?? was.Topics.Keys.Union(isNow.Topics.Keys, StringComparer.Ordinal))
        {
            _left[(key, topic)] = isNow.Topics.GetValueOrDefault(topic, TopicState.Nothing);
        }

        return [.. DifferenceResolver.Changes(step, key, was, isNow)];

        ReportState? Left(string topic, string id) => step.Reached is { } reached && !reached.Contains(id) ? _left.GetValueOrDefault((key, topic))?.Reports.GetValueOrDefault(id) : null;
    }

    private SubjectState Told(WorldView world, SubjectKey key, TouchedTopics topics, Func<string, string, ReportState?>? left = null) =>
        SubjectState.Of(world, _one is null ? key : world.Record.Canonical(key), _rule, topics, left);
}
