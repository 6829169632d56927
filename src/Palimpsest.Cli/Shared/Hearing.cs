using System.CommandLine;
using System.CommandLine.Parsing;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Shared;

/// <summary>The options that say from which perspective it is asked: who is heard. Every view has them.</summary>
internal static class Hearing
{
    private static readonly Option<SubjectKey[]> Outlets = MakeOutlets();

    private static readonly Option<Reliability?> MinReliability = Checked.Option<Reliability?>(
        "--min-reliability", "Only what is at least so reliable, A to F. F, which nobody judged, stands between C and D: D is better than E, and worse than F.", "A-F", text => ReliabilityOf(text));

    private static readonly Option<SubjectKey?> Party = Checked.Option<SubjectKey?>(
        "--party", "Only this party's word: source:, faction: or person:. A slug alone is a source's.", "KEY", text => PartyOf(text));

    public static IReadOnlyList<Option> Options => [Outlets, MinReliability, Party];

    /// <summary>The question, from the perspective that the command line asks for.</summary>
    public static Question From(ParseResult parsed, Question question) => question with
    {
        Outlets = parsed.GetValue(Outlets) is { Length: > 0 } outlets ? [.. outlets.Distinct().Order()] : [],
        MinReliability = parsed.GetValue(MinReliability),
        Party = parsed.GetValue(Party),
    };

    private static Option<SubjectKey[]> MakeOutlets() => new("--outlet")
    {
        Description = "Only citations of this outlet, so that a report counts from when this outlet carried it; may be repeated.",
        HelpName = "KEY",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ReadOutlets,
    };

    private static SubjectKey[] ReadOutlets(ArgumentResult result)
    {
        try
        {
            return [.. result.Tokens.Select(t => Checked.Key(SubjectKind.Source, t.Value))];
        }
        catch (FormatException e)
        {
            result.AddError($"--outlet: {e.Message}");
            return [];
        }
    }

    private static Reliability ReliabilityOf(string text) =>
        text.Length == 1 && Enum.TryParse<Reliability>(text, ignoreCase: true, out var letter) && Enum.IsDefined(letter) && char.IsAsciiLetter(text[0])
            ? letter
            : throw new FormatException($"'{text}' is no reliability: expected a letter, A to F");

    private static SubjectKey PartyOf(string text) => !text.Contains(':', StringComparison.Ordinal) ? Checked.Key(SubjectKind.Source, text)
        : SubjectKey.Parse(text) is { Kind: not SubjectKind.Incident } party ? party
        : throw new FormatException($"'{text}' is an incident, and nobody's word: expected a source:, faction: or person: key");
}
