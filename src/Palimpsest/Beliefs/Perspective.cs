using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>
/// Narrows what is heard: only these outlets, at least this reliability, only this party's word. It acts on citations first, so it moves counting dates.
/// It says nothing of editor acts, which are ours.
/// </summary>
/// <param name="Outlets">Only citations of these outlets; empty for all.</param>
/// <param name="MinReliability">Only what is at least so reliable; F, not judged, stands between C and D.</param>
/// <param name="Party">Only this party's word.</param>
public sealed record Perspective(IReadOnlyList<SubjectKey> Outlets, Reliability? MinReliability, SubjectKey? Party)
{
    /// <summary>Everything is heard.</summary>
    public static readonly Perspective Whole = new([], null, null);

    /// <summary>The citations through which it is heard; none if it is not.</summary>
    /// <param name="told">What was said, as it reads.</param>
    /// <param name="canonical">The key that a subject is shown under.</param>
    public IEnumerable<Citation> Heard(ITold told, Func<SubjectKey, SubjectKey> canonical)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(canonical);
        if ((MinReliability is { } least && Grades.Rank(told.Reliability) > Grades.Rank(least))
            || (Party is { } party && canonical(Told.PartyOf(told)) != canonical(party)))
        {
            return [];
        }

        return Outlets.Count == 0 ? told.Citations : told.Citations.Where(c => Outlets.Any(o => canonical(o) == canonical(c.Outlet)));
    }
}
