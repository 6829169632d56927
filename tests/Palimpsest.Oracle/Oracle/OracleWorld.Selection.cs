using NodaTime;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

/// <summary>Which incidents are counted; null asks nothing.</summary>
public sealed record Selection(LocalDate? From = null, LocalDate? To = null, string? Country = null, string? Region = null, string? Kind = null);

/// <summary>What a selected incident does in the total.</summary>
public enum Part
{
    Added,
    SaysNothing,
    Campaign,
    PartOfAdded,
}

/// <summary>One selected incident.</summary>
public sealed record SelectedIncident(SubjectKey Incident, Part Part, Tally? Tally);

/// <summary>The tally over a selection.</summary>
/// <param name="Possible">Incidents that may have occurred within the dates: listed apart.</param>
public sealed record SelectionTally(Figure Total, IReadOnlyList<SelectedIncident> Selected, IReadOnlyList<SubjectKey> Possible);

public sealed partial class OracleWorld
{
    private enum Within
    {
        No,
        Possibly,
        Certainly,
    }

    // (14) the sum over incidents; "a total's best is none if any best is, its high open if any is"
    public SelectionTally Total(Selection selection, Question question)
    {
        var incidents = Reports.Where(a => a.Subject.Kind == SubjectKind.Incident && Visible(a)).Select(a => Canonical(a.Subject)).Distinct().Order().ToList();
        var selected = incidents.Where(i => Matches(i, selection) == Within.Certainly).ToList();
        var parts = selected.Select(i => new SelectedIncident(i, PartOf(i, selected, question), TallyOf(i, question))).ToList();
        var added = parts.Where(p => p.Part == Part.Added).Select(p => p.Tally!.Figure);
        return new(
            added.Aggregate(Figure.Zero, (sum, f) => sum + f),
            parts,
            [.. incidents.Where(i => Matches(i, selection) == Within.Possibly)]);
    }

    /// <summary>The greater incidents that it is a part of, the nearest first. A link within a cycle is ignored.</summary>
    public IReadOnlyList<SubjectKey> Ancestors(SubjectKey incident)
    {
        var chain = new List<SubjectKey>();
        for (var at = Whole(incident); at is { } whole; at = Whole(whole))
        {
            chain.Add(whole);
        }

        return chain;
    }

    // "Incidents partOf one that is itself added (in the selection, not a campaign) and whose account speaks of that outcome are shown and not added;
    // kind campaign is never summed with incidents"
    private Part PartOf(SubjectKey incident, List<SubjectKey> selected, Question question) =>
        IsCampaign(incident) ? Part.Campaign
        : TallyOf(incident, question) is null ? Part.SaysNothing
        : Ancestors(incident).Any(whole => selected.Contains(whole) && !IsCampaign(whole) && TallyOf(whole, question) is not null) ? Part.PartOfAdded
        : Part.Added;

    private bool IsCampaign(SubjectKey incident) => Incident(incident)?.Chosen.Kind == "campaign";

    private SubjectKey? StatedWhole(SubjectKey incident) => Incident(incident)?.Chosen.PartOf is { } whole ? Canonical(whole) : null;

    private SubjectKey? Whole(SubjectKey incident) => IsInCycle(incident) ? null : StatedWhole(incident);

    private bool IsInCycle(SubjectKey incident)
    {
        var seen = new HashSet<SubjectKey>();
        for (var at = StatedWhole(incident); at is { } whole && seen.Add(whole); at = StatedWhole(whole))
        {
            if (whole == Canonical(incident))
            {
                return true;
            }
        }

        return false;
    }

    private Within Matches(SubjectKey incident, Selection asked)
    {
        var told = Incident(incident)?.Chosen;
        var elsewhere = (asked.Country is not null && told?.Place.Country != asked.Country)
            || (asked.Region is not null && told?.Place.Region != asked.Region)
            || (asked.Kind is not null && told?.Kind != asked.Kind);
        return elsewhere ? Within.No : Occurring(told?.Occurred?.Earliest, told?.Occurred?.Latest, asked);
    }

    // "a date filter means certainly within, possible ones are listed apart"; an open bound may lie anywhere on its side
    private static Within Occurring(LocalDate? earliest, LocalDate? latest, Selection asked) =>
        (asked.From is null || earliest >= asked.From) && (asked.To is null || latest <= asked.To) ? Within.Certainly
        : latest < asked.From || earliest > asked.To ? Within.No
        : Within.Possibly;
}
