using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Timelines;

/// <summary>Follows the beliefs about one subject along the published axis, and cuts each where it says something else.</summary>
public static class TimelineResolver
{
    /// <summary>The beliefs over time.</summary>
    /// <param name="events">Whatever bears on the subject.</param>
    /// <param name="question">The subject, the perspective, and how casualties are counted.</param>
    /// <param name="to">The horizon at the end.</param>
    public static TimelineBelief Resolve(IReadOnlyList<Recorded> events, Question question, Horizon to)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(to);
        var end = new WorldView(new RecordAsOf(events, to.Recorded.Number), to.BelievedOn, question.Perspective);
        var key = end.Record.Canonical(question.Key ?? throw new ArgumentException("a timeline is of one subject", nameof(question)));
        var lanes = new Drawn();
        foreach (var step in new Steps(events, question with { Axis = Axis.Published, Since = null }, to, commits: null).Go())
        {
            lanes.Follow(step, key, Lanes.Of(step.After, key, question.Rule));
        }

        var stretches = lanes.Stretches;
        return new TimelineBelief(
            stretches.Any(s => s.Until is null && s.Contested), key, Name(end, key), lanes.Since, to.BelievedOn.Text, stretches, lanes.Causes);
    }

    private static string? Name(WorldView world, SubjectKey key)
    {
        var current = TieOrder.Sort(world, world.Record.OfSubject(key).Where(world.IsCurrent));
        return current.OfType<PersonDescribed>().FirstOrDefault()?.Name ?? current.OfType<FactionDescribed>().FirstOrDefault()?.Name;
    }

    /// <summary>What has been drawn so far.</summary>
    private sealed class Drawn
    {
        private readonly Dictionary<string, (LaneState State, List<Stretch> Stretches)> _lanes = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, Cause> _causes = new(StringComparer.Ordinal);

        public string? Since { get; private set; }

        public IReadOnlyList<Cause> Causes => [.. _causes.Values];

        public IReadOnlyList<Stretch> Stretches => [.. _lanes.OrderBy(l => l.Value.State.Kind).ThenBy(l => Order(l.Key)).ThenBy(l => l.Key, StringComparer.Ordinal).SelectMany(l => l.Value.Stretches)];

        public void Follow(Step step, SubjectKey key, IReadOnlyDictionary<string, LaneState> now)
        {
            foreach (var lane in _lanes.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
            {
                var (was, stretches) = _lanes.TryGetValue(lane, out var drawn) ? drawn : (null, []);
                var state = now.GetValueOrDefault(lane) ?? was!.Gone;
                if (!state.SaysAs(was))
                {
                    Since ??= step.When;
                    Cut(step, stretches);
                    stretches.Add(Begin(step, key, lane, was?.Topic ?? TopicState.Nothing, state));
                }

                if (stretches.Count > 0)
                {
                    _lanes[lane] = (state, stretches);
                }
            }
        }

        private static void Cut(Step step, List<Stretch> stretches)
        {
            if (stretches.Count > 0)
            {
                stretches[^1] = stretches[^1] with { Until = step.When };
            }
        }

        private Stretch Begin(Step step, SubjectKey key, string lane, TopicState was, LaneState state)
        {
            var causes = Differences.Causes.Of(step, key, was, state.Topic);
            foreach (var cause in causes)
            {
                _causes[cause.Id] = _causes.TryGetValue(cause.Id, out var before) ? before with { Outlets = [.. before.Outlets.Union(cause.Outlets)] } : cause;
            }

            return new Stretch(
                lane, state.Kind, step.When, null, state.Topic.Belief, state.Detail, state.IsContested,
                state.Figure?.Low, state.Figure?.Best, state.Figure?.High, state.Figure?.IsOpen, [.. causes.Select(c => c.Id)]);
        }

        // The outcomes in their own order; all else by name.
        private static int Order(string lane) => Enum.TryParse<Outcome>(lane.Split(' ')[^1], ignoreCase: true, out var outcome) && lane.StartsWith("casualties: ", StringComparison.Ordinal) ? (int)outcome : 0;
    }
}
