using System.CommandLine;
using Palimpsest.Cli.Writing;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest dispute ID</summary>
internal static class DisputeVerb
{
    public static Command Make() => ActVerb.Make("dispute", nameof(AssertionDisputed), "disputed", "The report or source act that is contradicted.", """
        Record that somebody contradicts a report or a source act: both stay visible, and the belief is contested.

        Examples:
          palimpsest dispute 2013-04-06-qalat-killed --summary "The ministry calls the figure too high." \
            --attributed-to "source:afghan-government=Ministry of Interior" --outlet source:bbc --published 2013-04-08 --by "Ann Editor"
        """);
}
