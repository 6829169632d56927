using Palimpsest.Beliefs;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.People;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Factions;

/// <summary>Statements by factions and persons.</summary>
internal static class Statements
{
    public static IReadOnlyList<StatementShown> Of(WorldView world, IEnumerable<Assertion> current) =>
        [.. current.OfType<StatementIssued>().Select(s => new StatementShown(
            world.Record.Canonical(s.Subject), s.Speaker is { } speaker ? world.Record.Canonical(speaker) : null,
            s.Medium, s.Topic, s.Occurred, world.IsContested(s), [Evidence.Of(world, s)]))];
}
