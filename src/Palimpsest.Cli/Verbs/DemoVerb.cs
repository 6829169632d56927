using System.CommandLine;
using System.Globalization;
using Npgsql;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Verbs.Demo;
using Palimpsest.Cli.Writing;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Store.Handlers;
using Spectre.Console;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest demo</summary>
internal static class DemoVerb
{
    private const string By = "palimpsest demo";

    private static readonly Option<bool> NoServe = new("--no-serve") { Description = "Tell the stories only; open no pages." };

    public static Command Make()
    {
        var verb = new Command("demo", """
            Record what the CTC Sentinel of May 2013 told of April 2013, and show how beliefs changed from day to day.
            A second run records nothing again.

            Examples:
              palimpsest demo
              palimpsest demo --data ./demo-record
            """) { NoServe };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenToWriteAsync(parsed, cancellation);
        var reader = new BeliefReader(source);
        if (!await ImportAsync(source, reader.Record, cancellation))
        {
            return Exit.Refused;
        }

        foreach (var story in Stories.All)
        {
            await TellAsync(story, reader, cancellation);
        }

        AnsiConsole.Console.MarkupLine("[bold]What to try next[/]");
        foreach (var command in Stories.Next)
        {
            await Console.Out.WriteLineAsync($"  {command}{SameRecord(parsed)}");
        }

        return Exit.Done;
    }

    private static async Task<bool> ImportAsync(NpgsqlDataSource source, RecordReader record, CancellationToken cancellation)
    {
        var import = new Importing(Fixture.Files, By);
        var inUse = (await record.PointAsync(recorded: null, cancellation)).Number > 0;
        if (inUse)
        {
            var would = await Work.ShowAsync("Looking", work => import.CheckAsync(RecordedEvents.In(source, cancellation), work, cancellation));
            if (would.All(f => f.Accepted && f.Check.New == 0))
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The fixture is in this record already: 0 new, {would.Sum(f => f.Check.Known)} known.\n"));
                return true;
            }

            if (would.All(f => f.Check.Known == 0))
            {
                // What is recorded stays for ever: a record that somebody works with is not for demonstrations.
                throw new RefusedException("This record holds other reports, and what is recorded stays. Show the demo in a record of its own: palimpsest demo --data ./demo-record");
            }
        }

        var report = new ImportReport(dryRun: false, await Work.ShowAsync("Importing", work => import.RecordAsync(source, work, cancellation)));
        await (report.Refused.Count > 0 ? report.PrintAsync() : Console.Out.WriteLineAsync($"The fixture is recorded: {report.Total()}.\n"));
        return report.Refused.Count == 0;
    }

    private static async Task TellAsync(Story story, BeliefReader reader, CancellationToken cancellation)
    {
        AnsiConsole.Console.MarkupLineInterpolated($"[bold]{story.Title}[/]");
        AnsiConsole.Console.MarkupLineInterpolated($"{story.Context}");
        var table = new Table().AddColumns("asked", "believed on", "answer");
        table.ShowRowSeparators();
        table.Columns[1].NoWrap();
        foreach (var asked in story.Asked)
        {
            var answer = await reader.AskAsync(asked.Question, BelievedOn.Parse(asked.BelievedOn), recorded: null, cancellation);
            table.AddRow(Markup.Escape(asked.What), asked.BelievedOn, Markup.Escape(asked.Tell(answer)));
        }

        AnsiConsole.Console.Write(table);
        await Console.Out.WriteLineAsync();
    }

    // A connection string may hold a password, and is not said again.
    private static string SameRecord(ParseResult parsed) =>
        parsed.GetValue(Connection.Database) is not null ? " --db CONNECTION" : parsed.GetValue(Connection.Data) is { } data ? $" --data \"{data}\"" : "";
}
