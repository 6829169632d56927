using System.CommandLine;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest retract ID</summary>
internal static class RetractVerb
{
    public static Command Make() => ActVerb.Make("retract", nameof(AssertionRetracted), "retracted", "The report or source act that is taken back.", """
        Record that a party takes back its own word, from the citation's date on. An outlet that carried another's word takes back its citation;
        from anybody else it counts as a dispute. A retraction can itself be retracted.

        Examples:
          palimpsest retract 2013-04-06-qalat-killed --summary "The paper withdrew the report." --outlet source:nyt --published 2013-04-09 --by "Ann Editor"
        """);
}
