using System.CommandLine;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest withdraw ID</summary>
internal static class WithdrawVerb
{
    private static readonly Argument<string> Target = new("ID") { Description = "The report or source act that should not have been entered." };

    public static Command Make() => Editing.OnEntry(new Command("withdraw", """
        Take an entry of ours out of every belief: a duplicate, a wrong subject. The record before still reads as it did, and reinstate brings it back.
        (A source that takes back its own word is recorded with retract.)

        Examples:
          palimpsest withdraw 2013-04-06-qalat-weapon --by "Ann Editor" --reason "entered twice"
        """), Target, nameof(AssertionWithdrawn), "withdrawn");
}
