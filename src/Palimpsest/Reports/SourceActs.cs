using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>
/// What a source does to something said before: it happens on the published axis, has citations like a report, and destroys nothing.
/// It stands in the stream of the report that it finally aims at.
/// </summary>
public abstract record SourceAct : RecordEvent, ITold
{
    /// <summary>The id of the report or source act that it aims at, recorded before it.</summary>
    public required string Target { get; init; }

    /// <summary>Whose act it is, if not the outlet's own.</summary>
    public Attribution? AttributedTo { get; init; }

    /// <summary>How firmly.</summary>
    public Modality Modality { get; init; }

    /// <summary>Reliability of the source; F where nobody judged.</summary>
    public Reliability Reliability { get; init; } = Reliability.F;

    /// <summary>Credibility of this act; 6 where nobody judged.</summary>
    public Credibility Credibility { get; init; } = Credibility.CannotBeJudged;

    /// <summary>One sentence in this project's own words.</summary>
    public required string Summary { get; init; }

    /// <summary>Where it can be read; at least one carries it.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary>A coder's remark.</summary>
    public string? Note { get; init; }

    /// <inheritdoc cref="Told.PartyOf"/>
    public SubjectKey Party => Told.PartyOf(this);
}

/// <summary>Somebody contradicts it: both stay visible, the belief is contested.</summary>
public sealed record AssertionDisputed : SourceAct;

/// <summary>
/// Its own party takes it back, from the citation's date on. From an outlet that carried another's word it removes that outlet's citation;
/// from anybody else it counts as a dispute.
/// </summary>
public sealed record AssertionRetracted : SourceAct;
