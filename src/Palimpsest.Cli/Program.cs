using System.CommandLine;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Verbs;

var root = new RootCommand("""
    Palimpsest keeps every assertion that a source makes about political violence, for ever, and answers what was believed on a date.

    Examples:
      palimpsest demo
      palimpsest import fixtures/ctc-sentinel-2013-05
      palimpsest believed person person:said-al-shihri --on 2013-04-12
      palimpsest explain incident:2013-04-06-qalat --on 2013-04-12
    """);
foreach (var option in Connection.Options)
{
    root.Options.Add(option);
}

foreach (var verb in Catalogue.Verbs())
{
    root.Subcommands.Add(verb);
}

TidyHelp.Install(root);
return await Run.Async(root, args);
