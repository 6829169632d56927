using System.CommandLine;
using System.CommandLine.Help;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Json;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest report TYPE</summary>
internal static class ReportVerb
{
    public static readonly Argument<string?> Type = new("TYPE")
    {
        Description = "What is reported; the types and their fields stand below. Not needed with --json or --file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Make()
    {
        var verb = new Command("report", """
            Record what a source says about an incident, faction, person or source.
            palimpsest report TYPE --help tells the fields of one type.

            Examples:
              palimpsest report CircumstanceReported --subject incident:2013-04-06-qalat --field aspect=weapon --field value="a car bomb" \
                --summary "The bomb was in a car." --outlet source:bbc --published 2013-04-07 --by "Ann Editor"
              palimpsest report CasualtiesReported --subject incident:2013-04-06-qalat --line "group=people,outcome=killed,count=at least 7" \
                --summary "Seven or more died." --outlet source:bbc --published 2013-04-07 --by "Ann Editor" --dry-run
              palimpsest report --file - --by "Ann Editor" < line.json
            """) { Type };
        TellingOptions.AddReport(verb);
        verb.Options.Add(LineInput.Json);
        verb.Options.Add(LineInput.FromFile);
        verb.Options.Add(new HelpOption { Action = new TypesHelp(Type) });
        verb.SetAction((parsed, cancellation) => Entering.RunAsync(parsed, async _ => new Start(await LineAsync(parsed, cancellation)), cancellation));
        return verb;
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> LineAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var line = await LineInput.ReadAsync(parsed, cancellation);
        if (parsed.GetValue(Type) is { } given)
        {
            var type = TypesHelp.Find(given)?.Name ?? given;
            if (line[RecordJson.Discriminator] is { } own && own.ToString() != type)
            {
                throw new RefusedException($"TYPE says {type}, and the line says {own}", Exit.Usage);
            }

            line[RecordJson.Discriminator] = type;
        }

        return Editing.VerbOf(line[RecordJson.Discriminator]?.ToString()) is not { } verb
            ? line
            : throw new RefusedException($"{line[RecordJson.Discriminator]} is an act of an editor and no report: palimpsest {verb} --help", Exit.Usage);
    }
}
