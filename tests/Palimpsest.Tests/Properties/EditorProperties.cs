using CsCheck;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Properties;

/// <summary>Editor acts happen on the record axis: they hold at every X from their number on, never before it, and their opposites undo them.</summary>
public sealed class EditorProperties
{
    [Fact]
    public void Opposite_acts_restore_the_same_beliefs_at_every_X() => Gen.Select(AnyHistory.Enterable, Gen.ULong, AnyHistory.Perspective).Sample(
        (history, seed, perspective) =>
        {
            var events = history.Events.Select(e => e.Event).ToList();
            var (act, opposite) = Opposites(events, new Dice(seed));
            List<RecordEvent> undone = [.. events, act, opposite];
            ShrinkingTests.Refused(Readings.InOrder(undone)).ShouldBeEmpty();

            var why = $"{Json.RecordJson.Write(act)}\n{Json.RecordJson.Write(opposite)}\nheard: {perspective}";
            foreach (var x in Readings.EveryX(undone))
            {
                Readings.Standing(Readings.Read(undone, x, perspective)).ShouldSay(Readings.Standing(Readings.Read(events, x, perspective)), $"{why}\nbelieved on {x}");
            }

            var late = BelievedOn.Parse("2013-05-02");
            Readings.Everything(Readings.Read(undone, late, perspective)).ShouldSay(Readings.Everything(Readings.Read(events, late, perspective)), why);
        },
        iter: 500, print: t => $"{t.Item1}");

    [Fact]
    public void By_the_earlier_number_every_X_gives_the_old_reading() => Gen.Select(AnyHistory.Enterable, Gen.ULong, AnyHistory.Perspective).Sample(
        (history, seed, perspective) =>
        {
            var dice = new Dice(seed);
            var events = history.Events.Select(e => e.Event).ToList();
            for (var i = 0; i < 5; i++)
            {
                events.Add(RandomEdits.Enterable(events, $"later-{i}", RandomEdits.Favourite(dice), dice));
            }

            var edited = Readings.InOrder(events);
            foreach (var x in Readings.EveryX(events))
            {
                var then = new HistoryAt(edited, x, history.Events.Count, perspective);
                Readings.Standing(then.Product()).ShouldSay(Readings.Standing(Readings.Read(history.Events.Select(e => e.Event), x, perspective)), then.ToString());
            }
        },
        iter: 500);

    // The latest telling that stands replaces all before it, whichever of them were entered by mistake; and if it was itself, the one before it.
    [Fact]
    public void Of_a_chain_of_revisions_the_latest_that_stands_is_current_whichever_links_are_withdrawn() => Gen.Select(Gen.Int[0, 9].Array[2, 6], Gen.Bool.Array[6]).Sample(
        (days, withdrawn) =>
        {
            var chain = days.Select((day, i) => (RecordEvent)(Say.Report<CircumstanceReported>($"told-{i}", "incident:2013-convoy", "source:ap", $"2013-04-1{day}") with
            {
                Aspect = "manner",
                Value = $"{i}",
                Revises = i == 0 ? [] : [$"told-{i - 1}"],
            })).ToList();
            List<RecordEvent> events = [.. chain, .. chain.Where((_, i) => withdrawn[i]).Select(e => Say.Withdrawal($"not-{e.Id}", e.Id))];
            var expected = chain.Where((_, i) => !withdrawn[i]).Select(e => e.Id).TakeLast(1).ToList();

            Readings.Read(events, BelievedOn.Parse("2013-04-30")).Current.Select(a => a.Id).ShouldBe(expected);
            new HistoryAt(Readings.InOrder(events), BelievedOn.Parse("2013-04-30"), long.MaxValue, OraclePerspective.None).World.CurrentIds().ShouldBe(expected);
        },
        iter: 1_000);

    // Something that changes and what undoes it, both by an editor who has seen everything.
    private static (EditorAct Act, EditorAct Opposite) Opposites(IReadOnlyList<RecordEvent> events, Dice dice)
    {
        while (true)
        {
            var act = RandomEdits.Enterable(events, "act", RandomEdits.Favourite(dice), dice);
            var before = RandomEdits.Now(events);
            EditorAct? opposite = act switch
            {
                AssertionCorrected c => Say.Correction("opposite", before.Find(c.Target)!),
                AssertionWithdrawn w => Say.Reinstatement("opposite", w.Target),
                AssertionReinstated r => Say.Withdrawal("opposite", r.Target),
                AssertionRegraded r when before.Find(r.Target) is ITold told => Say.Regrade("opposite", r.Target, told.Reliability, told.Credibility),
                SubjectsMerged m when !before.StandingMerges.Any(s => s.Keys.All(m.Keys.Contains)) => new SubjectsSeparated { Id = "opposite", Subject = m.Other, Other = m.Subject },
                _ => null,
            };
            if (opposite is not null)
            {
                return (act, opposite.After([.. events, act]));
            }
        }
    }
}
