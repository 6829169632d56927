using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Palimpsest.Cli.Shared;

/// <summary>Help in which a list of commands shows the first sentences of each; its examples stand in its own help.</summary>
internal sealed class TidyHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new TidyHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        // The process ends with its help; nobody reads the descriptions again.
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
        {
            command.Description = command.Description?.Split("\n\n")[0].ReplaceLineEndings(" ");
        }

        return help.Invoke(parseResult);
    }
}
