using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Explanations;

/// <summary>Lays open what stands behind the beliefs about one subject.</summary>
public static class ExplanationResolver
{
    /// <summary>The explanation of a subject.</summary>
    /// <param name="world">What is believed.</param>
    /// <param name="key">The subject.</param>
    /// <param name="rule">How casualties are counted.</param>
    public static ExplanationBelief Resolve(WorldView world, SubjectKey key, TallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(world);
        var canonical = world.Record.Canonical(key);
        var bearing = world.Record.Bearing(canonical).ToList();
        var published = bearing.Where(a => world.HasCounted(a)).ToList();
        var topics = published.SelectMany(a => Topics.Of(world.Record, canonical, a), (a, topic) => (topic, a))
            .GroupBy(t => t.topic, t => t.a, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Topic(world, g.Key, [.. g], rule))
            .ToList();
        return new ExplanationBelief(canonical, topics.Any(t => t.Contested), topics, LeftOut(world, bearing.Where(a => !IsWithdrawn(world, a))));
    }

    private static int LeftOut(WorldView world, IEnumerable<Assertion> bearing)
    {
        var left = 0;
        var open = new Queue<ITold>(bearing);
        while (open.TryDequeue(out var at))
        {
            left += world.LaterCitations(at);
            world.Record.ActsOn(at.Id).ToList().ForEach(open.Enqueue);
        }

        return left;
    }

    private static TopicShown Topic(WorldView world, string topic, List<Assertion> said, TallyRule rule)
    {
        var outcome = Topics.OutcomeOf(topic);
        var told = Topics.Told(world, outcome, said, rule);
        var revised = TieOrder.Sort(world, said.Where(a => world.IsVisible(a) && !Topics.IsCurrent(world, outcome, a)));
        var takenBack = said.Where(a => !world.IsVisible(a)).OrderBy(a => a.Id, StringComparer.Ordinal);
        return new TopicShown(
            topic,
            told.Belief ?? "nothing",
            told.Contested,
            [
                .. told.Current.Select(a => Weighed(world, "current", a)),
                .. revised.Select(a => Weighed(world, "revised", a)),
                .. takenBack.Select(a => Weighed(world, IsWithdrawn(world, a) ? "withdrawn" : "takenBack", a)),
            ]);
    }

    private static WeighedShown Weighed(WorldView world, string standing, Assertion assertion) => new(
        standing,
        standing == "revised" ? [.. world.Record.RevisersOf(assertion.Id).Where(world.HasCounted).Select(r => r.Id).Order(StringComparer.Ordinal)] : [],
        Evidence.Of(world, assertion),
        [.. world.VisibleActsOn(assertion.Id).OrderBy(a => a.Id, StringComparer.Ordinal).Select(a => ActShown.Of(world, a))],
        [.. world.Record.Find(assertion.Id)!.Acts.Select(EditShown.Of)]);

    private static bool IsWithdrawn(WorldView world, Assertion assertion) => world.Record.Find(assertion.Id) is { IsWithdrawn: true };
}
