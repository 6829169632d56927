using System.CommandLine;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest separate KEY OTHER</summary>
internal static class SeparateVerb
{
    private static readonly Argument<SubjectKey> One = Editing.Key("KEY", "The one key.");
    private static readonly Argument<SubjectKey> Other = Editing.Key("OTHER", "The other key.");

    public static Command Make() => Editing.OnKeys(
        new Command("separate", """
            Say that two keys that were merged are two things after all.

            Examples:
              palimpsest separate person:naimatullah-mehsud person:naim-mehsud --by "Ann Editor" --reason "they are brothers"
            """) { One, Other },
        parsed => parsed.GetValue(One),
        parsed => parsed.GetValue(Other),
        nameof(SubjectsSeparated),
        "is-not");
}
