using Palimpsest.Projections.Differences;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Differences;

/// <summary>A difference, held to two worlds of the oracle: what differs between them is a change, and nothing else is.</summary>
public sealed class Differences_and_the_oracle
{
    private const int Samples = 2000;

    [Fact]
    public void Differ_in_nothing() => Comparisons.Hold(
        compared =>
        {
            var changes = DifferenceResolver.Difference(compared.Events, compared.Question, compared.To).Changes.ToDictionary(c => (c.Subject, c.Topic));
            var (before, after) = (new OracleStates(compared.OracleBefore, compared.Question.Rule), new OracleStates(compared.OracleAfter, compared.Question.Rule));
            var (was, isNow) = (compared.OracleBefore, compared.OracleAfter);
            foreach (var key in compared.Subjects)
            {
                var (topics, others) = compared.Question.Key is null
                    ? (was.Canonical(key) == key ? before.Of(key) : Nothing, isNow.Canonical(key) == key ? after.Of(key) : Nothing)
                    : (before.Of(was.Canonical(key)), after.Of(isNow.Canonical(key)));
                foreach (var topic in topics.Keys.Union(others.Keys, StringComparer.Ordinal))
                {
                    changes.Remove((key, topic), out var change);
                    Compare(change, topics.GetValueOrDefault(topic, OracleTopic.Nothing), others.GetValueOrDefault(topic, OracleTopic.Nothing), $"{key} {topic}\n{compared}");
                }
            }

            changes.Keys.ShouldBeEmpty(compared.ToString());
        },
        Samples);

    private static readonly Dictionary<string, OracleTopic> Nothing = [];

    private static void Compare(Change? change, OracleTopic before, OracleTopic after, string why)
    {
        if (change is null)
        {
            ((before.Belief is null) == (after.Belief is null) && (before.Belief == after.Belief || !before.IsWorded) && before.Contested == after.Contested)
                .ShouldBeTrue($"no change, but {before} is now {after}\n{why}");
            Reports(after).ShouldBe(Reports(before), why);
            return;
        }

        (change.WasContested, change.Contested).ShouldBe((before.Contested, after.Contested), why);
        Believed(change.Before, before, why);
        Believed(change.After, after, why);
        foreach (var report in change.Reports)
        {
            Shown(report.Before).ShouldBe(before.Reports.GetValueOrDefault(report.Id), why);
            Shown(report.After).ShouldBe(after.Reports.GetValueOrDefault(report.Id), why);
            (before.Reports.GetValueOrDefault(report.Id) != after.Reports.GetValueOrDefault(report.Id)
                || before.Rest.GetValueOrDefault(report.Id) != after.Rest.GetValueOrDefault(report.Id)).ShouldBeTrue($"{report.Id} reads as before\n{why}");
        }

        var changed = change.Reports.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        Unchanged(before.Reports, changed).ShouldBe(Unchanged(after.Reports, changed), why);
        (change.Reports.Count > 0 || change.Before != change.After || change.WasContested != change.Contested).ShouldBeTrue($"nothing changed\n{why}");
        if (change.Reports.Count == 0 && !before.IsWorded)
        {
            string.Join('\n', before.Rest.Values).ShouldNotBe(string.Join('\n', after.Rest.Values), why);
        }

        change.Causes.ShouldNotBeEmpty(why);
    }

    private static void Believed(string? belief, OracleTopic topic, string why)
    {
        (belief is null).ShouldBe(topic.Belief is null, why);
        if (topic.IsWorded)
        {
            belief.ShouldBe(topic.Belief, why);
        }
    }

    private static string? Shown(ReportState? report) => report is null ? null : OracleStates.Shown(
        report.Standing, Read(report, "countsFrom"), Read(report, "party"), Read(report, "reliability"), Read(report, "credibility"), report.ContestedBy);

    private static string Read(ReportState report, string field) => report.Reads[field]!.ToString();

    private static string Reports(OracleTopic topic) => Unchanged(topic.Reports, []);

    private static string Unchanged(IReadOnlyDictionary<string, string> reports, HashSet<string> changed) =>
        string.Join('\n', reports.Where(r => !changed.Contains(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"));
}
