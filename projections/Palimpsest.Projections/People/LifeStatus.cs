using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.People;

/// <summary>What is believed of a person's life.</summary>
public enum LifeStatus
{
    /// <summary>Nobody reported a death.</summary>
    NoReport,

    /// <summary>A report of death that nothing contests.</summary>
    ReportedDead,

    /// <summary>Every report of death is contested.</summary>
    DeathDisputed,

    /// <summary>A confirmation that nothing contests.</summary>
    DeathConfirmed,
}

/// <summary>The rule of design section 4.</summary>
public static class LifeStatusResolver
{
    /// <summary>An uncontested confirmation, else an uncontested report, else any report, else none.</summary>
    public static LifeStatus Resolve(WorldView world, SubjectKey canonicalPerson)
    {
        ArgumentNullException.ThrowIfNull(world);
        var deaths = world.Record.OfSubject(canonicalPerson).OfType<DeathReport>().Where(world.IsCurrent).ToList();
        return deaths.OfType<DeathConfirmed>().Any(d => !world.IsContested(d)) ? LifeStatus.DeathConfirmed
            : deaths.OfType<DeathReported>().Any(d => !world.IsContested(d)) ? LifeStatus.ReportedDead
            : deaths.Count > 0 ? LifeStatus.DeathDisputed
            : LifeStatus.NoReport;
    }
}
