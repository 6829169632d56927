using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest merge OTHER --into KEY</summary>
internal static class MergeVerb
{
    private static readonly Argument<SubjectKey> Other = Editing.Key("OTHER", "The key that is the same thing.");
    private static readonly Option<SubjectKey> Into = MakeInto();

    public static Command Make() => Editing.OnKeys(
        new Command("merge", """
            Say that two keys of the same kind are one thing, shown under KEY. What was entered under either keeps its key; separate undoes it.

            Examples:
              palimpsest merge person:naim-mehsud --into person:naimatullah-mehsud --by "Ann Editor" --reason "one man under two spellings"
            """) { Other, Into },
        parsed => parsed.GetValue(Into),
        parsed => parsed.GetValue(Other),
        nameof(SubjectsMerged),
        "is");

    private static Option<SubjectKey> MakeInto()
    {
        var into = Checked.Option<SubjectKey>("--into", "The key that both are shown under (needed).", "KEY", SubjectKey.Parse);
        into.Required = true;
        return into;
    }
}
