using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>The types of what is told, by their places in the catalogue of events.</summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<Type, byte> Types = EventCatalogue.All.Index().ToDictionary(k => k.Item.Type, k => (byte)k.Index);

    public static readonly byte Incident = Of<IncidentReported>();
    public static readonly byte Casualties = Of<CasualtiesReported>();
    public static readonly byte Claimed = Of<ResponsibilityClaimed>();
    public static readonly byte Attributed = Of<ResponsibilityAttributed>();
    public static readonly byte Denied = Of<ResponsibilityDenied>();
    public static readonly byte Conceded = Of<ResponsibilityConceded>();
    public static readonly byte NoClaim = Of<NoClaimKnown>();
    public static readonly byte Participant = Of<ParticipantReported>();
    public static readonly byte DeathDisputed = Of<DeathDisputed>();
    public static readonly byte DeathReported = Of<DeathReported>();
    public static readonly byte DeathConfirmed = Of<DeathConfirmed>();
    public static readonly byte Disputed = Of<AssertionDisputed>();
    public static readonly byte Retracted = Of<AssertionRetracted>();

    /// <summary>The type of what is told.</summary>
    public static byte Of(ITold told) => Types[told.GetType()];

    private static byte Of<T>()
        where T : ITold => Types[typeof(T)];
}
