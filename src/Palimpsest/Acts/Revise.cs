using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>
/// The same party tells it anew: the newer telling replaces the older from its own counting date on; before that the older was fairly believed.
/// </summary>
public sealed record Revise(Assertion Content) : Command
{
    /// <inheritdoc/>
    public override IEnumerable<string> Needs => new Report(Content).Needs;

    /// <inheritdoc/>
    public override Decision Decide(Known known) => Content.Revises.Count == 0
        ? Decision.Refuse("revises", "missing: a revision names the reports that it replaces")
        : new Report(Content).Decide(known);
}

/// <summary>Which revision links count.</summary>
public static class RevisionLink
{
    /// <summary>Links count between reports of the same type, subject and aspect or proposition, merges applied, whoever's they are.</summary>
    public static bool Matches(Assertion newer, Assertion older, Func<Subjects.SubjectKey, Subjects.SubjectKey> canonical)
    {
        ArgumentNullException.ThrowIfNull(newer);
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(canonical);
        return newer.GetType() == older.GetType()
            && canonical(newer.Subject) == canonical(older.Subject)
            && newer.RevisionAspect == older.RevisionAspect
            && newer.Proposition?.Canonical(canonical) == older.Proposition?.Canonical(canonical);
    }
}
