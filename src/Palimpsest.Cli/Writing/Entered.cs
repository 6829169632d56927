using System.Globalization;
using Palimpsest.Acts;
using Palimpsest.Cli.Tables;
using Palimpsest.Json;
using Palimpsest.Projections.Differences;
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
        ["after"] = "--after",
        ["afterOther"] = "--after-other",
    };

    // A field of the content that a correction gives is set by the same option.
    private const string Content = "content.";

    /// <summary>What other editors did since the version that this one saw, if that is why it is refused.</summary>
    public IReadOnlyList<EditShown> Meanwhile { get; init; } = [];

    /// <summary>Which beliefs it would move; null if it was no dry run.</summary>
    public IReadOnlyList<Move>? Moves { get; init; }

    public static Entered Refuse(IReadOnlyList<Finding> findings, bool dryRun) => new(new CommandOutcome(false, false, null, [], findings), null, null, dryRun);

    public async Task PrintAsync()
    {
        // What is so already is no warning but the answer.
        foreach (var warning in Outcome.WasSo ? Outcome.Warnings.SkipLast(1) : Outcome.Warnings)
        {
            await Console.Error.WriteLineAsync($"warning: {warning}");
        }

        foreach (var error in Outcome.Errors)
        {
            await Console.Error.WriteLineAsync($"error: {error}{(OptionOf(error.Field) is { } option ? $" ({option})" : "")}");
        }

        foreach (var line in Meanwhile.SelectMany(edit => edit.Lines()))
        {
            await Console.Error.WriteLineAsync(line);
        }

        var number = Outcome.Number?.ToString(CultureInfo.InvariantCulture);
        await (Outcome.Accepted ? Console.Out : Console.Error).WriteLineAsync(this switch
        {
            { Outcome.Accepted: false } => "Refused; nothing was recorded.",
            { Outcome.WasSo: true } => $"Nothing to record: {Outcome.Warnings[^1].Message}.",
            { Outcome.WasKnown: true } => $"Recorded before, word for word{(number is null ? "" : $", as number {number}")}: {Event!.Id}. Nothing was recorded now.",
            { DryRun: true } => $"Would be recorded, by {By}; a dry run: nothing was written.",
            _ => $"Recorded as number {number}, by {By}: {EventCatalogue.Of(Event!).Name} {Event!.Id}",
        });
        if (DryRun && Outcome is { Accepted: true, WasSo: false })
        {
            await Console.Out.WriteLineAsync(RecordJson.Write(Event!));
            DifferenceTables.Draw(new Sheet(Screen.Console()), Moves ?? [], "It would move no belief.");
        }
    }

    public object ForPrograms() => new
    {
        Outcome.Accepted,
        Known = Outcome.WasKnown,
        Outcome.Number,
        Id = Outcome.WasSo ? null : Event?.Id,
        DryRun,
        Outcome.Warnings,
        Outcome.Errors,
        Conflict = Meanwhile.LastOrDefault(),
        Moves,
    };

    private static string? OptionOf(string field) =>
        Options.GetValueOrDefault(field.StartsWith(Content, StringComparison.Ordinal) ? field[Content.Length..] : field);
}
