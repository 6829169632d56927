using Palimpsest.Acts;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Histories;

/// <summary>What is done to what was told before: acts on a target, telling again, and links between reports.</summary>
internal static class RandomActs
{
    public static SourceAct Act(IReadOnlyList<RecordEvent> before, string id, bool dangling, Dice dice)
    {
        var target = Target(before, dice);
        var named = dangling && dice.Chance(4) ? "nothing" : target.Id;
        var (outlet, attribution) = Speaker(target, dice);
        var citations = RandomTelling.Citations(dice, outlet);
        return dice.Chance(25)
            ? new AssertionDisputed { Id = id, Target = named, AttributedTo = attribution, Citations = citations, Summary = $"disputed by {id}" }
            : new AssertionRetracted { Id = id, Target = named, AttributedTo = attribution, Citations = citations, Summary = $"retracted by {id}" };
    }

    public static Assertion Affirmation(Assertion target, string id, Dice dice) =>
        Affirm.Telling(target, id, RandomTelling.Citations(dice), RandomTelling.Attribution(dice)) with
        {
            Reliability = RandomTelling.Reliability(dice),
            Credibility = RandomTelling.Credibility(dice),
        };

    /// <summary>What is told in the affirmation, copied from its target anew.</summary>
    public static Assertion Affirming(Assertion target, Assertion affirmation) =>
        Affirm.Telling(target, affirmation.Id, affirmation.Citations, affirmation.AttributedTo) with
        {
            Reliability = affirmation.Reliability,
            Credibility = affirmation.Credibility,
            Revises = affirmation.Revises,
            Disputes = affirmation.Disputes,
        };

    /// <summary>Adds revises and disputes to a report, naming only those given. Usually of the same type and subject, sometimes any.</summary>
    public static Assertion Related(Assertion report, IReadOnlyList<Assertion> others, Dice dice)
    {
        var alike = others.Where(o => o.GetType() == report.GetType() && o.Subject == report.Subject).ToList();
        var revises = dice.Chance(40) ? Named(dice.Chance(85) ? alike : others, dice) : [];
        var deaths = others.OfType<DeathReport>().Where(d => d.Subject == report.Subject).ToList();
        var disputes = dice.Chance(report is DeathDisputed ? 40 : 10)
            ? Named(report is DeathDisputed && dice.Chance(85) ? deaths : others, dice)
            : [];
        return report with { Revises = revises, Disputes = disputes };
    }

    /// <summary>The same act, done by somebody else or somewhere else.</summary>
    public static SourceAct Retold(SourceAct act, RecordEvent? target, Dice dice)
    {
        var (outlet, attribution) = target is null ? (null, RandomTelling.Attribution(dice)) : Speaker(target, dice);
        return act with { AttributedTo = attribution, Citations = RandomTelling.Citations(dice, outlet) };
    }

    // Acts on acts are as likely as acts on reports once there are some, or a retraction of a retraction would be rare.
    private static RecordEvent Target(IReadOnlyList<RecordEvent> before, Dice dice)
    {
        var acts = before.OfType<SourceAct>().ToList();
        return acts.Count > 0 && dice.Chance(40) ? dice.Of(acts) : dice.Of(before);
    }

    // The target's own party, the outlet of a citation that carries it, or anybody: named as speaker or as outlet.
    private static (SubjectKey? Outlet, Attribution? Attribution) Speaker(RecordEvent target, Dice dice)
    {
        var (party, citations) = target switch
        {
            Assertion a => (a.Party, a.Citations),
            SourceAct act => (act.Party, act.Citations),
            _ => throw new ArgumentException("no target", nameof(target)),
        };
        var speaker = dice.Weighted((35, 0), (40, 1), (25, 2)) switch
        {
            0 => party,
            1 => dice.Of(citations.Where(c => c.Role == CitationRole.Carries).ToList()).Outlet,
            _ => dice.Of(Cast.Speakers),
        };
        return Cast.Outlets.Contains(speaker) && dice.Chance(60) ? (speaker, null) : (null, new Attribution(speaker, null));
    }

    private static IReadOnlyList<string> Named(IReadOnlyList<Assertion> among, Dice dice) =>
        among.Count == 0
            ? []
            : [.. Enumerable.Range(0, dice.Weighted((80, 1), (20, 2))).Select(_ => dice.Of(among).Id).Distinct(StringComparer.Ordinal)];
}
