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
    private const int MostNamed = 10;

    private static readonly Argument<string[]> Views = new("VIEW")
    {
        Description = $"Only these views: {string.Join(", ", ProjectionCatalogue.Names)}. All of them if left out.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Make()
    {
        var verb = new Command("rebuild", """
            Build the views anew from the events, beside the kept ones, which are read until the new are complete. Writers go on writing.
            Answers stay the same. Broken off, it goes on where it was. Where a kept view was not what follows from the events, it is said of which subjects.

            Examples:
              palimpsest rebuild
              palimpsest rebuild casualties claims
            """) { Views };
        verb.Options.Add(Reading.Format);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var views = parsed.GetValue(Views) is { Length: > 0 } named ? named : [.. ProjectionCatalogue.Names];
        if (views.FirstOrDefault(v => !ProjectionCatalogue.Names.Contains(v, StringComparer.Ordinal)) is { } unknown)
        {
            throw new RefusedException($"'{unknown}' is no view: expected {string.Join(", ", ProjectionCatalogue.Names)}", Exit.Usage);
        }

        await using var source = await Connection.OpenToMaintainAsync(parsed, cancellation);
        var took = Stopwatch.StartNew();
        var rebuilt = await Work.ShowAsync("Rebuilding", work => RecordMaintenance.RebuildViewsAsync(source, views, new Pace(work), cancellation));
        var seconds = took.Elapsed.TotalSeconds;
        var events = rebuilt.Max(v => v.Number);
        if (Reading.IsJson(parsed))
        {
            await ResultJson.PrintAsync(new
            {
                Seconds = Math.Round(seconds, 2),
                EventsPerSecond = (long)(events / seconds),
                Views = rebuilt.Select(v => new { View = v.Name, Events = v.Number, v.Differing }),
            });
            return Exit.Done;
        }

        foreach (var view in rebuilt)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{view.Name}: {view.Number:N0} events{Difference(view.Differing)}"));
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Rebuilt in {seconds:N1} s, {events / seconds:N0} events/s."));
        return Exit.Done;
    }

    private static string Difference(IReadOnlyList<string> subjects) => subjects.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; repaired {subjects.Count:N0}: {string.Join(", ", subjects.Take(MostNamed))}{(subjects.Count > MostNamed ? " …" : "")}");
}
