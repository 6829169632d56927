using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Cli.Writing;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest retract ID</summary>
internal static class RetractVerb
{
    private static readonly Argument<string> Target = new("ID") { Description = "The report or source act that is taken back." };

    public static Command Make()
    {
        var verb = new Command("retract", """
            Record that a party takes back its own word, from the citation's date on. An outlet that carried another's word takes back its citation;
            from anybody else it counts as a dispute. A retraction can itself be retracted.

            Examples:
              palimpsest retract 2013-04-06-qalat-killed --summary "The paper withdrew the report." --outlet source:nyt --published 2013-04-09 --by "Ann Editor"
            """) { Target };
        TellingOptions.AddAct(verb);
        verb.SetAction((parsed, cancellation) => Entering.RunAsync(
            parsed,
            _ => Task.FromResult(new Start(
                new JsonObject { [RecordJson.Discriminator] = nameof(AssertionRetracted), ["target"] = parsed.GetValue(Target) },
                $"{parsed.GetValue(Target)}-retracted")),
            cancellation));
        return verb;
    }
}
