using System.Globalization;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Tests.Differences;

/// <summary>What a replay tells, step by step.</summary>
public sealed class Replays
{
    private const int Samples = 1000;

    [Fact]
    public void Fold_from_the_state_at_the_start_to_the_state_at_the_end() => Comparisons.Hold(
        compared =>
        {
            var changes = Replay(compared);
            foreach (var key in compared.Subjects)
            {
                var state = compared.Question.Since is null ? [] : compared.State(compared.Before, key).Topics.ToDictionary(StringComparer.Ordinal);
                foreach (var change in changes.Where(c => c.Subject == key))
                {
                    var was = state.GetValueOrDefault(change.Topic, TopicState.Nothing);
                    (change.Before, change.WasContested).ShouldBe((was.Belief, was.Contested), $"{change}\n{compared}");
                    state[change.Topic] = change.Apply(was);
                }

                Shown.Of(state).ShouldRead(Shown.Of(compared.State(compared.After, key).Topics), $"{key}\n{compared}");
            }

            changes.Select(c => c.Subject).Except(compared.Subjects).ShouldBeEmpty(compared.ToString());
        },
        Samples);

    [Fact]
    public void Go_forward_within_their_bounds_and_tell_each_subject_and_topic_once_a_step() => Comparisons.Hold(
        compared =>
        {
            var changes = Replay(compared);
            var when = changes.Select(c => At(compared.Question.Axis, c.When)).ToList();
            when.Zip(when.Skip(1)).ShouldAllBe(pair => pair.First <= pair.Second, compared.ToString());
            changes.Select(c => (c.When, c.Subject, c.Topic)).ShouldBeUnique(compared.ToString());
            if (compared.Question.Axis == Axis.Published)
            {
                when.ShouldAllBe(at => at > compared.From.X.ToUnixTimeTicks() && at <= compared.To.BelievedOn.At.ToUnixTimeTicks(), compared.ToString());
            }
            else
            {
                when.ShouldAllBe(at => at > compared.From.Y && at <= compared.To.Recorded.Number, compared.ToString());
                when.ShouldAllBe(at => compared.Events.Where(e => e.At == compared.Events.First(o => o.Number == at).At).All(e => e.Number <= at), compared.ToString());
            }
        },
        Samples);

    [Fact]
    public void Come_to_the_difference() => Comparisons.Hold(
        compared =>
        {
            var steps = Replay(compared);
            var difference = DifferenceResolver.Difference(compared.Events, compared.Question, compared.To).Changes;
            var net = compared.Subjects.SelectMany(key => Net(compared, key)).ToList();
            string.Join('\n', difference.Select(c => Shown.Of(c with { When = "" }))).ShouldRead(Shown.Of(net), compared.ToString());
            foreach (var change in difference)
            {
                var of = steps.Where(s => (s.Subject, s.Topic) == (change.Subject, change.Topic)).ToList();
                change.When.ShouldBe(of[^1].When, compared.ToString());
                change.Causes.Select(c => c.Id).Distinct(StringComparer.Ordinal).ShouldBe(of.SelectMany(s => s.Causes).Select(c => c.Id).Distinct(StringComparer.Ordinal), compared.ToString());
            }
        },
        Samples);

    [Fact]
    public void Of_the_world_miss_no_subject_at_any_step() => Comparisons.Hold(
        compared =>
        {
            if (compared.Question.Key is null)
            {
                Shown.Of(Replay(compared)).ShouldRead(Shown.Of(Naive(compared)), compared.ToString());
            }
        },
        Samples);

    [Fact]
    public void Need_nothing_of_a_commit_but_what_they_name_as_causes() => Comparisons.Hold(
        compared =>
        {
            foreach (var change in compared.Question.Axis == Axis.Recorded ? Replay(compared) : [])
            {
                var number = long.Parse(change.When, CultureInfo.InvariantCulture);
                var commit = compared.Events.First(e => e.Number == number).At;
                var causes = change.Causes.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
                var without = compared.Events.Where(e => e.At != commit || causes.Contains(e.Event.Id));
                Topic(compared, compared.World(compared.To.BelievedOn.At, number, without), change).ShouldRead(
                    Topic(compared, compared.World(compared.To.BelievedOn.At, number, compared.Events), change), $"{change} {string.Join(' ', causes)}\n{compared}");
            }
        },
        Samples);

    private static string Topic(Compared compared, WorldView world, Change change) =>
        Shown.Of(compared.State(world, change.Subject).Topics.GetValueOrDefault(change.Topic, TopicState.Nothing));

    private static IReadOnlyList<Change> Replay(Compared compared) => DifferenceResolver.Replay(compared.Events, compared.Question with { View = View.Replay }, compared.To).Changes;

    private static IEnumerable<Change> Net(Compared compared, SubjectKey key)
    {
        var before = compared.State(compared.Before, key).Topics;
        var after = compared.State(compared.After, key).Topics;
        return before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(topic => Change.Between("", key, topic, before.GetValueOrDefault(topic, TopicState.Nothing), after.GetValueOrDefault(topic, TopicState.Nothing), []))
            .OfType<Change>();
    }

    // Every subject, whenever anything is published or recorded.
    private static IEnumerable<Change> Naive(Compared compared)
    {
        var before = compared.Subjects.ToDictionary(key => key, key => compared.State(compared.Before, key));
        foreach (var (when, x, y) in Points(compared))
        {
            var world = compared.World(x, y, compared.Events);
            foreach (var key in compared.Subjects)
            {
                var after = compared.State(world, key);
                foreach (var topic in before[key].Topics.Keys.Union(after.Topics.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    if (Change.Between(when, key, topic, before[key].Topics.GetValueOrDefault(topic, TopicState.Nothing), after.Topics.GetValueOrDefault(topic, TopicState.Nothing), []) is { } change)
                    {
                        yield return change;
                    }
                }

                before[key] = after;
            }
        }
    }

    private static IEnumerable<(string When, Instant X, long Y)> Points(Compared compared)
    {
        var (x, y) = (compared.To.BelievedOn.At, compared.To.Recorded.Number);
        return compared.Question.Axis == Axis.Published
            ? compared.Events.SelectMany(e => Dates(e.Event)).Where(at => at > compared.From.X && at <= x).Distinct().Order().Select(at => (When.Show(at), at, y))
            : compared.Events.GroupBy(e => e.At, e => e.Number).Select(c => c.Max()).Where(n => n > compared.From.Y && n <= y).Order()
                .Select(n => (n.ToString(CultureInfo.InvariantCulture), x, n));
    }

    private static IEnumerable<Instant> Dates(RecordEvent e) => e switch
    {
        AssertionCorrected correction => Dates(correction.Content),
        ITold told => told.Citations.Select(c => c.CountsFrom).OfType<Instant>(),
        _ => [],
    };

    private static long At(Axis axis, string when) =>
        axis == Axis.Published ? BelievedOn.Parse(when).At.ToUnixTimeTicks() : long.Parse(when, CultureInfo.InvariantCulture);
}
