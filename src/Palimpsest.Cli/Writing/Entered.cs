using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Store;

namespace Palimpsest.Cli.Writing;

/// <summary>What became of one report or act.</summary>
internal sealed record Entered(CommandOutcome Outcome, RecordEvent? Event, string? By, bool DryRun)
{
    // Which option sets what the native format calls otherwise.
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["citations"] = "--outlet and --published, or --citation",
        ["citations[0].outlet"] = "--outlet",
        ["citations[0].publishedOn"] = "--published",
        ["citations[0].archiveUrl"] = "--archive-url",
        ["citations[0].via.outlet"] = "--via-outlet",
        ["citations[0].via.publishedOn"] = "--via-published",
        ["attributedTo.key"] = "--attributed-to",
        ["attributedTo"] = "--attributed-to",
        ["occurredVerbatim"] = "--occurred-verbatim",
        ["subject"] = "--subject",
        ["summary"] = "--summary",
        ["lines"] = "--line",
        ["enteredBy"] = "--by",
        ["target"] = "ID",
    };

    public static Entered Refuse(IReadOnlyList<Finding> findings, bool dryRun) => new(new CommandOutcome(false, false, null, [], findings), null, null, dryRun);

    public async Task PrintAsync()
    {
        foreach (var warning in Outcome.Warnings)
        {
            await Console.Error.WriteLineAsync($"warning: {warning}");
        }

        foreach (var error in Outcome.Errors)
        {
            await Console.Error.WriteLineAsync($"error: {error}{(Options.TryGetValue(error.Field, out var option) ? $" ({option})" : "")}");
        }

        var number = Outcome.Number?.ToString(CultureInfo.InvariantCulture);
        await (Outcome.Accepted ? Console.Out : Console.Error).WriteLineAsync(this switch
        {
            { Outcome.Accepted: false } => "Refused; nothing was recorded.",
            { Outcome.WasKnown: true } => $"Recorded before, word for word{(number is null ? "" : $", as number {number}")}: {Event!.Id}. Nothing was recorded now.",
            { DryRun: true } => $"Would be recorded, by {By}; a dry run: nothing was written.",
            _ => $"Recorded as number {number}, by {By}: {EventCatalogue.Of(Event!).Name} {Event!.Id}",
        });
        if (DryRun && Outcome.Accepted)
        {
            await Console.Out.WriteLineAsync(RecordJson.Write(Event!));
        }
    }

    public object ForPrograms() => new
    {
        Outcome.Accepted,
        Known = Outcome.WasKnown,
        Outcome.Number,
        Event?.Id,
        DryRun,
        Outcome.Warnings,
        Outcome.Errors,
    };
}
