using CsCheck;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Timelines;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Tests.Properties;

/// <summary>A timeline, held to what is believed when it is asked at each X.</summary>
public sealed class TimelineProperties
{
    private const int Samples = 300;

    private static readonly string[] Topics = ["incident", "claims", "participants", "life status", "custody", "sentence", "split", "presence", "strength"];

    private static readonly Gen<(HistoryAt At, BelievedOn[] Xs, TallyRule Rule)> Asked = Gen.Select(
        AnyHistory.AtAnyHorizon, AnyHistory.X.Array[3], Gen.Select(Gen.Enum<CasualtyPolicy>(), Gen.Bool, (policy, withAttackers) => new TallyRule(policy, withAttackers)));

    [Fact]
    public void The_stretch_that_contains_an_X_says_what_is_believed_then() => Asked.Sample(
        asked =>
        {
            foreach (var key in Cast.All)
            {
                var timeline = Timeline(asked.At, key, asked.Rule);
                foreach (var x in asked.Xs.Where(x => x.At <= asked.At.X.At).Append(asked.At.X))
                {
                    string.Join('\n', Drawn(timeline, x)).ShouldBe(string.Join('\n', Believed(asked.At with { X = x }, key, asked.Rule)), $"{key} on {x}");
                }
            }
        },
        iter: Samples, print: asked => $"{asked.Rule}\n{asked.At}");

    [Fact]
    public void Stretches_follow_each_other() => Asked.Sample(
        asked =>
        {
            foreach (var key in Cast.All)
            {
                var timeline = Timeline(asked.At, key, asked.Rule);
                var causes = timeline.Causes.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
                timeline.Since.ShouldBe(timeline.Stretches.Count == 0 ? null : timeline.Stretches.Select(s => s.From).MinBy(At));
                foreach (var lane in timeline.Stretches.GroupBy(s => s.Lane, StringComparer.Ordinal))
                {
                    var stretches = lane.ToList();
                    stretches[0].Belief.ShouldNotBeNull();
                    stretches[^1].Until.ShouldBeNull();
                    At(stretches[^1].From).ShouldBeLessThanOrEqualTo(asked.At.X.At);
                    stretches.ShouldAllBe(s => s.Causes.Count > 0 && s.Causes.All(causes.Contains));
                    foreach (var (left, right) in stretches.Zip(stretches.Skip(1)))
                    {
                        left.Until.ShouldBe(right.From);
                        At(left.From).ShouldBeLessThan(At(right.From));
                        (Says(left), left.Best).ShouldNotBe((Says(right), right.Best));
                    }
                }
            }
        },
        iter: Samples, print: asked => $"{asked.Rule}\n{asked.At}");

    private static TimelineBelief Timeline(HistoryAt at, SubjectKey key, TallyRule rule)
    {
        var perspective = Readings.Product(at.Perspective);
        var question = new Question
        {
            View = View.Timeline,
            Key = key,
            Policy = rule.Policy,
            WithAttackers = rule.WithAttackers,
            Outlets = perspective.Outlets,
            MinReliability = perspective.MinReliability,
            Party = perspective.Party,
        };
        return TimelineResolver.Resolve([.. Readings.Recorded(at.History)], question, new Horizon(at.X, new RecordPoint(at.Y, null, Guid.Empty)));
    }

    private static IEnumerable<string> Drawn(TimelineBelief timeline, BelievedOn x) => timeline.Stretches
        .Where(s => s.Belief is not null && At(s.From) <= x.At && (s.Until is null || x.At < At(s.Until)))
        .Select(Says).Order(StringComparer.Ordinal);

    private static string Says(Stretch s) => $"{s.Lane} = {s.Belief} {s.Contested} {(s is { Kind: LaneKind.Casualties, Low: { } low } ? new Figure(low, s.Best, s.High) : "")}{s.Open} {s.Detail}";

    // By the views of the subject, and by the topics that a difference compares.
    private static IEnumerable<string> Believed(HistoryAt at, SubjectKey asked, TallyRule rule)
    {
        var world = at.Product();
        var key = world.Record.Canonical(asked);
        var topics = SubjectState.Of(world, key, rule).Topics;
        var said = topics.Where(t => t.Value.Belief is not null && (Topics.Contains(t.Key) || t.Key.StartsWith("circumstance: ", StringComparison.Ordinal)))
            .Select(t => $"{t.Key} = {t.Value.Belief} {t.Value.Contested}  ");
        var views = key.Kind switch
        {
            SubjectKind.Incident => IncidentResolver.Resolve(world, key, rule).Casualties
                .Select(c => $"casualties: {c.Key} = {topics[$"casualties: {c.Key}"].Belief} {c.Value.Contested} {new Figure(c.Value.Low, c.Value.Best, c.Value.High)}{c.Value.Open} {Marks(c.Value)}"),
            SubjectKind.Person => OfPerson(PersonResolver.Resolve(world, key), topics.Count == 0 || topics.GetValueOrDefault("life status")?.Belief is not null),
            _ => OfFaction(FactionResolver.Resolve(world, key)),
        };
        return said.Concat(views).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> OfPerson(PersonBelief person, bool isLifeStatusTold) =>
    [
        .. isLifeStatusTold ? Array.Empty<string>() : [$"life status = {Words.Of(person.LifeStatus)} False  "],
        .. person.Roles.Select(r => $"role: {Named(r.Role, r.Scope)} of {r.Faction} = {Standing(r.Departed, r.Until)} {r.Contested}  {Bounds(r.Since, r.Until, null)}"),
        .. Allegiances(person.Allegiances),
    ];

    private static IEnumerable<string> OfFaction(FactionBelief faction) =>
    [
        .. faction.Leaders.Select(l =>
            $"role: {Named(l.Role, l.Scope)}: {l.Person} = {Standing(l.Departed, l.Until)} {l.Contested}  {Bounds(l.Since, l.Until, l.LifeStatus == LifeStatus.NoReport ? null : Words.Of(l.LifeStatus))}"),
        .. Allegiances(faction.Allegiances),
        .. faction.Mergers.Select(m =>
            $"merger: {string.Join(" + ", m.Parties)} = {m.Status} {m.Contested}  {Listed(m.Name, By("announced", m.AnnouncedBy), By("denied", m.DeniedBy))}"),
    ];

    private static IEnumerable<string> Allegiances(IEnumerable<AllegianceShown> allegiances) =>
        allegiances.Select(a => $"allegiance: {a.From} to {a.To} = {a.Status} {a.Contested}  ");

    private static string Standing(bool departed, Edtf? until) => departed ? "departed" : until is null ? "holds" : "held";

    private static string Named(string role, string? scope) => role + (scope is null ? "" : $" ({scope})");

    private static string Bounds(Edtf? since, Edtf? until, string? life) => Listed(since is null ? null : $"since {since}", until is null ? null : $"until {until}", life);

    private static string Marks(OutcomeTally tally) => Listed(tally.Tied ? "tied" : null, tally.NoMajority ? "no majority" : null);

    private static string? By(string did, IReadOnlyList<SubjectKey> keys) => keys.Count == 0 ? null : $"{did} by {string.Join(", ", keys)}";

    private static string Listed(params string?[] words) => string.Join("; ", words.Where(w => w is not null));

    private static Instant At(string x) => BelievedOn.Parse(x).At;
}
