using Palimpsest.Projections.Differences;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Timelines;

/// <summary>What a lane is of; they stand in this order.</summary>
public enum LaneKind
{
    /// <summary>Whether a person is believed dead.</summary>
    LifeStatus,

    /// <summary>A person in a role of a faction.</summary>
    Role,

    /// <summary>A person's custody.</summary>
    Custody,

    /// <summary>A person's sentences.</summary>
    Sentence,

    /// <summary>Kind, place and date of an incident.</summary>
    Incident,

    /// <summary>A casualty tally, by outcome.</summary>
    Casualties,

    /// <summary>A circumstance as chosen, by aspect.</summary>
    Circumstance,

    /// <summary>Who is said to be responsible.</summary>
    Claims,

    /// <summary>Who took part.</summary>
    Participants,

    /// <summary>An allegiance of one to another.</summary>
    Allegiance,

    /// <summary>A merger of some parties.</summary>
    Merger,

    /// <summary>Splits off a faction, or of it off others.</summary>
    Split,

    /// <summary>Where a faction is present.</summary>
    Presence,

    /// <summary>How strong a faction is.</summary>
    Strength,
}

/// <summary>What was believed of a subject over time: along the published axis up to X, the record held at Y.</summary>
/// <param name="Contested">Something believed at the end is contested.</param>
/// <param name="Key">The key that it is shown under.</param>
/// <param name="Name">What it is called at the end; null for an incident, and where nobody says.</param>
/// <param name="Since">The X from which anything is believed; null if nothing ever was.</param>
/// <param name="Until">X.</param>
/// <param name="Stretches">Lane by lane; those of a lane follow each other without a gap.</param>
/// <param name="Causes">The events that began the stretches, by id; the outlets of all of their steps together.</param>
public sealed record TimelineBelief(
    bool Contested, SubjectKey Key, string? Name, string? Since, string Until, IReadOnlyList<Stretch> Stretches, IReadOnlyList<Cause> Causes);

/// <summary>A stretch of the published axis over which a belief says the same.</summary>
/// <param name="Lane">Which belief: as <c>explain</c> names it; a role, an allegiance and a merger by themselves, such as <c>role: leader: person:a</c>.</param>
/// <param name="Kind">What the lane is of.</param>
/// <param name="From">From this X, inclusive.</param>
/// <param name="Until">Up to this X, exclusive; null for the last, which lasts at the end.</param>
/// <param name="Belief">What is believed; null if nothing is any more. A role is <c>holds</c>, <c>held</c> (its end is past, as sources say) or <c>departed</c>.</param>
/// <param name="Detail">What is to be known with it.</param>
/// <param name="Contested">Whether it is contested.</param>
/// <param name="Low">Of a figure: persons, inclusive; null where the belief is none.</param>
/// <param name="Best">Of a figure: the likeliest; null is none.</param>
/// <param name="High">Of a figure: persons, inclusive; null is open.</param>
/// <param name="Open">The high end of a figure is open; null where the belief is no figure.</param>
/// <param name="Causes">The ids of the events that began it.</param>
public sealed record Stretch(
    string Lane, LaneKind Kind, string From, string? Until, string? Belief, string? Detail, bool Contested,
    long? Low, long? Best, long? High, bool? Open, IReadOnlyList<string> Causes);
