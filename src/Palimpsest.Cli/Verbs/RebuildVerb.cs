using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Writing;
using Palimpsest.Projections;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest rebuild [VIEW]</summary>
internal static class RebuildVerb
{
    private static readonly Argument<string?> View = new("VIEW")
    {
        Description = $"Only this view: {string.Join(", ", ProjectionCatalogue.Names)}. All of them if left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Make()
    {
        var verb = new Command("rebuild", """
            Build the views anew from the events. Readers see the old ones until each is done; writers wait. Answers stay the same.

            Examples:
              palimpsest rebuild
              palimpsest rebuild casualties
            """) { View };
        verb.Options.Add(Reading.Format);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var view = parsed.GetValue(View);
        if (view is not null && !ProjectionCatalogue.Names.Contains(view, StringComparer.Ordinal))
        {
            throw new RefusedException($"'{view}' is no view: expected {string.Join(", ", ProjectionCatalogue.Names)}", Exit.Usage);
        }

        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var took = Stopwatch.StartNew();
        var (views, pace) = await Work.ShowAsync("Rebuilding", async work =>
        {
            var told = new Pace(work);
            return (await RecordMaintenance.RebuildAsync(source, view, told, cancellation), told);
        });
        var rebuilt = views.Select(name => new { View = name, Events = pace.EventsOf(name), EventsPerSecond = pace.PerSecond(name) }).ToList();
        if (Reading.IsJson(parsed))
        {
            await ResultJson.PrintAsync(new { Seconds = Math.Round(took.Elapsed.TotalSeconds, 2), Views = rebuilt });
            return Exit.Done;
        }

        foreach (var one in rebuilt)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{one.View}: {one.Events:N0} events, {one.EventsPerSecond:N0} events/s"));
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Rebuilt in {took.Elapsed.TotalSeconds:N1} s."));
        return Exit.Done;
    }
}
