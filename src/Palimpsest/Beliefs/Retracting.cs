using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Beliefs;

/// <summary>What a retraction does to its target.</summary>
public enum RetractionKind
{
    /// <summary>Its own party takes it back: it is hidden.</summary>
    OwnWord,

    /// <summary>An outlet takes back its report of it: that outlet's citation goes.</summary>
    OwnCitation,

    /// <summary>Anybody else: it is contested.</summary>
    Stranger,
}

/// <summary>Who retracts what.</summary>
internal static class Retracting
{
    /// <summary>Whose retraction it is.</summary>
    public static RetractionKind KindOf(AssertionRetracted retraction, ITold target, Func<SubjectKey, SubjectKey> canonical)
    {
        var by = canonical(Told.PartyOf(retraction));
        return by == canonical(Told.PartyOf(target)) ? RetractionKind.OwnWord
            : target.Carrying().Any(c => canonical(c.Outlet) == by) ? RetractionKind.OwnCitation
            : RetractionKind.Stranger;
    }
}
