using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Cli.Writing;
using Palimpsest.Json;
using Palimpsest.Reports;
using Command = System.CommandLine.Command;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest correct ID</summary>
internal static class CorrectVerb
{
    // A correction keeps these, so a content that leaves them out means what stands.
    private static readonly string[] Kept = [RecordJson.Discriminator, "id", "target", "reliability", "credibility"];

    // An exported line says who entered it and why; that is told of the correction by its own options.
    private static readonly string[] OfTheLine = ["enteredBy", "reason"];

    private static readonly Argument<string> Target = new("ID") { Description = "The report or source act that was entered wrongly." };

    public static Command Make()
    {
        var verb = new Command("correct", """
            Mend an entry that we made wrongly. It starts from the entry as it reads now; options go over it. From now on it reads so, on every date;
            the record before still reads as it did. Id, type, an act's target and the grades stay. (A source that changes its story is recorded with revise.)
            Of the citations, --outlet, --published and the like change the first that carries it; --citation replaces them all. A list that is given replaces the list.

            Examples:
              palimpsest correct 2013-04-06-qalat-manner-convoy --published 2013-04-11 --by "Ann Editor" --reason "the date of the other article"
              palimpsest correct 2013-04-06-qalat-weapon --field value="a car bomb" --field note= --by "Ann Editor" --reason "misread" --dry-run
              palimpsest correct 2013-04-06-qalat-weapon --file content.json --by "Ann Editor" --reason "misread"
            """);
        TellingOptions.AddCorrection(verb);
        verb.Options.Add(LineInput.Json);
        verb.Options.Add(LineInput.FromFile);
        return Editing.OnEntry(verb, Target, nameof(AssertionCorrected), "corrected", async (parsed, entry, cancellation) =>
            new JsonObject { ["content"] = await ContentAsync(parsed, entry, cancellation) });
    }

    private static async Task<JsonObject> ContentAsync(ParseResult parsed, Entry? entry, CancellationToken cancellation)
    {
        var id = parsed.GetValue(Target)!;
        var standing = entry?.Content is ITold
            ? NativeJson.Of(entry.Content)
            : throw new FindingsException(new Finding("target", entry is null ? $"'{id}' is not recorded" : $"'{id}' is neither a report nor a source act, and nothing else is corrected"));
        var content = LineInput.IsGiven(parsed) ? await LineInput.ReadAsync(parsed, cancellation) : standing.DeepClone().AsObject();
        foreach (var field in Kept.Where(f => !content.ContainsKey(f) && standing.ContainsKey(f)))
        {
            content[field] = standing[field]!.DeepClone();
        }

        OfTheLine.ToList().ForEach(field => content.Remove(field));
        TellingOptions.ApplyCorrection(parsed, new Draft(content));
        return content;
    }
}
