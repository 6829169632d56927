using NodaTime;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>What an editor can do.</summary>
internal enum Doing
{
    Correct,
    Withdraw,
    Reinstate,
    Regrade,
    Merge,
}

/// <summary>What editors do to the entries and keys that stand so far. In one history they favour one thing, else acts of one kind would seldom meet.</summary>
internal static class RandomEdits
{
    public static Doing Favourite(Dice dice) => dice.Weighted((30, Doing.Correct), (20, Doing.Withdraw), (20, Doing.Regrade), (30, Doing.Merge));

    /// <summary>An act that the deciders accept from an editor who has seen everything, and that changes something.</summary>
    public static EditorAct Enterable(IReadOnlyList<RecordEvent> before, string id, Doing favourite, Dice dice)
    {
        var world = Now(before);
        var doing = dice.Chance(50) ? favourite : Favourite(dice);
        if (doing == Doing.Merge || Target(before, doing, dice) is not { } target)
        {
            return RandomMerges.Enterable(world, before, id, dice).After(before);
        }

        var now = world.Find(target.Id)!;
        EntryAct act = doing switch
        {
            Doing.Correct => new AssertionCorrected { Id = id, Target = target.Id, Content = Different(RandomCorrections.Of(now, target, Reports(before), dice), now, id) },
            Doing.Withdraw when world.Withdrawn(target) => new AssertionReinstated { Id = id, Target = target.Id },
            Doing.Withdraw => new AssertionWithdrawn { Id = id, Target = target.Id },
            _ => Regrade(now, id, target.Id, dice),
        };
        return act.After(before);
    }

    /// <summary>An act that may say what is so already, may have seen nothing, and may aim at nothing or at what nothing can aim at.</summary>
    public static EditorAct Loose(IReadOnlyList<RecordEvent> before, string id, Doing favourite, Dice dice)
    {
        var doing = dice.Chance(50) ? favourite : Favourite(dice);
        doing = doing == Doing.Withdraw && dice.Chance(35) ? Doing.Reinstate : doing;
        var seen = dice.Chance(50) ? before : [.. before.Take(dice.Next(before.Count + 1))];
        if (doing == Doing.Merge || Target(before, doing, dice) is not { } target)
        {
            return RandomMerges.Loose(before, id, dice).After(seen);
        }

        // A correction names what it holds, or nothing that there is.
        var named = doing == Doing.Correct ? dice.Weighted((96, target.Id), (4, "nothing")) : dice.Weighted((92, target.Id), (3, "nothing"), (5, dice.Of(before).Id));
        EntryAct act = doing switch
        {
            Doing.Correct => new AssertionCorrected
            {
                Id = id,
                Target = named,
                Content = Graded(RandomCorrections.Of(Now(before).Find(target.Id)!, target, Reports(before), dice), dice),
            },
            Doing.Withdraw => new AssertionWithdrawn { Id = id, Target = named },
            Doing.Reinstate => new AssertionReinstated { Id = id, Target = named },
            _ => Regrade(null, id, named, dice),
        };
        return act.After(seen);
    }

    /// <summary>How everything recorded so far reads.</summary>
    public static OracleWorld Now(IReadOnlyList<RecordEvent> before) => new(before.Select((e, i) => new OracleEvent(i + 1, e)), Instant.MaxValue, long.MaxValue);

    // Many withdraw a link in a chain or a dispute, regrade one of several level reports, or follow another act on the same entry: such would be rare else.
    private static RecordEvent? Target(IReadOnlyList<RecordEvent> before, Doing doing, Dice dice)
    {
        var entries = before.Where(e => e is Assertion or SourceAct).ToList();
        var reports = Reports(before);
        var edited = entries.Where(e => before.OfType<EntryAct>().Any(act => act.Target == e.Id)).ToList();
        var links = reports.Where(a => reports.Any(b => Revises(b, a)) && reports.Any(b => Revises(a, b))).ToList();
        var level = reports.Where(a => reports.Any(b => b.Id != a.Id && b.GetType() == a.GetType() && b.Subject == a.Subject && b.FirstPublished() == a.FirstPublished())).ToList();
        var acts = entries.OfType<SourceAct>().ToList();
        var disputes = acts.OfType<AssertionDisputed>().ToList();
        return doing == Doing.Withdraw && links.Count > 0 && dice.Chance(75) ? dice.Of(links)
            : doing == Doing.Withdraw && disputes.Count > 0 && dice.Chance(25) ? dice.Of(disputes)
            : doing == Doing.Regrade && level.Count > 0 && dice.Chance(75) ? dice.Of(level)
            : edited.Count > 0 && dice.Chance(40) ? dice.Of(edited)
            : acts.Count > 0 && dice.Chance(35) ? dice.Of(acts)
            : entries.Count > 0 ? dice.Of(entries)
            : null;
    }

    private static bool Revises(Assertion newer, Assertion older) =>
        newer.Revises.Contains(older.Id) && newer.GetType() == older.GetType() && newer.Subject == older.Subject;

    private static IReadOnlyList<Assertion> Reports(IReadOnlyList<RecordEvent> before) => [.. before.OfType<Assertion>()];

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
}
