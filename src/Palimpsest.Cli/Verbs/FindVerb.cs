using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Projections.Finding;
using Palimpsest.Projections.Reading;
using Spectre.Console;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest find TEXT</summary>
internal static class FindVerb
{
    private static readonly Argument<string> Text = new("TEXT") { Description = "A key, or any part of a name; case, diacritics and transliteration are forgiven." };
    private static readonly Option<string?> Kind = MakeKind();

    public static Command Make()
    {
        var verb = new Command("find", """
            Find subjects by key, name or alias.

            Examples:
              palimpsest find shehri
              palimpsest find "jabhat nusrah" --kind faction
            """) { Text, Kind };
        Reading.Options.ToList().ForEach(verb.Options.Add);
        verb.SetAction((parsed, cancellation) => Reading.AnswerAsync(
            parsed,
            new Question { View = View.Find, Text = parsed.GetValue(Text), Kind = parsed.GetValue(Kind) },
            (console, answer) => Draw(console, (FoundBelief)answer.Belief),
            cancellation));
        return verb;
    }

    private static void Draw(IAnsiConsole console, FoundBelief found)
    {
        var table = new Table().AddColumns("key", "name", "also");
        foreach (var result in found.Results)
        {
            table.AddRow(Markup.Escape(result.Key.Value), Markup.Escape(result.Name), Markup.Escape(string.Join(", ", result.Names.Where(n => n != result.Name))));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"{found.Results.Count} found.");
    }

    private static Option<string?> MakeKind()
    {
        var kind = new Option<string?>("--kind") { Description = "Only this kind of subject." };
        kind.AcceptOnlyFromAmong("incident", "faction", "person", "source");
        return kind;
    }
}
