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
        var topics = published.SelectMany(a => Topics(a), (a, topic) => (topic: Of(world, canonical, topic, a), a))
            .GroupBy(t => t.topic, t => t.a, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Topic(world, g.Key, [.. g], rule))
            .ToList();
        return new ExplanationBelief(canonical, topics.Any(t => t.Contested), topics, LeftOut(world, bearing.Where(a => !IsWithdrawn(world, a))));
    }

    private static IEnumerable<string> Topics(Assertion assertion) => assertion switch
    {
        IncidentReported => ["incident"],
        CircumstanceReported c => [$"circumstance: {c.Aspect}"],
        CasualtiesReported account => account.Lines.Select(l => l.Outcome).Distinct().Select(o => $"casualties: {Words.Of(o)}"),
        ResponsibilityReport or NoClaimKnown => ["claims"],
        ParticipantReported => ["participants"],
        LeaderNamed l => [Role(l.Role, l.Scope)],
        LeaderDeparted l => [Role(l.Role, l.Scope)],
        _ when assertion.Proposition?.Matter == Matter.Death => ["life status"],
        AllegianceReport => ["allegiance"],
        MergerReport => ["merger"],
        PersonDescribed or FactionDescribed => ["name"],
        CustodyReported => ["custody"],
        SentenceReported => ["sentence"],
        PresenceReported => ["presence"],
        StrengthReported => ["strength"],
        SplitReported => ["split"],
        _ => ["statement"],
    };

    private static string Role(string role, string? scope) => $"role: {role}{(scope is null ? "" : $" ({scope})")}";

    // What is said of another subject is believed of that one: a claim on each incident, a role in each faction. A merger, a split or an allegiance is of all its parties.
    private static string Of(WorldView world, SubjectKey key, string topic, Assertion assertion) =>
        world.Record.Canonical(assertion.Subject) is var subject && (subject == key || assertion is MergerReport or SplitReported or AllegianceReport) ? topic : $"{topic} of {subject}";

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
        var outcome = topic.StartsWith("casualties: ", StringComparison.Ordinal) ? Words.Parse<Outcome>(topic.Split(' ')[1]) : (Outcome?)null;
        bool IsCurrent(Assertion a) => a is CasualtiesReported account && outcome is { } o ? world.IsCurrentFor(account, o) : world.IsCurrent(a);
        var current = TieOrder.Sort(world, said.Where(IsCurrent));
        var revised = TieOrder.Sort(world, said.Where(a => world.IsVisible(a) && !IsCurrent(a)));
        var takenBack = said.Where(a => !world.IsVisible(a)).OrderBy(a => a.Id, StringComparer.Ordinal);
        return new TopicShown(
            topic,
            current.Count == 0 ? "nothing" : Summing.Up(world, current, outcome, rule),
            current.Any(world.IsContested) || Summing.IsContested(world, current),
            [
                .. current.Select(a => Weighed(world, "current", a)),
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
