using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Incidents;

/// <summary>Which incidents are meant. Dates are UTC days, inclusive, and mean <em>certainly within</em>.</summary>
public sealed record Selection(
    string? Country = null, string? Region = null, SubjectKey? Faction = null, string? Kind = null, LocalDate? From = null, LocalDate? To = null);

/// <summary>An incident of a selection, as reported by the chosen current report; null if nobody reported it as such.</summary>
public sealed record Selected(SubjectKey Key, IncidentReported? Report)
{
    /// <summary>Tolls over a period, never summed with incidents.</summary>
    public bool IsCampaign => Report?.Kind == "campaign";
}

/// <summary>Applies a selection to what is believed of each incident.</summary>
public static class Selector
{
    /// <summary>All incidents of which anything is visible, in the order of their keys.</summary>
    public static IReadOnlyList<Selected> All(WorldView world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return [.. world.Record.Assertions.Where(a => a.Subject.Kind == SubjectKind.Incident && world.IsVisible(a))
            .Select(a => world.Record.Canonical(a.Subject)).Distinct().Order()
            .Select(key => new Selected(key, IncidentResolver.Chosen(world, key)))];
    }

    /// <summary>Those that certainly belong, and those that possibly do because their date is vague.</summary>
    public static (IReadOnlyList<Selected> Certain, IReadOnlyList<Selected> Possible) Select(WorldView world, IReadOnlyList<Selected> all, Selection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var matching = all.Where(i => Matches(world, i, selection)).ToLookup(i => Within(i.Report?.Occurred, selection));
        return ([.. matching[true]], [.. matching[null]]);
    }

    private static bool Matches(WorldView world, Selected incident, Selection selection) =>
        Same(selection.Country, incident.Report?.Place.Country)
        && Same(selection.Region, incident.Report?.Place.Region)
        && (selection.Kind is null || selection.Kind == incident.Report?.Kind)
        && (selection.Faction is not { } faction || Involves(world, incident.Key, world.Record.Canonical(faction)));

    private static bool Same(string? wanted, string? given) => wanted is null || string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);

    private static bool Involves(WorldView world, SubjectKey incident, SubjectKey faction) => Parties(world, incident).Contains(faction);

    /// <summary>The factions that took part, claimed it, or are said to be responsible.</summary>
    internal static IEnumerable<SubjectKey> Factions(WorldView world, SubjectKey incident) => Parties(world, incident).Where(k => k.Kind == SubjectKind.Faction);

    private static IEnumerable<SubjectKey> Parties(WorldView world, SubjectKey incident) => world.Record.OfSubject(incident).Where(world.IsCurrent).Select(a => a switch
        {
            ResponsibilityDenied => (SubjectKey?)null,
            ResponsibilityReport r => r.By,
            ParticipantReported p => p.Participant,
            _ => null,
        }).OfType<SubjectKey>().Select(world.Record.Canonical);

    // True: certainly within. Null: possibly. False: certainly not, or nothing is known of its date while a date is asked for.
    internal static bool? Within(Clocks.Edtf? occurred, Selection selection)
    {
        if (selection.From is null && selection.To is null)
        {
            return true;
        }

        if (occurred is null || occurred.Latest < selection.From || occurred.Earliest > selection.To)
        {
            return false;
        }

        var certain = (selection.From is null || occurred.Earliest >= selection.From) && (selection.To is null || occurred.Latest <= selection.To);
        return certain ? true : null;
    }
}
