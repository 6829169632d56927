using Palimpsest.Subjects;

namespace Palimpsest.Tests.Histories;

/// <summary>The few subjects and outlets that all random histories are about.</summary>
public static class Cast
{
    public static IReadOnlyList<SubjectKey> Incidents { get; } = Keys("incident:2013-convoy", "incident:2013-market", "incident:2013-wave");

    public static IReadOnlyList<SubjectKey> Factions { get; } = Keys("faction:ansar", "faction:jund");

    public static IReadOnlyList<SubjectKey> Persons { get; } = Keys("person:amir", "person:basir", "person:daud");

    public static IReadOnlyList<SubjectKey> Outlets { get; } = Keys("source:ap", "source:bbc", "source:dawn");

    public static IReadOnlyList<SubjectKey> Speakers { get; } = [.. Factions, .. Persons, .. Outlets, SubjectKey.Parse("source:government")];

    /// <summary>Whoever publishes or speaks and is neither faction nor person.</summary>
    public static IReadOnlyList<SubjectKey> Sources { get; } = [.. Outlets, SubjectKey.Parse("source:government")];

    /// <summary>Keys that can be one thing.</summary>
    public static IReadOnlyList<IReadOnlyList<SubjectKey>> Kinds { get; } = [Incidents, Factions, Persons, Sources];

    public static IReadOnlyList<SubjectKey> Parties { get; } = [.. Factions, .. Persons];

    public static IReadOnlyList<SubjectKey> All { get; } = [.. Incidents, .. Factions, .. Persons];

    public static SubjectKey Journal { get; } = SubjectKey.Parse("source:journal");

    private static List<SubjectKey> Keys(params string[] keys) => [.. keys.Select(SubjectKey.Parse)];
}
