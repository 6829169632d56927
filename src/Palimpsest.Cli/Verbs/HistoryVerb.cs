using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Tables;
using Palimpsest.Projections.History;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest history KEY|ASSERTION</summary>
internal static class HistoryVerb
{
    public static Command Make()
    {
        var of = new Argument<string>("KEY|ASSERTION") { Description = "A subject's key, or the id of an assertion or act.", CustomParser = r => Parse(r) };
        var verb = new Command("history", """
            What was recorded of a subject, or of one assertion and what names it: in record order, with who, when and why.

            Examples:
              palimpsest history incident:2013-04-06-qalat
              palimpsest history 2013-04-06-qalat-manner --recorded 120 --format json
            """) { of, Reading.Recorded, Reading.Format };
        verb.Options.Add(Checked.Refused("--on", "a history is told on the record axis; --recorded bounds it"));
        verb.Options.Add(Checked.Refused("--at", "a history has no token; --recorded bounds it"));
        verb.Options.Add(Checked.RefusedTimeline());
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var source = await Connection.OpenAsync(parsed, cancellation);
            var history = await new BeliefReader(source).HistoryOfAsync(parsed.GetRequiredValue(of), parsed.GetValue(Reading.Recorded), cancellation);
            await Reading.PrintAsync(parsed, history.ToJson, screen => HistoryTable.Draw(screen, history));
            return Exit.Done;
        });
        return verb;
    }

    private static string Parse(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isKey = text.Contains(':', StringComparison.Ordinal);
        if (isKey && !SubjectKey.TryParse(text, out _))
        {
            result.AddError($"KEY: '{Text.Plain(text)}' is no key: expected such as incident:2013-04-06-qalat or person:said-al-shihri");
        }
        else if (!isKey && (text.Length is 0 or > 120 || !text.Split('.').All(Slug.IsValid)))
        {
            result.AddError($"ASSERTION: '{Text.Plain(text)}' is no id: expected a-z, 0-9, hyphens and dots, such as 2013-04-06-qalat-manner; a key begins with incident:, faction:, person: or source:");
        }

        return text;
    }
}
