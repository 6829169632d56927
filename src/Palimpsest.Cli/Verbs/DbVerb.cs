using System.CommandLine;
using System.Globalization;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Store.Embedded;
using Spectre.Console;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest db start|stop|status|install</summary>
internal static class DbVerb
{
    public static Command Make() => new("db", """
        The embedded PostgreSQL: it starts by itself when a verb needs it, and runs on until it is stopped.

        Examples:
          palimpsest db status
          palimpsest db stop
          palimpsest db status --data ./my-record --format json
        """)
    {
        Part("start", "Start it; make it first if there is none.", StartAsync),
        Part("stop", "Stop it. What was recorded is kept.", StopAsync),
        Status(),
        Part("install", "Fetch PostgreSQL with npm, whatever else is on the machine.", InstallAsync),
    };

    private static Command Status()
    {
        var status = Part("status", "Whether it runs, where its data is, and as which user of the operating system. Starts nothing.", StatusAsync);
        status.Options.Add(Reading.Format);
        return status;
    }

    private static Command Part(string name, string description, Func<ParseResult, EmbeddedPostgresOptions, CancellationToken, Task> run)
    {
        var part = new Command(name, description);
        part.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(Connection.Database) is not null)
            {
                throw new RefusedException("--db names a PostgreSQL of your own; palimpsest db works on the embedded one, and --data says which", Exit.Usage);
            }

            await run(parsed, EmbeddedPostgresOptions.FromEnvironment(parsed.GetValue(Connection.Data)), cancellation);
            return Exit.Done;
        });
        return part;
    }

    private static async Task StartAsync(ParseResult parsed, EmbeddedPostgresOptions options, CancellationToken cancellation)
    {
        var server = await EmbeddedPostgres.EnsureRunningAsync(options, Connection.Told, cancellation);
        var done = server.Origin == ServerOrigin.Started ? "started" : "runs already";
        await Console.Out.WriteLineAsync($"PostgreSQL {server.Version} {done}, as user {server.RunUser}, over {server.DataDirectory}");
    }

    private static async Task StopAsync(ParseResult parsed, EmbeddedPostgresOptions options, CancellationToken cancellation) =>
        await Console.Out.WriteLineAsync(await EmbeddedPostgres.StopAsync(options, Connection.Told, cancellation)
            ? "PostgreSQL is stopped; what was recorded is kept."
            : $"PostgreSQL does not run over {options.Home}: nothing to stop.");

    private static async Task InstallAsync(ParseResult parsed, EmbeddedPostgresOptions options, CancellationToken cancellation)
    {
        var found = await EmbeddedPostgres.InstallAsync(options, Connection.Told, cancellation);
        await Console.Out.WriteLineAsync($"PostgreSQL {found.Version} ({found.Source}) in {found.BinDirectory}");
    }

    private static async Task StatusAsync(ParseResult parsed, EmbeddedPostgresOptions options, CancellationToken cancellation)
    {
        var status = await EmbeddedPostgres.StatusAsync(options, cancellation);
        if (Reading.IsJson(parsed))
        {
            await ResultJson.PrintAsync(status);
            return;
        }

        var table = new Table().HideHeaders().AddColumns("what", "value");
        foreach (var (what, value) in Rows(status))
        {
            table.AddRow(Markup.Escape(what), Markup.Escape(value));
        }

        AnsiConsole.Console.Write(table);
    }

    private static IEnumerable<(string What, string Value)> Rows(PostgresStatus status)
    {
        yield return ("state", status.Running ? $"runs as process {Text(status.ProcessId)}" : status.Initialised ? "stopped" : "not made yet");
        yield return ("runs as user", status.RunUser ?? "-");
        yield return ("version", Text(status.Major));
        yield return ("data", status.DataDirectory);
        yield return ("programs", status.BinDirectory ?? "-");
        yield return ("log", status.LogFile);
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
