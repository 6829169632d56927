using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Tables;
using Palimpsest.Cli.Writing;
using Palimpsest.Projections.Answers;
using Palimpsest.Store.Submitting;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest imports [NUMBER]</summary>
internal static class ImportsVerb
{
    private const int Most = 100;

    private static readonly Argument<long?> Number = new("NUMBER")
    {
        Description = "Only this one, with all that was found in it, line by line.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Make()
    {
        var verb = new Command("imports", $"""
            What becomes of the files that were handed to the nodes with 'import --through-node': the latest {Most}.

            Examples:
              palimpsest imports
              palimpsest imports 3 --format json
            """) { Number, Reading.Format };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var one = parsed.GetValue(Number);
        var imports = await SubmittedImports.ListAsync(source, openOnly: false, Most, one, cancellation);
        if (one is not null && imports.Count == 0)
        {
            throw new RefusedException(string.Create(CultureInfo.InvariantCulture, $"No file was handed in as import {one}: 'palimpsest imports' lists them."));
        }

        await Reading.PrintAsync(parsed, () => ResultJson.Of(new { Imports = imports.Select(i => ForPrograms(i, one is not null)) }), screen => Draw(new Sheet(screen), imports, one is not null));
        return Exit.Done;
    }

    private static object ForPrograms(SubmittedImport import, bool withFindings) => new
    {
        Import = import.Id,
        import.File,
        import.Length,
        import.Sha256,
        SubmittedAt = Iso(import.SubmittedAt),
        import.State,
        import.Node,
        import.Times,
        import.Lines,
        import.Bytes,
        EndedAt = import.EndedAt is { } ended ? Iso(ended) : null,
        import.Number,
        import.Check?.New,
        import.Check?.Known,
        import.Check?.Errors,
        import.Check?.Warnings,
        Findings = withFindings ? import.Check?.Findings.Select(f => new { f.Line, f.Field, f.Message, f.IsError }) : null,
        import.Message,
    };

    private static void Draw(Sheet sheet, IReadOnlyList<SubmittedImport> imports, bool withFindings)
    {
        sheet.Section(
            Text.Plural(imports.Count, "import", "imports"),
            [Column.Figure("import"), Column.Key("file"), Column.Date("handed in"), "what became of it"],
            imports.Select(i => new Row(Text.Number(i.Id), Text.Of(Path.GetFileName(i.File)), Text.Of(Instants.Show(Instant.FromDateTimeUtc(i.SubmittedAt))), Text.Of(Became(i)))));
        if (imports.Count == 0)
        {
            sheet.Line("No file was handed to a node.");
        }

        foreach (var finding in imports.Where(_ => withFindings).SelectMany(i => i.Check?.Report() ?? []))
        {
            sheet.Line(Text.Of(finding));
        }
    }

    private static string Became(SubmittedImport import) => import switch
    {
        { State: SubmittedState.Done, Check: { } c } => Invariant($"done: {c.New} new, {c.Known} known{(c.Warnings > 0 ? Invariant($", {c.Warnings} warnings") : "")}{(import.Number is { } n ? Invariant($", up to record number {n}") : "")}"),
        { State: SubmittedState.Refused, Check: { } c } => Invariant($"refused for {c.Errors} errors; nothing of it was recorded"),
        { State: SubmittedState.Failed } => $"failed; nothing of it was recorded: {import.Message}",
        { State: SubmittedState.Importing, Bytes: var bytes } when bytes < import.Length => Invariant($"importing on {import.Node}: {import.Lines:N0} lines checked, {(import.Length == 0 ? 0 : 100 * bytes / import.Length)} %"),
        { State: SubmittedState.Importing } => Invariant($"importing on {import.Node}: recording {import.Lines:N0} lines"),
        { Message: { } why } => $"waits, and is tried again: {why}",
        _ => "waits for a node",
    };

    private static string Iso(DateTime at) => InstantPattern.ExtendedIso.Format(Instant.FromDateTimeUtc(at));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
