using Palimpsest.Projections.Rows;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Factions;

/// <summary>The names of factions, to find them by.</summary>
public sealed class FactionsProjection() : RowProjection("factions", Names)
{
    /// <summary>One row for each name and alias.</summary>
    public static RowTable<NameRow> Names { get; } = NameRow.Table("faction_name", SubjectKind.Faction);
}
