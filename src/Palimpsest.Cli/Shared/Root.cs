using System.CommandLine;
using Palimpsest.Cli.Verbs;

namespace Palimpsest.Cli.Shared;

/// <summary>The whole command line.</summary>
internal static class Root
{
    public static RootCommand Make()
    {
        var root = new RootCommand("""
            Palimpsest keeps every assertion that a source makes about political violence, for ever, and answers what was believed on a date.

            Examples:
              palimpsest demo
              palimpsest import fixtures/ctc-sentinel-2013-05
              palimpsest believed person person:said-al-shihri --on 2013-04-12
              palimpsest explain incident:2013-04-06-qalat --on 2013-04-12
            """);
        Connection.Options.ToList().ForEach(root.Options.Add);
        Catalogue.Verbs().ToList().ForEach(root.Subcommands.Add);
        TidyHelp.Install(root);
        return root;
    }
}
