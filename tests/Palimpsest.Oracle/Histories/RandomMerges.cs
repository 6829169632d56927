using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>Which keys editors make one, and two again.</summary>
internal static class RandomMerges
{
    /// <summary>A merge that changes what is shown, or a separation of what stands.</summary>
    public static SubjectAct Enterable(OracleWorld world, IReadOnlyList<RecordEvent> before, string id, Dice dice)
    {
        var standing = world.StandingMerges.ToList();
        if (standing.Count > 0 && dice.Chance(40))
        {
            var merge = dice.Of(standing);
            return dice.Chance(50)
                ? new SubjectsSeparated { Id = id, Subject = merge.Subject, Other = merge.Other }
                : new SubjectsSeparated { Id = id, Subject = merge.Other, Other = merge.Subject };
        }

        var (one, other) = TwoKeys(before, dice);
        return world.Canonical(one) == one && world.Canonical(other) == one
            ? new SubjectsMerged { Id = id, Subject = other, Other = one }
            : new SubjectsMerged { Id = id, Subject = one, Other = other };
    }

    /// <summary>Any merge or separation, of a pair that was merged more often than of any other.</summary>
    public static SubjectAct Loose(IReadOnlyList<RecordEvent> before, string id, Dice dice)
    {
        var pairs = before.OfType<SubjectAct>().ToList();
        if (dice.Chance(pairs.Count > 0 ? 35 : 8))
        {
            var (left, right) = pairs.Count > 0 && dice.Chance(85) ? Either(dice.Of(pairs), dice) : TwoKeys(before, dice);
            return new SubjectsSeparated { Id = id, Subject = left, Other = right };
        }

        var (one, other) = pairs.Count > 0 && dice.Chance(25) ? Either(dice.Of(pairs), dice) : TwoKeys(before, dice);
        return new SubjectsMerged { Id = id, Subject = one, Other = other };
    }

    private static (SubjectKey One, SubjectKey Other) Either(SubjectAct act, Dice dice) =>
        dice.Chance(50) ? (act.Subject, act.Other) : (act.Other, act.Subject);

    // Mostly keys that would meet if they were one; else keys that are named, or that were merged with others already.
    private static (SubjectKey One, SubjectKey Other) TwoKeys(IReadOnlyList<RecordEvent> before, Dice dice)
    {
        var reports = before.OfType<Assertion>().ToList();
        var pairs = dice.Weighted((35, reports.SelectMany(_ => reports, Rivals)), (35, reports.SelectMany(_ => reports, Meeting)), (30, before.OfType<AssertionRetracted>().SelectMany(r => Meeting(r, before))))
            .Where(pair => pair.One != pair.Other && pair.One.Kind == pair.Other.Kind)
            .Distinct()
            .ToList();
        if (pairs.Count > 0 && dice.Chance(60))
        {
            var (left, right) = dice.Of(pairs);
            return dice.Chance(50) ? (left, right) : (right, left);
        }

        var merged = before.OfType<SubjectAct>().SelectMany(act => act.Keys).ToList();
        var named = reports.SelectMany(a => a.BearsOn.Append(a.Party)).ToList();
        var one = merged.Count > 0 && dice.Chance(60) ? dice.Of(merged)
            : named.Count > 0 && dice.Chance(75) ? dice.Of(named)
            : dice.Of(dice.Of(Cast.Kinds));
        return (one, dice.Of(Cast.Kinds.First(kind => kind.Contains(one)).Where(k => k != one).ToList()));
    }

    private static (SubjectKey One, SubjectKey Other) Rivals(Assertion a, Assertion b) => (a, b) switch
    {
        (ResponsibilityClaimed or ResponsibilityConceded, ResponsibilityClaimed or ResponsibilityConceded) when a.Subject == b.Subject =>
            (((ResponsibilityReport)a).By, ((ResponsibilityReport)b).By),
        (LeaderNamed { Sole: true } x, LeaderNamed { Sole: true } y) when x.Subject == y.Subject && x.Role == y.Role => (x.Person, y.Person),
        _ => (a.Subject, a.Subject),
    };

    private static (SubjectKey One, SubjectKey Other) Meeting(Assertion a, Assertion b) => (a, b) switch
    {
        _ when a.Revises.Contains(b.Id) && a.Subject != b.Subject => (a.Subject, b.Subject),
        (DeathDisputed, DeathReport) => (a.Subject, b.Subject),
        (ResponsibilityReport x, ResponsibilityReport y) when x.Subject == y.Subject => (x.By, y.By),
        (AllegianceReport x, AllegianceReport y) when x.Subject == y.Subject => (x.To, y.To),
        (CasualtiesReported, CasualtiesReported) when a.Subject == b.Subject => (a.Party, b.Party),
        _ => (a.Subject, a.Subject),
    };

    private static IEnumerable<(SubjectKey One, SubjectKey Other)> Meeting(AssertionRetracted retraction, IReadOnlyList<RecordEvent> before) =>
        before.FirstOrDefault(e => e.Id == retraction.Target) is ITold target
            ? target.Carrying().Select(c => c.Outlet).Append(Told.PartyOf(target)).Select(key => (retraction.Party, key))
            : [];
}
