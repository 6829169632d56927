using System.CommandLine;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest reinstate ID</summary>
internal static class ReinstateVerb
{
    private static readonly Argument<string> Target = new("ID") { Description = "The report or source act that was withdrawn." };

    public static Command Make() => Editing.OnEntry(new Command("reinstate", """
        Bring back an entry that was withdrawn.

        Examples:
          palimpsest reinstate 2013-04-06-qalat-weapon --by "Ann Editor" --reason "the other entry is of another bomb"
        """), Target, nameof(AssertionReinstated), "reinstated");
}
