using NodaTime;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

public enum LifeStatus
{
    NoReport,
    ReportedDead,
    DeathDisputed,
    DeathConfirmed,
}

public enum ClaimStatus
{
    None,
    Unclaimed,
    Denied,
    Attributed,
    Claimed,
    Competing,
}

public enum StanceKind
{
    Claimed,
    Conceded,
    Denied,
}

/// <summary>A party's own latest word on an incident.</summary>
public sealed record Stance(SubjectKey By, StanceKind Kind, ResponsibilityReport Word);

/// <summary>What is said of who did it.</summary>
public sealed record ClaimBelief(ClaimStatus Status, IReadOnlyList<Stance> Stances);

/// <summary>A role of a faction.</summary>
public sealed record RoleKey(string Role, string Scope);

public sealed partial class OracleWorld
{
    // (10) "an uncontested confirmation = deathConfirmed; else an uncontested report = reportedDead; else any report = deathDisputed; else noReport"
    public LifeStatus LifeStatus(SubjectKey person)
    {
        var deaths = CurrentOf<DeathReport>(person).ToList();
        return deaths.Any(d => d is DeathConfirmed && !Contested(d)) ? Oracle.LifeStatus.DeathConfirmed
            : deaths.Any(d => d is DeathReported && !Contested(d)) ? Oracle.LifeStatus.ReportedDead
            : deaths.Count > 0 ? Oracle.LifeStatus.DeathDisputed
            : Oracle.LifeStatus.NoReport;
    }

    // "every claimant's own latest word (claimed, denied, conceded) and what others attribute; status, the first that applies:
    // competing (two or more claimants not denied), claimed, attributed, denied, unclaimed (it lapses at the first claim), none"
    public ClaimBelief Claims(SubjectKey incident)
    {
        var said = CurrentOf<ResponsibilityReport>(incident).ToList();
        var stances = said.Where(IsOwnWord)
            .GroupBy(a => Canonical(a.By))
            .Select(own => TieOrder(own)[0])
            .Select(word => new Stance(Canonical(word.By), KindOf(word), word))
            .OrderBy(s => s.By)
            .ToList();
        var claimants = stances.Where(s => s.Kind is StanceKind.Claimed or StanceKind.Conceded).ToList();
        // His own earlier denial does not deny the claim that is his latest word.
        var undenied = claimants.Where(s => !said.OfType<ResponsibilityDenied>().Any(d => !IsOwnWord(d) && SameProposition(d.Proposition, s.Word.Proposition)));
        var status = undenied.Count() >= 2 ? ClaimStatus.Competing
            : claimants.Count > 0 ? ClaimStatus.Claimed
            : said.OfType<ResponsibilityAttributed>().Any() ? ClaimStatus.Attributed
            : said.OfType<ResponsibilityDenied>().Any() ? ClaimStatus.Denied
            : CurrentOf<NoClaimKnown>(incident).Any() ? ClaimStatus.Unclaimed
            : ClaimStatus.None;
        return new(status, stances);
    }

    // "A LeaderNamed vouches from since (else its counting date) to until (else its counting date)"; (15) first and last day, inclusive
    public (LocalDate From, LocalDate To) Vouches(LeaderNamed named)
    {
        var to = named.Until?.Earliest ?? CountingDay(named);
        var from = named.Since?.Latest ?? CountingDay(named);
        return (from < to ? from : to, to);
    }

    // "only a sole role with overlapping different holders is contested"
    public IReadOnlySet<RoleKey> ContestedRoles(SubjectKey faction)
    {
        var named = CurrentOf<LeaderNamed>(faction).ToList();
        return named.SelectMany(_ => named, (one, other) => (one, other))
            .Where(pair => RoleOf(pair.one) == RoleOf(pair.other) && HoldersOverlap(pair.one, pair.other))
            .Select(pair => RoleOf(pair.one))
            .ToHashSet();
    }

    public bool LeadersContested(SubjectKey faction) => ContestedRoles(faction).Count > 0;

    private static RoleKey RoleOf(LeaderNamed named) => new(named.Role, named.Scope ?? "");

    private static StanceKind KindOf(ResponsibilityReport word) => word switch
    {
        ResponsibilityClaimed => StanceKind.Claimed,
        ResponsibilityConceded => StanceKind.Conceded,
        _ => StanceKind.Denied,
    };

    // (11) a denial attributed to somebody else is others' denial, not the party's own word
    private bool IsOwnWord(ResponsibilityReport a) => a switch
    {
        ResponsibilityClaimed or ResponsibilityConceded => true,
        ResponsibilityDenied => a.AttributedTo?.Key is not { } speaker || Same(speaker, a.By),
        _ => false,
    };

    public bool HoldersOverlap(LeaderNamed one, LeaderNamed other)
    {
        if (!one.Sole || !other.Sole || Same(one.Person, other.Person))
        {
            return false;
        }

        var first = Max(Vouches(one).From, Vouches(other).From);
        var last = Min(Vouches(one).To, Vouches(other).To);
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            if (!IsHandover(one, other, day) && !IsHandover(other, one, day))
            {
                return true;
            }
        }

        return false;
    }

    // (15) a day that is both the stated end of one and the stated beginning of the other is not counted
    private static bool IsHandover(LeaderNamed leaving, LeaderNamed coming, LocalDate day) =>
        leaving.Until?.Earliest == day && coming.Since?.Latest == day;

    private static LocalDate Max(LocalDate a, LocalDate b) => a > b ? a : b;

    private static LocalDate Min(LocalDate a, LocalDate b) => a < b ? a : b;
}
