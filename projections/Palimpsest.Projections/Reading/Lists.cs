using System.Text.Json.Serialization;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Reading;

/// <summary>All factions of which anything is believed.</summary>
public sealed record FactionsBelief(bool Contested, IReadOnlyList<FactionBelief> Factions)
{
    /// <summary>The key after which the next page begins; null, and not written, where nothing follows or no page was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SubjectKey? Next { get; init; }
}

/// <summary>All people of whom anything is believed.</summary>
public sealed record PeopleBelief(bool Contested, IReadOnlyList<PersonBelief> People)
{
    /// <summary>The key after which the next page begins; null, and not written, where nothing follows or no page was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SubjectKey? Next { get; init; }
}

/// <summary>The incidents of a selection; those whose vague date makes them possible apart.</summary>
public sealed record IncidentsBelief(bool Contested, IReadOnlyList<IncidentListed> Incidents, IReadOnlyList<IncidentListed> Possible)
{
    /// <summary>The key after which the next page begins; null, and not written, where nothing follows or no page was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SubjectKey? Next { get; init; }
}

/// <summary>One incident of a list.</summary>
public sealed record IncidentListed(
    SubjectKey Key, string? Kind, Place? Place, Edtf? Occurred, SubjectKey? PartOf, bool Contested,
    IReadOnlyDictionary<string, OutcomeTally> Casualties, ClaimsBelief Claims, IReadOnlyList<Evidence> Assertions);

/// <summary>The claims of a selection; only incidents of whose responsibility anything is said.</summary>
public sealed record ClaimsListBelief(bool Contested, IReadOnlyList<ClaimsListed> Claims)
{
    /// <summary>The key after which the next page begins; null, and not written, where nothing follows or no page was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SubjectKey? Next { get; init; }
}

/// <summary>The claims of one incident of a list.</summary>
public sealed record ClaimsListed(
    SubjectKey Incident, string? Kind, Place? Place, Edtf? Occurred, ClaimStatus Status, bool Contested,
    IReadOnlyList<Claimant> Claimants, IReadOnlyList<Attributed> Attributions, IReadOnlyList<Attributed> DeniedByOthers, IReadOnlyList<Evidence> NoClaimKnown);

/// <summary>The whole world at a horizon, view by view.</summary>
public static class Lists
{
    /// <summary>All factions; with a country, those present there; with a kind of nothing else.</summary>
    public static FactionsBelief Factions(WorldView world, Question question) => Factions(world, question, Span.All);

    internal static FactionsBelief Factions(WorldView world, Question question, Span span)
    {
        ArgumentNullException.ThrowIfNull(question);
        var factions = Keys(world, SubjectKind.Faction).Where(span.Has).Select(key => FactionResolver.Resolve(world, key))
            .Where(f => question.Country is null || f.Presence.Any(p => string.Equals(p.Place.Country, question.Country, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return new FactionsBelief(factions.Any(f => f.Contested), factions);
    }

    /// <summary>All people; with a faction, those with a role in it.</summary>
    public static PeopleBelief People(WorldView world, Question question) => People(world, question, Span.All);

    internal static PeopleBelief People(WorldView world, Question question, Span span)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(question);
        var people = Keys(world, SubjectKind.Person).Where(span.Has).Select(key => PersonResolver.Resolve(world, key))
            .Where(p => question.Faction is not { } faction || p.Roles.Any(r => r.Faction == world.Record.Canonical(faction)))
            .ToList();
        return new PeopleBelief(people.Any(p => p.Contested), people);
    }

    /// <summary>The incidents of a selection.</summary>
    public static IncidentsBelief Incidents(WorldView world, Question question) => Incidents(world, question, Span.All);

    internal static IncidentsBelief Incidents(WorldView world, Question question, Span span)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (certain, possible) = Selector.Select(world, [.. Selector.All(world).Where(i => span.Has(i.Key))], question.Selection);
        var listed = certain.Select(i => Listed(world, i, question.Rule)).ToList();
        return new IncidentsBelief(listed.Any(i => i.Contested), listed, [.. possible.Select(i => Listed(world, i, question.Rule))]);
    }

    /// <summary>The claims of a selection.</summary>
    public static ClaimsListBelief Claims(WorldView world, Question question) => Claims(world, question, Span.All);

    internal static ClaimsListBelief Claims(WorldView world, Question question, Span span)
    {
        ArgumentNullException.ThrowIfNull(question);
        var listed = Selector.Select(world, [.. Selector.All(world).Where(i => span.Has(i.Key))], question.Selection).Certain
            .Select(i => (Incident: i, Claims: ClaimsResolver.Resolve(world, [.. world.Record.OfSubject(i.Key).Where(world.IsCurrent)])))
            .Where(i => i.Claims.Status != ClaimStatus.None)
            .Select(i => new ClaimsListed(
                i.Incident.Key, i.Incident.Report?.Kind, i.Incident.Report?.Place, i.Incident.Report?.Occurred, i.Claims.Status, i.Claims.Contested,
                i.Claims.Claimants, i.Claims.Attributions, i.Claims.DeniedByOthers, i.Claims.NoClaimKnown))
            .ToList();
        return new ClaimsListBelief(listed.Any(c => c.Contested), listed);
    }

    private static IEnumerable<SubjectKey> Keys(WorldView world, SubjectKind kind) =>
        world.Record.Assertions.Where(world.IsVisible).SelectMany(a => a.BearsOn).Where(k => k.Kind == kind).Select(world.Record.Canonical).Distinct().Order();

    private static IncidentListed Listed(WorldView world, Selected selected, TallyRule rule)
    {
        var belief = IncidentResolver.Resolve(world, selected.Key, rule);
        return new IncidentListed(
            selected.Key, selected.Report?.Kind, selected.Report?.Place, selected.Report?.Occurred, belief.Incident?.PartOf, belief.Contested,
            belief.Casualties, belief.Claims, belief.Incident?.Assertions ?? []);
    }
}
