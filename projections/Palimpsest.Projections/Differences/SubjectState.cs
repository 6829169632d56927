using System.Text.Json;
using System.Text.Json.Nodes;
using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Explanations;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Differences;

/// <summary>What is believed of a subject, in the form in which it is compared: by topic, as <c>explain</c> tells them. Empty: nothing is.</summary>
/// <param name="Topics">By name, such as <c>circumstance: manner</c>.</param>
public sealed record SubjectState(IReadOnlyDictionary<string, TopicState> Topics)
{
    /// <summary>Nothing is believed.</summary>
    public static readonly SubjectState Nothing = new(new Dictionary<string, TopicState>(StringComparer.Ordinal));

    /// <summary>The state of a subject. A key that is shown under another has none of its own.</summary>
    public static SubjectState Of(WorldView world, SubjectKey key, TallyRule rule)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (world.Record.Canonical(key) != key)
        {
            return Nothing;
        }

        var topics = ExplanationResolver.Resolve(world, key, rule).Topics.Select(t => (t.Topic, State: TopicState.Of(t))).Where(t => t.State.Reports.Count > 0);
        return new SubjectState(topics.ToDictionary(t => t.Topic, t => t.State, StringComparer.Ordinal));
    }
}

/// <summary>A topic and what stands behind it.</summary>
/// <param name="Belief">What is believed; null if nothing current is said any more.</param>
/// <param name="Contested">It is contested.</param>
/// <param name="Reports">The visible reports by id, each as it reads.</param>
public sealed record TopicState(string? Belief, bool Contested, IReadOnlyDictionary<string, ReportState> Reports)
{
    /// <summary>There is no such topic.</summary>
    public static readonly TopicState Nothing = new(null, false, new Dictionary<string, ReportState>(StringComparer.Ordinal));

    internal static TopicState Of(TopicShown topic)
    {
        var visible = topic.Assertions.Where(a => a.Standing is "current" or "revised").ToList();
        return new TopicState(
            visible.Any(a => a.Standing == "current") ? topic.Belief : null,
            topic.Contested,
            visible.ToDictionary(a => a.Evidence.Id, a => new ReportState(a.Standing, Read(a.Evidence)), StringComparer.Ordinal));
    }

    /// <summary>Of a belief with what stands behind it, each current.</summary>
    internal static TopicState Of(string belief, bool contested, IEnumerable<Evidence> current) => new(
        belief, contested, current.DistinctBy(e => e.Id, StringComparer.Ordinal).ToDictionary(e => e.Id, e => new ReportState("current", Read(e)), StringComparer.Ordinal));

    private static JsonObject Read(Evidence evidence) => JsonSerializer.SerializeToNode(evidence, AnswerJson.Options)!.AsObject();
}

/// <summary>A report behind a belief.</summary>
/// <param name="Standing"><c>current</c> or <c>revised</c>.</param>
/// <param name="Reads">The report as evidence: counting date, party, grades, citations, what contests it.</param>
public sealed record ReportState(string Standing, JsonObject Reads)
{
    /// <summary>Whether both say the same.</summary>
    public bool Same(ReportState? other) => other is not null && Standing == other.Standing && JsonNode.DeepEquals(Reads, other.Reads);

    /// <summary>The ids of what contests it.</summary>
    public IEnumerable<string> ContestedBy => Reads["contestedBy"]!.AsArray().Select(c => c!["id"]!.GetValue<string>());
}
