using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Timelines;

/// <summary>What a lane says at one horizon.</summary>
/// <param name="Kind">What the lane is of.</param>
/// <param name="Topic">The belief, and what stands behind it.</param>
/// <param name="Detail">What is to be known with it.</param>
/// <param name="Figure">The numbers, if it is a figure.</param>
internal sealed record LaneState(LaneKind Kind, TopicState Topic, string? Detail = null, Figure? Figure = null)
{
    /// <summary>Whether both say the same, whatever stands behind them.</summary>
    public bool SaysAs(LaneState? other) =>
        (Topic.Belief, Detail, IsContested, Figure) == (other?.Topic.Belief, other?.Detail, other?.IsContested ?? false, other?.Figure);

    /// <summary>What is no longer believed is not contested.</summary>
    public bool IsContested => Topic.Belief is not null && Topic.Contested;

    /// <summary>The lane when nothing is said any more.</summary>
    public LaneState Gone => new(Kind, TopicState.Nothing);
}

/// <summary>
/// The beliefs about one subject that are drawn over time, lane by lane: the topics of <see cref="SubjectState"/> about the subject itself that are no mere sayings
/// (names, statements), with roles, allegiances and mergers each by itself.
/// </summary>
internal static class Lanes
{
    /// <summary>The lanes at a horizon, by name.</summary>
    /// <param name="world">What is believed.</param>
    /// <param name="key">The subject, as it is shown.</param>
    /// <param name="rule">How casualties are counted.</param>
    public static IReadOnlyDictionary<string, LaneState> Of(WorldView world, SubjectKey key, TallyRule rule)
    {
        var lanes = new Dictionary<string, LaneState>(StringComparer.Ordinal);
        var topics = SubjectState.Of(world, key, rule).Topics;
        foreach (var (topic, state) in topics)
        {
            if (KindOf(topic) is { } kind)
            {
                lanes.Add(topic, new LaneState(kind, state));
            }
        }

        if (key.Kind == SubjectKind.Incident)
        {
            AddFigures(lanes, world, key, rule);
        }
        else if (topics.Count > 0)
        {
            AddParties(lanes, world, key, topics.GetValueOrDefault("life status", TopicState.Nothing));
        }

        return lanes;
    }

    private static LaneKind? KindOf(string topic) => topic switch
    {
        "incident" => LaneKind.Incident,
        "claims" => LaneKind.Claims,
        "participants" => LaneKind.Participants,
        "life status" => LaneKind.LifeStatus,
        "custody" => LaneKind.Custody,
        "sentence" => LaneKind.Sentence,
        "split" => LaneKind.Split,
        "presence" => LaneKind.Presence,
        "strength" => LaneKind.Strength,
        _ when topic.StartsWith("circumstance: ", StringComparison.Ordinal) => LaneKind.Circumstance,
        _ when topic.StartsWith("casualties: ", StringComparison.Ordinal) => LaneKind.Casualties,
        _ => null,
    };

    private static void AddFigures(Dictionary<string, LaneState> lanes, WorldView world, SubjectKey key, TallyRule rule)
    {
        foreach (var (outcome, tally) in IncidentResolver.Outcomes(world, world.Record.OfSubject(key).Where(world.IsVisible), rule))
        {
            var lane = $"casualties: {outcome}";
            lanes[lane] = lanes[lane] with { Figure = tally.Figure, Detail = Marks(tally.Tied ? "tied" : null, tally.NoMajority ? "no majority" : null) };
        }
    }

    private static void AddParties(Dictionary<string, LaneState> lanes, WorldView world, SubjectKey key, TopicState life)
    {
        var current = TieOrder.Sort(world, world.Record.Bearing(key).Where(world.IsCurrent));
        if (key.Kind == SubjectKind.Person)
        {
            lanes["life status"] = new LaneState(LaneKind.LifeStatus, life with { Belief = life.Belief ?? Words.Of(LifeStatus.NoReport) });
            foreach (var r in Leaders.RolesOf(world, current, key))
            {
                Add($"role: {Named(r.Role, r.Scope)} of {r.Faction}", LaneKind.Role, StandingOf(r.Departed, r.Until), r.Contested, r.Assertions, Marks(Since(r.Since), Until(r.Until)));
            }
        }
        else
        {
            foreach (var l in Leaders.Of(world, TieOrder.Sort(world, world.Record.OfSubject(key).Where(world.IsCurrent))))
            {
                var deaths = Evidence.Of(world, world.Record.OfSubject(l.Person).OfType<DeathReport>().Where(world.IsVisible));
                Add(
                    $"role: {Named(l.Role, l.Scope)}: {l.Person}", LaneKind.Role, StandingOf(l.Departed, l.Until), l.Contested, [.. l.Assertions, .. deaths],
                    Marks(Since(l.Since), Until(l.Until), l.LifeStatus == LifeStatus.NoReport ? null : Words.Of(l.LifeStatus)));
            }
        }

        foreach (var a in Allegiances.Of(world, current))
        {
            Add($"allegiance: {a.From} to {a.To}", LaneKind.Allegiance, a.Status, a.Contested, a.Assertions, null);
        }

        foreach (var m in Mergers.Of(world, current))
        {
            Add(
                $"merger: {string.Join(" + ", m.Parties)}", LaneKind.Merger, m.Status, m.Contested, m.Assertions,
                Marks(m.Name, By("announced by", m.AnnouncedBy), By("denied by", m.DeniedBy)));
        }

        void Add(string lane, LaneKind kind, string belief, bool contested, IEnumerable<Evidence> behind, string? detail) =>
            lanes.Add(lane, new LaneState(kind, TopicState.Of(belief, contested, behind), detail));
    }

    private static string StandingOf(bool departed, Edtf? until) => departed ? "departed" : until is null ? "holds" : "held";

    private static string Named(string role, string? scope) => scope is null ? role : $"{role} ({scope})";

    private static string? Since(Edtf? since) => since is null ? null : $"since {since}";

    private static string? Until(Edtf? until) => until is null ? null : $"until {until}";

    private static string? By(string what, IReadOnlyList<SubjectKey> keys) => keys.Count == 0 ? null : $"{what} {string.Join(", ", keys)}";

    private static string? Marks(params string?[] marks) => marks.Any(m => m is not null) ? string.Join("; ", marks.Where(m => m is not null)) : null;
}
