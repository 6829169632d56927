using NodaTime;
using NodaTime.Text;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Projections.Answers;

/// <summary>An assertion behind a belief, with its citations.</summary>
public sealed record Evidence
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its type, by its name in the native format.</summary>
    public required string Type { get; init; }

    /// <summary>Whose word it is.</summary>
    public required SubjectKey Party { get; init; }

    /// <summary>How the outlet names the speaker, if it is not the outlet's own word.</summary>
    public string? AttributedTo { get; init; }

    /// <summary>Its counting date: a UTC day, or an instant.</summary>
    public required string CountsFrom { get; init; }

    /// <summary>How firmly it is said.</summary>
    public required Modality Modality { get; init; }

    /// <summary>Admiralty A-F.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>Admiralty 1-6.</summary>
    public required Credibility Credibility { get; init; }

    /// <summary>When it was so in the world.</summary>
    public Edtf? Occurred { get; init; }

    /// <summary>The source's own words for that date.</summary>
    public string? OccurredVerbatim { get; init; }

    /// <summary>In own words.</summary>
    public required string Summary { get; init; }

    /// <summary>The source's own words for numbers and dates.</summary>
    public IReadOnlyList<string> Verbatim { get; init; } = [];

    /// <summary>A coder's remark on an anomaly.</summary>
    public string? Note { get; init; }

    /// <summary>What contests it; empty if nothing does.</summary>
    public required IReadOnlyList<Contest> ContestedBy { get; init; }

    /// <summary>Where it can be read.</summary>
    public required IReadOnlyList<CitationShown> Citations { get; init; }

    /// <summary>The evidence that an assertion is; one that was taken back is dated by its first citation.</summary>
    public static Evidence Of(WorldView world, Assertion a) => Seen.In(world, a).Evidence;

    /// <summary>The evidence that several are, in the order given.</summary>
    public static IReadOnlyList<Evidence> Of(WorldView world, IEnumerable<Assertion> assertions) => new EvidenceList(world, [.. assertions]);
}

/// <summary>A citation as answers show it.</summary>
public sealed record CitationShown(
    SubjectKey Outlet, string? Title, PublicationDate? PublishedOn, Edtf? Announced, string? CountsFrom, string? Url, string? ArchiveUrl, Carrier? Via, CitationRole Role, bool TakenBack)
{
    /// <summary>The citations of a report or act that could be read by X. What carries them (via) is provenance, and may be later.</summary>
    public static IReadOnlyList<CitationShown> KnownOf(WorldView world, ITold told) => world.KnownCitations(told) is var known && known.Count == 1
        ? [Of(known[0].Citation, known[0].TakenBack)]
        : [.. known.Select(k => Of(k.Citation, k.TakenBack))];

    /// <summary>A citation that is known.</summary>
    internal static CitationShown Of(Citation c, bool takenBack) =>
        new(c.Outlet, c.Title, c.PublishedOn, c.Announced, c.CountsFrom is { } at ? When.Show(at) : null, c.Url, c.ArchiveUrl, c.Via, c.Role, takenBack);
}

/// <summary>How instants are shown.</summary>
public static class When
{
    /// <summary>The day alone if it is the end of a UTC day, else the instant: <c>2013-04-11</c>, <c>2013-04-11T10:30:00Z</c>.</summary>
    public static string Show(Instant at)
    {
        var (day, time) = at.InUtc().LocalDateTime;
        return time == LocalTime.MaxValue ? Days.Iso(day) : InstantPattern.ExtendedIso.Format(at);
    }
}
