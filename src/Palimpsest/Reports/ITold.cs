using NodaTime;
using Palimpsest.Subjects;

namespace Palimpsest.Reports;

/// <summary>What was said somewhere, by somebody: a report or a source act.</summary>
public interface ITold
{
    /// <summary>Its id.</summary>
    string Id { get; }

    /// <summary>Whose word it is, if not the outlet's own.</summary>
    Attribution? AttributedTo { get; }

    /// <summary>Reliability of the source.</summary>
    Reliability Reliability { get; }

    /// <summary>Credibility of what is said.</summary>
    Credibility Credibility { get; }

    /// <summary>One sentence in this project's own words.</summary>
    string Summary { get; }

    /// <summary>Where it can be read; at least one carries it.</summary>
    IReadOnlyList<Citation> Citations { get; }
}

/// <summary>What follows from where and by whom something was said.</summary>
public static class Told
{
    /// <summary>Whose word it is, before merges: the attributed key, else the outlet of the first listed citation that carries it, whatever the perspective.</summary>
    public static SubjectKey PartyOf(ITold told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.AttributedTo?.Key ?? told.Carrying().First().Outlet;
    }

    /// <summary>The citations that carry it.</summary>
    public static IEnumerable<Citation> Carrying(this ITold told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.Citations.Where(c => c.Carries);
    }

    /// <summary>The least of all carrying citations: nobody could have known it before, whatever the perspective.</summary>
    public static Instant FirstPublished(this ITold told) => told.Carrying().Min(c => c.CountsFrom)!.Value;
}
