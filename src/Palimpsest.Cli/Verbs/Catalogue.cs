using System.CommandLine;

namespace Palimpsest.Cli.Verbs;

/// <summary>All verbs, in the order of the help.</summary>
internal static class Catalogue
{
    public static IEnumerable<Command> Verbs() =>
    [
        BelievedVerb.Make(),
        ExplainVerb.Make(),
        HistoryVerb.Make(),
        FindVerb.Make(),
    ];
}
