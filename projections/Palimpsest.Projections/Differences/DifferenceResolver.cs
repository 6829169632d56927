using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>What changed between two horizons along one axis, the other held.</summary>
/// <param name="Contested">Something that changed is contested afterwards.</param>
/// <param name="Axis">Along which clock.</param>
/// <param name="Since">Where it starts: X or a record number; null is the beginning.</param>
/// <param name="Until">Where it ends.</param>
/// <param name="Key">Of which subject; null: of the world.</param>
/// <param name="Changes">A replay: step by step, in order. A difference: net, by subject and topic.</param>
public sealed record DifferenceBelief(bool Contested, Axis Axis, string? Since, string Until, SubjectKey? Key, IReadOnlyList<Change> Changes);

/// <summary>Compares, step by step; a difference is what remains of its steps.</summary>
public static class DifferenceResolver
{
    /// <summary>All changes, step by step: folded from the state at the start they give the state at the end.</summary>
    /// <param name="events">Whatever bears on the question.</param>
    /// <param name="question">The axis, the start, the subject and the perspective.</param>
    /// <param name="to">The end.</param>
    /// <param name="commits">The last numbers of the commits of those events that come after the start, ascending; null if the events are all there are.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static DifferenceBelief Replay(
        IReadOnlyList<Recorded> events, Question question, Horizon to, IReadOnlyList<long>? commits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(to);
        return Belief(question, to, Tellings.Changes(new Steps(events, question, to, commits).Go, question, cancellation));
    }

    /// <summary>The net changes, each with everything that caused it on the way.</summary>
    public static DifferenceBelief Difference(
        IReadOnlyList<Recorded> events, Question question, Horizon to, IReadOnlyList<long>? commits = null, CancellationToken cancellation = default)
    {
        var steps = Replay(events, question, to, commits, cancellation).Changes;
        var net = steps.GroupBy(c => (c.Subject, c.Topic)).OrderBy(g => g.Key.Subject).ThenBy(g => g.Key.Topic, StringComparer.Ordinal).Select(g => Net([.. g])).OfType<Change>();
        return Belief(question, to, [.. net]);
    }

    private static DifferenceBelief Belief(Question question, Horizon to, IReadOnlyList<Change> changes) => new(
        changes.Any(c => c.Contested),
        question.Axis,
        question.Since,
        question.Axis == Axis.Published ? to.BelievedOn.Text : to.Recorded.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        question.Key,
        changes);

    /// <summary>The changes of a step, subject by subject.</summary>
    internal static IEnumerable<Change> Changes(Step step, IReadOnlyDictionary<SubjectKey, TouchedTopics> subjects, TallyRule rule) => subjects.OrderBy(s => s.Key)
        .SelectMany(s => Changes(step, s.Key, SubjectState.Of(step.Before, s.Key, rule, s.Value), SubjectState.Of(step.After, s.Key, rule, s.Value)));

    /// <summary>The changes of one subject in a step, topic by topic.</summary>
    internal static IEnumerable<Change> Changes(Step step, SubjectKey key, SubjectState before, SubjectState after)
    {
        foreach (var topic in before.Topics.Keys.Union(after.Topics.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, isNow) = (before.Topics.GetValueOrDefault(topic, TopicState.Nothing), after.Topics.GetValueOrDefault(topic, TopicState.Nothing));
            if (Change.Between(step.When, key, topic, was, isNow, []) is { } change)
            {
                yield return change with { Causes = Causes.Of(step, key, was, isNow) };
            }
        }
    }

    // What was there before the first step and what is there after the last; what lies between is in the causes.
    private static Change? Net(List<Change> steps)
    {
        if (steps.Count == 1)
        {
            return steps[0];
        }

        var (before, after) = (TopicState.Nothing, TopicState.Nothing);
        foreach (var report in steps.SelectMany(s => s.Reports).GroupBy(r => r.Id, StringComparer.Ordinal))
        {
            before = With(before, report.Key, report.First().Before);
            after = With(after, report.Key, report.Last().After);
        }

        before = before with { Belief = steps[0].Before, Contested = steps[0].WasContested };
        after = after with { Belief = steps[^1].After, Contested = steps[^1].Contested };
        return Change.Between(steps[^1].When, steps[^1].Subject, steps[^1].Topic, before, after, [.. steps.SelectMany(s => s.Causes).DistinctBy(c => (c.Id, c.Outlets.Count > 0 ? c.Outlets[0] : default))]);
    }

    private static TopicState With(TopicState state, string id, ReportState? report) =>
        report is null ? state : state with { Reports = new Dictionary<string, ReportState>(state.Reports, StringComparer.Ordinal) { [id] = report } };
}
