using System.CommandLine;
using Palimpsest.Acts;
using Palimpsest.Cli.Writing;
using Palimpsest.Import.Native;
using Command = System.CommandLine.Command;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest affirm ID</summary>
internal static class AffirmVerb
{
    private static readonly Argument<string> Affirmed = new("ID") { Description = "The report that another source says again." };

    public static Command Make()
    {
        var verb = new Command("affirm", """
            Record that another source says the same: a new report with the payload of the old, which stands alone afterwards.
            A source that gives another figure or date does not affirm: report that instead.

            Examples:
              palimpsest affirm 2013-04-06-qalat-killed --outlet source:bbc --published 2013-04-07 --by "Ann Editor"
            """) { Affirmed };
        TellingOptions.AddAct(verb);
        verb.SetAction((parsed, cancellation) => Entering.RunAsync(parsed, record => StartAsync(parsed, record.Find), cancellation));
        return verb;
    }

    private static async Task<Start> StartAsync(ParseResult parsed, FindRecorded find)
    {
        var target = await Entering.TargetAsync(find, parsed.GetValue(Affirmed)!);
        var line = NativeJson.Of(Affirm.Telling(target, target.Id, target.Citations, attributedTo: null));

        // The id, the citations and the words for the date are the other source's own.
        line.Remove("id");
        line.Remove("citations");
        line.Remove("occurredVerbatim");
        return new Start(line, $"{target.Id}-affirmed");
    }
}
