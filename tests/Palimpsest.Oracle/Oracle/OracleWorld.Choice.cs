using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

/// <summary>One report chosen among several that are current, and the others in their order.</summary>
/// <param name="Tied">A grade or the id decided between the first two.</param>
public sealed record Choice<T>(T Chosen, bool Tied, IReadOnlyList<T> Others)
    where T : Assertion;

/// <summary>One aspect of an incident.</summary>
/// <param name="Earlier">Visible and superseded.</param>
public sealed record AspectBelief(Choice<CircumstanceReported>? Choice, IReadOnlyList<CircumstanceReported> Earlier);

public sealed partial class OracleWorld
{
    // "Ties among current assertions: later counting date, then better credibility (1, 2, 3, 6, 4, 5), then better reliability (A, B, C, F, D, E),
    // then greater id ordinally"
    public List<T> TieOrder<T>(IEnumerable<T> current)
        where T : Assertion =>
    [
        .. current
            .OrderByDescending(a => CountingDate(a))
            .ThenBy(a => Array.IndexOf([1, 2, 3, 6, 4, 5], (int)a.Credibility))
            .ThenBy(a => Array.IndexOf(["A", "B", "C", "F", "D", "E"], a.Reliability.ToString()))
            .ThenByDescending(a => a.Id, StringComparer.Ordinal),
    ];

    // "a choice made by grade or id is flagged tied and shows the other"
    public Choice<T>? Choose<T>(IEnumerable<T> current)
        where T : Assertion => TieOrder(current) switch
        {
            [] => null,
            [var only] => new(only, Tied: false, []),
            [var first, .. var others] => new(first, CountingDate(first) == CountingDate(others[0]), others),
        };

    // "kind, place, date" of an incident
    public Choice<IncidentReported>? Incident(SubjectKey incident) => Choose(CurrentOf<IncidentReported>(incident));

    // "per aspect the current circumstance, earlier (revised) and others (current, not chosen)"
    public AspectBelief Circumstance(SubjectKey incident, string aspect)
    {
        var told = Reports.OfType<CircumstanceReported>().Where(a => Same(a.Subject, incident) && a.Aspect == aspect && Visible(a)).ToList();
        return new(Choose(told.Where(Current)), [.. told.Where(a => !Current(a))]);
    }
}
