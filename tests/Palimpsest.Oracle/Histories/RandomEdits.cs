using NodaTime;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>What editors do to the entries and keys that stand so far.</summary>
internal static class RandomEdits
{
    /// <summary>An act that the deciders accept from an editor who has seen everything, and that changes something.</summary>
    public static EditorAct Enterable(IReadOnlyList<RecordEvent> before, string id, Dice dice)
    {
        var world = Now(before);
        if (Target(before, dice) is not { } target || dice.Chance(25))
        {
            return Pair(world, id, dice).After(before);
        }

        var now = world.Find(target.Id)!;
        EntryAct act = dice.Weighted((50, 0), (28, 1), (22, 2)) switch
        {
            0 => new AssertionCorrected { Id = id, Target = target.Id, Content = Different(RandomCorrections.Of(now, target, Reports(before), dice), now, id) },
            1 when world.Withdrawn(target) => new AssertionReinstated { Id = id, Target = target.Id },
            1 => new AssertionWithdrawn { Id = id, Target = target.Id },
            _ => Regrade(now, id, target.Id, dice),
        };
        return act.After(before);
    }

    /// <summary>An act that may say what is so already, may have seen nothing, and may aim at nothing or at what nothing can aim at.</summary>
    public static EditorAct Loose(IReadOnlyList<RecordEvent> before, string id, Dice dice)
    {
        if (Target(before, dice) is not { } target || dice.Chance(25))
        {
            var (one, other) = TwoKeys(dice);
            return dice.Chance(70)
                ? Unseen(new SubjectsMerged { Id = id, Subject = one, Other = other }, before, dice)
                : Unseen(new SubjectsSeparated { Id = id, Subject = one, Other = other }, before, dice);
        }

        var named = dice.Weighted((94, target.Id), (3, "nothing"), (3, dice.Of(before).Id));
        return Unseen(
            dice.Weighted((50, 0), (18, 1), (12, 2), (20, 3)) switch
            {
                0 => new AssertionCorrected
                {
                    Id = id,
                    Target = named,
                    Content = Graded(RandomCorrections.Of(Now(before).Find(target.Id)!, target, Reports(before), dice), dice),
                },
                1 => new AssertionWithdrawn { Id = id, Target = named },
                2 => new AssertionReinstated { Id = id, Target = named },
                _ => Regrade(null, id, named, dice),
            },
            before,
            dice);
    }

    /// <summary>How everything recorded so far reads.</summary>
    public static OracleWorld Now(IReadOnlyList<RecordEvent> before) => new(before.Select((e, i) => new OracleEvent(i + 1, e)), Instant.MaxValue, long.MaxValue);

    // Half of the acts follow another on the same entry, or chains would be rare.
    private static RecordEvent? Target(IReadOnlyList<RecordEvent> before, Dice dice)
    {
        var entries = before.Where(e => e is Assertion or SourceAct).ToList();
        var edited = entries.Where(e => before.OfType<EntryAct>().Any(act => act.Target == e.Id)).ToList();
        var acts = entries.OfType<SourceAct>().ToList();
        return edited.Count > 0 && dice.Chance(50) ? dice.Of(edited)
            : acts.Count > 0 && dice.Chance(35) ? dice.Of(acts)
            : entries.Count > 0 ? dice.Of(entries)
            : null;
    }

    private static IReadOnlyList<Assertion> Reports(IReadOnlyList<RecordEvent> before) => [.. before.OfType<Assertion>()];

    // A merge that changes what is shown, or a separation of what stands.
    private static SubjectAct Pair(OracleWorld world, string id, Dice dice)
    {
        var standing = world.StandingMerges.ToList();
        if (standing.Count > 0 && dice.Chance(45))
        {
            var merge = dice.Of(standing);
            return dice.Chance(50)
                ? new SubjectsSeparated { Id = id, Subject = merge.Subject, Other = merge.Other }
                : new SubjectsSeparated { Id = id, Subject = merge.Other, Other = merge.Subject };
        }

        var (one, other) = TwoKeys(dice);
        return world.Canonical(one) == one && world.Canonical(other) == one
            ? new SubjectsMerged { Id = id, Subject = other, Other = one }
            : new SubjectsMerged { Id = id, Subject = one, Other = other };
    }

    private static (SubjectKey One, SubjectKey Other) TwoKeys(Dice dice)
    {
        var kind = dice.Of(Cast.Kinds);
        var one = dice.Of(kind);
        return (one, dice.Of(kind.Where(k => k != one).ToList()));
    }

    private static AssertionRegraded Regrade(RecordEvent? now, string id, string target, Dice dice)
    {
        while (true)
        {
            var (reliability, credibility) = (RandomTelling.Reliability(dice), RandomTelling.Credibility(dice));
            if (now is not ITold told || (told.Reliability, told.Credibility) != (reliability, credibility))
            {
                return new AssertionRegraded { Id = id, Target = target, Reliability = reliability, Credibility = credibility };
            }
        }
    }

    private static RecordEvent Different(RecordEvent corrected, RecordEvent now, string id) => !RecordJson.Same(corrected, now) ? corrected : corrected switch
    {
        Assertion a => a with { Note = $"corrected by {id}" },
        _ => (SourceAct)corrected with { Note = $"corrected by {id}" },
    };

    // The grades in a correction say nothing.
    private static RecordEvent Graded(RecordEvent corrected, Dice dice) => !dice.Chance(50) ? corrected : corrected switch
    {
        Assertion a => a with { Reliability = RandomTelling.Reliability(dice), Credibility = RandomTelling.Credibility(dice) },
        _ => (SourceAct)corrected with { Reliability = RandomTelling.Reliability(dice), Credibility = RandomTelling.Credibility(dice) },
    };

    private static EditorAct Unseen(EditorAct act, IReadOnlyList<RecordEvent> before, Dice dice) => dice.Chance(50)
        ? act.After(before)
        : act.After([.. before.Take(dice.Next(before.Count + 1))]);
}
