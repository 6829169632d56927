using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest regrade ID</summary>
internal static class RegradeVerb
{
    private static readonly Argument<string> Target = new("ID") { Description = "The report or source act that is judged anew." };
    private static readonly Option<string?> Reliability = Grade("--reliability", "Reliability of the source, A to F (needed).", "A", "B", "C", "D", "E", "F");
    private static readonly Option<string?> Credibility = Grade("--credibility", "Credibility of this entry, 1 to 6 (needed).", "1", "2", "3", "4", "5", "6");

    public static Command Make() => Editing.OnEntry(
        new Command("regrade", """
            Judge an entry anew in the Admiralty code. Reliability and credibility are kept apart: both are given.

            Examples:
              palimpsest regrade 2013-04-06-qalat-killed --reliability A --credibility 2 --by "Ann Editor" --reason "the hospital's list says the same"
            """) { Reliability, Credibility },
        Target,
        nameof(AssertionRegraded),
        "regraded",
        (parsed, _, _) => Task.FromResult(new JsonObject
        {
            ["reliability"] = parsed.GetValue(Reliability),
            ["credibility"] = int.Parse(parsed.GetValue(Credibility)!, CultureInfo.InvariantCulture),
        }));

    private static Option<string?> Grade(string name, string description, params string[] grades)
    {
        var option = Checked.OneOf(name, description, grades);
        option.Required = true;
        return option;
    }
}
