using Palimpsest.Reports;

namespace Palimpsest.Projections.Rows;

/// <summary>By which names a report lets its subject be found: the tables of names and the search itself ask here, so that they agree.</summary>
internal static class Naming
{
    public static IEnumerable<string> Of(Assertion assertion) => assertion switch
    {
        FactionDescribed faction => faction.Aliases.Prepend(faction.Name),
        PersonDescribed person => person.Aliases.Prepend(person.Name),
        MergerAnnounced { Name: { } union } => [union],
        _ => [],
    };
}
