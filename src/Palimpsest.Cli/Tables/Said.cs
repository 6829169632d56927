using NodaTime;
using NodaTime.Text;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Tables;

/// <summary>Who says it, and from when it counts.</summary>
internal static class Said
{
    private const int Most = 3;

    /// <summary>A line an assertion, the first few; <c>explain</c> has them all.</summary>
    public static string Cell(IReadOnlyList<Evidence> assertions)
    {
        var lines = assertions.Select(Line).Distinct(StringComparer.Ordinal).ToList();
        return string.Join('\n', lines.Count > Most + 1 ? [.. lines.Take(Most), Text.Dim($"and {lines.Count - Most} more")] : lines);
    }

    private static string Line(Evidence assertion) =>
        $"{Text.Of(assertion.CountsFrom)} {Text.Party(assertion.Party)}{(assertion.Modality == Modality.Asserted ? "" : $", {Text.Word(assertion.Modality)}")}";
}

/// <summary>How instants of the record are shown to people: to the second.</summary>
internal static class Instants
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss'Z'");

    public static string Show(Instant at) => Pattern.Format(at);

    public static string Show(string at) => InstantPattern.ExtendedIso.Parse(at) is { Success: true } instant ? Show(instant.Value) : at;
}
