using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Cli.Writing;
using Palimpsest.Import.Native;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest revise ID</summary>
internal static class ReviseVerb
{
    // These belong to the older telling, not to what is told.
    private static readonly string[] OfTheOlder =
        ["id", "citations", "verbatim", "occurredVerbatim", "reliability", "credibility", "note", "revises", "affirms", "disputes"];

    private static readonly Argument<string> Older = new("ID") { Description = "The report that the new one replaces, from its own publication on." };

    public static Command Make()
    {
        var verb = new Command("revise", """
            Record that the same party now tells it anew. The new report starts from what the older one says; options change it, and it needs a citation of its own.
            Before its publication the older was fairly believed, and still reads so. (A mistake of ours is not revised.)

            Examples:
              palimpsest revise 2013-04-06-qalat-manner-convoy --field value="on foot outside the gate" \
                --summary "They were on foot." --outlet source:guardian --published 2013-04-11 --by "Ann Editor"
            """) { Older };
        TellingOptions.AddReport(verb);
        verb.SetAction((parsed, cancellation) => Entering.RunAsync(parsed, record => StartAsync(parsed, record.Find), cancellation));
        return verb;
    }

    private static async Task<Start> StartAsync(ParseResult parsed, FindRecorded find)
    {
        var older = await Entering.TargetAsync(find, parsed.GetValue(Older)!);
        var line = NativeJson.Of(older);
        foreach (var field in OfTheOlder)
        {
            line.Remove(field);
        }

        line["revises"] = new JsonArray(older.Id);
        return new Start(line, $"{older.Id}-revised");
    }
}
