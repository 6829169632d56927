using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>Which revision links count.</summary>
public static class RevisionLink
{
    /// <summary>Links count between reports of the same type, subject and aspect or proposition, merges applied, whoever's they are.</summary>
    public static bool Matches(Assertion newer, Assertion older, Func<SubjectKey, SubjectKey> canonical)
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
