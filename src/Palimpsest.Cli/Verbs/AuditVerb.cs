using System.CommandLine;
using Palimpsest.Beliefs;
using Palimpsest.Cli.Shared;
using Palimpsest.Cli.Tables;
using Palimpsest.Cli.Writing;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Audit;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.History;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Verbs;

/// <summary>palimpsest audit [ENTRY]</summary>
internal static class AuditVerb
{
    private const int Most = 200;

    private static readonly Argument<string?> Entry = new("ENTRY")
    {
        Description = "The id or record number of an entry: which beliefs it moved, at every date.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> By = Checked.Option<string?>("--by", "Only what this author entered.", "NAME", Checked.Name);
    private static readonly Option<string?> Act = Checked.OneOf("--act", "Only this act.", [.. AuditReader.Acts]);
    private static readonly Option<string?> Since = Checked.Option<string?>("--since", "From this record number, instant or day on.", "NUMBER|INSTANT", text =>
    {
        AuditReader.Since(text);
        return text;
    });

    public static Command Make()
    {
        var verb = new Command("audit", $"""
            The record's own log: what was entered, by whom, when and why; and from an entry to the beliefs that it moved.
            For people the last {Most} entries; with --format json all of them, one a line.

            Examples:
              palimpsest audit --by "Ann Editor" --since 2026-01-05
              palimpsest audit --act correct
              palimpsest audit 2013-04-06-qalat-manner-foot
            """) { Entry, By, Act, Since, Reading.Format };
        verb.Validators.Add(result =>
        {
            if (result.GetResult(Entry) is { Tokens.Count: > 0 } && new Option[] { By, Act, Since }.FirstOrDefault(o => result.GetResult(o) is not null) is { } beside)
            {
                result.AddError($"{beside.Name} chooses among entries, and ENTRY names one: expected one or the other");
            }
        });
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var record = new RecordReader(source);
        var audit = new AuditReader(record);
        if (parsed.GetValue(Entry) is { } one)
        {
            var entry = await audit.FindAsync(one, cancellation) ?? throw new RefusedException($"'{Text.Plain(one)}' is neither the id nor the number of an entry of this record");
            var moves = await Work.ShowAsync("Comparing the beliefs before and after", _ => new MovesReader(record).OfAsync(entry, cancellation));
            await Reading.PrintAsync(parsed, () => ResultJson.Of(new { Entry = HistoryEntry.Of(entry), Moves = moves }), screen => Draw(screen, entry, moves));
            return Exit.Done;
        }

        var entries = audit.ReadAsync(parsed.GetValue(By), parsed.GetValue(Act), parsed.GetValue(Since), cancellation);
        if (Reading.IsJson(parsed))
        {
            await foreach (var line in entries)
            {
                await Console.Out.WriteLineAsync(AnswerJson.Line(line));
            }

            return Exit.Done;
        }

        var last = new Queue<AuditEntry>();
        var count = 0;
        await foreach (var line in entries)
        {
            count++;
            last.Enqueue(line);
            if (last.Count > Most)
            {
                last.Dequeue();
            }
        }

        Draw(Screen.Console(), last, count);
        return Exit.Done;
    }

    private static void Draw(Spectre.Console.IAnsiConsole screen, IReadOnlyCollection<AuditEntry> last, int count)
    {
        var sheet = new Sheet(screen);
        sheet.Line(count > last.Count ? $"{Text.Plural(count, "entry", "entries")}, the last {Text.Number(last.Count)} of them:" : Text.Plural(count, "entry", "entries"));
        sheet.Section(
            "audit",
            [Column.Figure("number"), Column.Date("recorded"), "by", Column.Key("act"), "what", "reason"],
            last.Select(e => new Row(
                Text.Number(e.Entry.Number), Text.Of(Instants.Show(e.Entry.RecordedAt)), Text.Of(e.Entry.By), Text.Word(e.Act),
                $"{Text.Of(e.Entry.Id)}\n{Text.Dim(Text.Of(e.Entry.Names ?? e.Entry.Stream))}", Text.Of(e.Entry.Reason))));
    }

    private static void Draw(Spectre.Console.IAnsiConsole screen, Recorded entry, IReadOnlyList<Move> moves)
    {
        var sheet = new Sheet(screen);
        var shown = HistoryEntry.Of(entry);
        sheet.Line($"{Text.Bold(Text.Of(shown.Id))}  {Text.Word(shown.Type)}, number {Text.Number(shown.Number)} of {Text.Of(Instants.Show(shown.RecordedAt))}, by {Text.Of(shown.By)}");
        if (shown.Reason is not null)
        {
            sheet.Line($"reason: {Text.Of(shown.Reason)}");
        }

        DifferenceTables.Draw(sheet, moves, "It moved no belief.");
    }
}
