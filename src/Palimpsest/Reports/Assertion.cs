using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>How firmly the source says it.</summary>
public enum Modality
{
    /// <summary>Said outright.</summary>
    Asserted,

    /// <summary>Said to be so, without proof.</summary>
    Alleged,

    /// <summary>Claimed of itself, not verified: a recording, a letter.</summary>
    Purported,

    /// <summary>Thought likely.</summary>
    Suspected,

    /// <summary>Admitted against the speaker's interest.</summary>
    Conceded,
}

/// <summary>
/// What one source says about one subject, kept for ever: a typed payload (the derived records) and where, when, by whom and how firmly it was said.
/// </summary>
public abstract record Assertion : RecordEvent, ITold
{
    /// <summary>What it is about, and the stream that it stands in.</summary>
    public required SubjectKey Subject { get; init; }

    /// <summary>When it was so in the world.</summary>
    public Edtf? Occurred { get; init; }

    /// <summary>The source's own words for that date.</summary>
    public string? OccurredVerbatim { get; init; }

    /// <summary>How firmly.</summary>
    public Modality Modality { get; init; }

    /// <summary>Whose word it is, if not the outlet's own.</summary>
    public Attribution? AttributedTo { get; init; }

    /// <summary>Reliability of the source; F where nobody judged.</summary>
    public Reliability Reliability { get; init; } = Reliability.F;

    /// <summary>Credibility of this report; 6 where nobody judged.</summary>
    public Credibility Credibility { get; init; } = Credibility.CannotBeJudged;

    /// <summary>One sentence in this project's own words.</summary>
    public required string Summary { get; init; }

    /// <summary>The source's own words for numbers and dates, and no more.</summary>
    public IReadOnlyList<string> Verbatim { get; init; } = [];

    /// <summary>Other subjects that it names; they index it only.</summary>
    public IReadOnlyList<SubjectKey> Mentions { get; init; } = [];

    /// <summary>Where it can be read; at least one carries it.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary>Ids of the reports that this one replaces from its own counting date.</summary>
    public IReadOnlyList<string> Revises { get; init; } = [];

    /// <summary>Ids of the reports that this one says again.</summary>
    public IReadOnlyList<string> Affirms { get; init; } = [];

    /// <summary>Ids of the reports that this one contradicts.</summary>
    public IReadOnlyList<string> Disputes { get; init; } = [];

    /// <summary>A coder's remark on an anomaly.</summary>
    public string? Note { get; init; }

    /// <summary>The subjects besides <see cref="Subject"/> that the payload speaks of, and whose views it appears in.</summary>
    public virtual IEnumerable<SubjectKey> Involved => [];

    /// <summary>What the report is about, so that a denial can meet it; null if its type has none.</summary>
    public virtual Proposition? Proposition => null;

    /// <summary>For reports of which a subject has several kinds side by side: the aspect that a revision must share.</summary>
    public virtual string? RevisionAspect => null;

    /// <summary>The subject and all parties.</summary>
    public IEnumerable<SubjectKey> BearsOn => Involved.Prepend(Subject).Distinct();

    /// <inheritdoc cref="Told.PartyOf"/>
    public SubjectKey Party => Told.PartyOf(this);
}
