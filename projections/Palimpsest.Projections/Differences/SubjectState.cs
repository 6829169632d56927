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
    public static SubjectState Of(WorldView world, SubjectKey key, TallyRule rule) => Of(world, key, rule, TouchedTopics.All);

    /// <summary>Its state in some topics.</summary>
    /// <param name="world">The world.</param>
    /// <param name="key">The subject.</param>
    /// <param name="rule">How figures are counted.</param>
    /// <param name="touched">The topics.</param>
    /// <param name="left">A report in a topic as an earlier telling left it, if nothing changed it since; null if it has to be looked at.</param>
    internal static SubjectState Of(WorldView world, SubjectKey key, TallyRule rule, TouchedTopics touched, Func<string, string, ReportState?>? left = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (world.Record.Canonical(key) != key)
        {
            return Nothing;
        }

        var said = new Dictionary<string, List<Assertion>>(StringComparer.Ordinal);
        foreach (var report in world.Record.Bearing(key))
        {
            foreach (var topic in Explanations.Topics.Of(world.Record, key, report).Where(touched.Has))
            {
                if (world.IsVisible(report))
                {
                    (said.TryGetValue(topic, out var reports) ? reports : said[topic] = []).Add(report);
                }
            }
        }

        return new SubjectState(said.ToDictionary(t => t.Key, t => TopicState.Of(world, t.Key, t.Value, rule, left), StringComparer.Ordinal));
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

    /// <summary>Of all visible reports of a topic.</summary>
    internal static TopicState Of(WorldView world, string topic, IReadOnlyCollection<Assertion> visible, TallyRule rule, Func<string, string, ReportState?>? left)
    {
        var outcome = Explanations.Topics.OutcomeOf(topic);
        var (_, belief, contested) = Explanations.Topics.Told(world, outcome, visible, rule);
        var reports = new Dictionary<string, ReportState>(visible.Count, StringComparer.Ordinal);
        foreach (var report in visible)
        {
            reports.Add(report.Id, left?.Invoke(topic, report.Id) ?? new ReportState(Explanations.Topics.IsCurrent(world, outcome, report) ? "current" : "revised", Seen.In(world, report)));
        }

        return new TopicState(belief, contested, reports);
    }

    /// <summary>Of a belief with what stands behind it, each current.</summary>
    internal static TopicState Of(string belief, bool contested, IEnumerable<Evidence> current) => new(
        belief, contested, current.DistinctBy(e => e.Id, StringComparer.Ordinal).ToDictionary(e => e.Id, e => new ReportState("current", e), StringComparer.Ordinal));
}

/// <summary>A report behind a belief.</summary>
public sealed class ReportState
{
    private readonly Seen? _seen;
    private JsonObject? _reads;

    internal ReportState(string standing, Seen seen) => (Standing, _seen) = (standing, seen);

    internal ReportState(string standing, Evidence evidence) => (Standing, _reads) = (standing, Read(evidence));

    /// <summary><c>current</c> or <c>revised</c>.</summary>
    public string Standing { get; }

    /// <summary>The report as evidence: counting date, party, grades, citations, what contests it.</summary>
    public JsonObject Reads => _reads ??= Read(_seen!.Evidence);

    /// <summary>The ids of what contests it.</summary>
    public IEnumerable<string> ContestedBy => _seen is null ? Reads["contestedBy"]!.AsArray().Select(c => c!["id"]!.GetValue<string>()) : _seen.Contests.Select(c => c.Id);

    /// <summary>Whether both say the same.</summary>
    public bool Same(ReportState? other) => ReferenceEquals(this, other) || (other is not null && Standing == other.Standing
        && ((_seen is not null && other._seen is not null ? _seen.IsSame(other._seen) : null) ?? JsonNode.DeepEquals(Reads, other.Reads)));

    private static JsonObject Read(Evidence evidence) => JsonSerializer.SerializeToNode(evidence, AnswerJson.Options)!.AsObject();
}
