using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>Whether a citation carries the report, or is kept for reference only.</summary>
public enum CitationRole
{
    /// <summary>It says so, and dates the report.</summary>
    Carries,

    /// <summary>Reference only: it never dates the report.</summary>
    See,
}

/// <summary>The publication through which a citation is known, and whose date bounds it.</summary>
/// <param name="Outlet">Who published it.</param>
/// <param name="Title">Its title and issue.</param>
/// <param name="PublishedOn">When it appeared.</param>
/// <param name="Locator">The page, entry or footnote in it.</param>
/// <param name="Url">Where it can be read.</param>
public sealed record Carrier(SubjectKey Outlet, string? Title, PublicationDate? PublishedOn, string? Locator = null, string? Url = null);

/// <summary>Where a report can be read, and since when it could be.</summary>
public sealed record Citation
{
    /// <summary>Who published it: a <c>source:</c> key.</summary>
    public required SubjectKey Outlet { get; init; }

    /// <summary>Title of the article, or for an unpublished interview its description with its day.</summary>
    public string? Title { get; init; }

    /// <summary>When it appeared; null where only the carrier's date is known, as for an interview.</summary>
    public PublicationDate? PublishedOn { get; init; }

    /// <summary>When the utterance that it carries was made, where it says so.</summary>
    public Edtf? Announced { get; init; }

    /// <summary>Where it can be read.</summary>
    public string? Url { get; init; }

    /// <summary>An archived copy.</summary>
    public string? ArchiveUrl { get; init; }

    /// <summary>The publication through which we know it.</summary>
    public Carrier? Via { get; init; }

    /// <summary>Whether it carries the report.</summary>
    public CitationRole Role { get; init; }

    /// <summary>It carries the report, and is not for reference only.</summary>
    public bool Carries => Role == CitationRole.Carries;

    /// <summary>
    /// From when a reader could have known it, inclusive: the latest bound of its own date, capped by that of the publication that carries it;
    /// without a date of its own the carrier's. Null if neither has one, which no recorded citation has.
    /// </summary>
    public Instant? CountsFrom => (PublishedOn?.CountsFrom, Via?.PublishedOn?.CountsFrom) switch
    {
        ({ } own, { } carrier) => Instant.Min(own, carrier),
        var (own, carrier) => own ?? carrier,
    };
}

/// <summary>Whose word it is, where it is not the outlet's own.</summary>
/// <param name="Key">The speaker's key, if the speaker has one: a source, faction or person.</param>
/// <param name="Label">How the outlet names the speaker, in our own words.</param>
public sealed record Attribution(SubjectKey? Key, string? Label);
