using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>What kinds of thing can be affirmed and denied.</summary>
public enum Matter
{
    /// <summary>The parties merge: the set of parties.</summary>
    Merger,

    /// <summary>One is bound to another: from, to.</summary>
    Allegiance,

    /// <summary>Somebody did it: incident, by whom.</summary>
    Responsibility,

    /// <summary>The person is dead.</summary>
    Death,

    /// <summary>Somebody holds the role: faction, role, scope.</summary>
    Leadership,
}

/// <summary>
/// What a report is about. Two reports of the same proposition can support or deny each other, in whichever subject's stream they stand.
/// </summary>
/// <param name="Matter">The kind of thing.</param>
/// <param name="Keys">Its subjects; in order, except a merger's, which are a set.</param>
/// <param name="Qualifier">For leadership the role and scope.</param>
public sealed record Proposition(Matter Matter, IReadOnlyList<SubjectKey> Keys, string Qualifier = "")
{
    /// <summary>One text for the same proposition, with every key replaced by the key it is shown under.</summary>
    public string Canonical(Func<SubjectKey, SubjectKey> canonical)
    {
        var keys = Keys.Select(k => canonical(k).Value);
        if (Matter == Matter.Merger)
        {
            keys = keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        }

        return $"{Matter}|{string.Join('|', keys)}|{Qualifier}";
    }
}
