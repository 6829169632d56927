using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Acts;

/// <summary>What a list of citations must be, and what in it is odd.</summary>
internal static class CitationRules
{
    public static IEnumerable<Finding> Errors(IReadOnlyList<Citation> citations)
    {
        if (citations.Count == 0)
        {
            yield return new Finding("citations", "missing: whatever is recorded says where it can be read");
        }
        else if (citations.All(c => c.Role == CitationRole.See))
        {
            yield return new Finding("citations", "all are for reference only (see): at least one must carry the report");
        }

        foreach (var finding in Rules.List("citations", citations.Count, 50).Concat(citations.SelectMany(One)))
        {
            yield return finding;
        }
    }

    public static IEnumerable<Finding> Oddities(IReadOnlyList<Citation> citations)
    {
        for (var i = 0; i < citations.Count; i++)
        {
            var citation = citations[i];
            if (citation.PublishedOn is { } own && citation.Via?.PublishedOn is { } carrier && own.EarliestDay > Days.Of(carrier.CountsFrom))
            {
                yield return new Finding($"citations[{i}].publishedOn", $"{own} is after {carrier}, when the publication that carries it appeared: it counts from the latter");
            }

            if (citation.PublishedOn is { } published && citation.Announced?.Earliest is { } announced && Days.Of(published.CountsFrom) < announced)
            {
                yield return new Finding($"citations[{i}].publishedOn", $"{published} is before {citation.Announced}, when what it carries was announced: the citation's date is kept");
            }
        }
    }

    private static IEnumerable<Finding> One(Citation citation, int i)
    {
        var field = $"citations[{i}]";
        if (citation.CountsFrom is null)
        {
            yield return new Finding($"{field}.publishedOn", "missing: neither the citation nor the publication that carries it (via) has a date");
        }

        foreach (var finding in Rules.Kind($"{field}.outlet", citation.Outlet, SubjectKind.Source)
                     .Concat(Rules.Text($"{field}.title", citation.Title, 500))
                     .Concat(Url($"{field}.url", citation.Url))
                     .Concat(Url($"{field}.archiveUrl", citation.ArchiveUrl))
                     .Concat(citation.Via is { } via ? Carrier($"{field}.via", via) : []))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Carrier(string field, Carrier via) =>
        Rules.Kind($"{field}.outlet", via.Outlet, SubjectKind.Source)
            .Concat(Rules.Text($"{field}.title", via.Title, 500))
            .Concat(Rules.Text($"{field}.locator", via.Locator, 200))
            .Concat(Url($"{field}.url", via.Url));

    private static IEnumerable<Finding> Url(string field, string? url)
    {
        if (url is not null && !(url.Length <= 2000 && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new Finding(field, "is no web address: expected http:// or https://, at most 2000 characters");
        }
    }
}
