using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Claims;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Facts;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections;

/// <summary>Every view that the store keeps. A new one is added here.</summary>
public static class ProjectionCatalogue
{
    /// <summary>New instances, one of each: a store keeps its own.</summary>
    public static IReadOnlyList<RowProjection> Create() =>
    [
        new FactProjection(),
        new FactionsProjection(),
        new PeopleProjection(),
        new IncidentsProjection(),
        new CasualtiesProjection(),
        new ClaimsProjection(),
    ];

    /// <summary>The names of the views.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Create().Select(p => p.Name)];

    /// <summary>The names of those that follow the events.</summary>
    public static IReadOnlyList<string> Following { get; } = [.. Create().Where(p => p.Follows).Select(p => p.Name)];

    /// <summary>The tables whose rows are recorded with the events.</summary>
    public static IReadOnlyList<RowTable> InlineTables { get; } = [.. Create().Where(p => !p.Follows).SelectMany(p => p.Tables)];
}
