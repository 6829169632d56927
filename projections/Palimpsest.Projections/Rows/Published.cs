using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rows;

/// <summary>Counting dates of what is recorded.</summary>
internal static class Published
{
    /// <summary>The citations that carry it, with their places in the list.</summary>
    public static IEnumerable<(int Place, Instant? At)> Carrying(IReadOnlyList<Citation> citations) =>
        citations.Index().Where(c => c.Item.Role == CitationRole.Carries).Select(c => (c.Index, c.Item.CountsFrom));

    /// <summary>The least of all carrying citations: nobody could have known it before, whatever the perspective.</summary>
    public static Instant First(Assertion assertion) => Carrying(assertion.Citations).Min(c => c.At)!.Value;
}
