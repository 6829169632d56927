using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Cli.Writing;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest dispute ID</summary>
internal static class DisputeVerb
{
    private static readonly Argument<string> Target = new("ID") { Description = "The report or source act that is contradicted." };

    public static Command Make()
    {
        var verb = new Command("dispute", """
            Record that somebody contradicts a report or a source act: both stay visible, and the belief is contested.

            Examples:
              palimpsest dispute 2013-04-06-qalat-killed --summary "The ministry calls the figure too high." \
                --attributed-to "source:afghan-government=Ministry of Interior" --outlet source:bbc --published 2013-04-08 --by "Ann Editor"
            """) { Target };
        TellingOptions.AddAct(verb);
        verb.SetAction((parsed, cancellation) => Entering.RunAsync(
            parsed,
            _ => Task.FromResult(new Start(
                new JsonObject { [RecordJson.Discriminator] = nameof(AssertionDisputed), ["target"] = parsed.GetValue(Target) },
                $"{parsed.GetValue(Target)}-disputed")),
            cancellation));
        return verb;
    }
}
