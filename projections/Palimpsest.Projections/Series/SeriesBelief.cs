using Palimpsest.Projections.Casualties;

namespace Palimpsest.Projections.Series;

/// <summary>How long each point of a series is, in the calendar of UTC days.</summary>
public enum SeriesPeriod
{
    /// <summary>A day: <c>2013-04-05</c>.</summary>
    Day,

    /// <summary>A month: <c>2013-04</c>.</summary>
    Month,

    /// <summary>A year: <c>2013</c>.</summary>
    Year,
}

/// <summary>What a series is told apart by.</summary>
public enum Dimension
{
    /// <summary>The country of the incident.</summary>
    Country,

    /// <summary>The factions that took part, claimed it, or are said to be responsible; an incident of two stands under both, so these do not add up.</summary>
    Faction,

    /// <summary>The class of victims: each as under the class filter, so a figure of unknown class raises the high of every other.</summary>
    Class,
}

/// <summary>Casualties over time, of a selection: each incident stands in the period in which it certainly occurred.</summary>
public sealed record SeriesBelief
{
    /// <summary>An account behind it is contested.</summary>
    public required bool Contested { get; init; }

    /// <summary>Which account, of several.</summary>
    public required CasualtyPolicy Policy { get; init; }

    /// <summary>Whether attackers are counted.</summary>
    public required bool WithAttackers { get; init; }

    /// <summary>How long each point is.</summary>
    public required SeriesPeriod By { get; init; }

    /// <summary>What the series are told apart by; null: they are not.</summary>
    public required Dimension? Across { get; init; }

    /// <summary>By group, those of none last, and outcome.</summary>
    public required IReadOnlyList<SeriesShown> Series { get; init; }
}

/// <summary>One series.</summary>
/// <param name="Group">The country, faction or class; null where it is not told apart, or the incident has none.</param>
/// <param name="Outcome">Killed, wounded, abducted, missing or released.</param>
/// <param name="Total">All that is added: the points and what is unplaced.</param>
/// <param name="Unplaced">What is added and lies in no one period: its date spans several, or is not known.</param>
/// <param name="Points">The periods in which anything is added, in their order; the others are left out.</param>
public sealed record SeriesShown(string? Group, string Outcome, TotalShown Total, TotalShown Unplaced, IReadOnlyList<SeriesPoint> Points);

/// <summary>One point of a series: what is added in one period. Best is none (null) if any best is, the high open if any is.</summary>
/// <param name="Period">ISO 8601: <c>2013-04-05</c>, <c>2013-04</c> or <c>2013</c>.</param>
/// <param name="Low">Persons, inclusive.</param>
/// <param name="Best">Persons; null is none.</param>
/// <param name="High">Persons, inclusive; null is open.</param>
/// <param name="Open">The high end is open.</param>
/// <param name="Incidents">How many incidents are added.</param>
/// <param name="AttackersUnknown">Of those, how many have a figure that does not say whether it includes the attackers.</param>
/// <param name="Contested">Of those, how many have a contested account.</param>
public sealed record SeriesPoint(string Period, long Low, long? Best, long? High, bool Open, int Incidents, int AttackersUnknown, int Contested);
