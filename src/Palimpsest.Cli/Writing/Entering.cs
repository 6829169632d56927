using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Palimpsest.Acts;
using Palimpsest.Cli.Shared;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Differences;
using Palimpsest.Reports;
using Palimpsest.Store;
using Command = Palimpsest.Acts.Command;

namespace Palimpsest.Cli.Writing;

/// <summary>What a verb starts a line from, and the stem of the id that it proposes; null: from the line itself.</summary>
internal sealed record Start(JsonObject Line, string? Stem = null)
{
    /// <summary>A source tells it: the options of the telling go over the line.</summary>
    public bool IsTold { get; init; } = true;

    /// <summary>What the verb itself finds odd.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}

/// <summary>
/// The one way of the verbs that enter a single report or act: a line to start from, the options over it, read as a line of the native format,
/// decided, recorded, and told.
/// </summary>
internal static class Entering
{
    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Check, and show what would be recorded and which beliefs it would move, at every date; write nothing." };

    public static async Task<int> RunAsync(ParseResult parsed, Func<RecordLookup, Task<Start>> start, CancellationToken cancellation)
    {
        Entered entered;
        try
        {
            entered = await EnterAsync(parsed, start, cancellation);
        }
        catch (FindingsException e)
        {
            entered = Entered.Refuse(e.Findings, parsed.GetValue(DryRun));
        }

        await (Reading.IsJson(parsed) ? ResultJson.PrintAsync(entered.ForPrograms()) : entered.PrintAsync());
        return entered.Outcome.Accepted ? Exit.Done : Exit.Refused;
    }

    private static async Task<Entered> EnterAsync(ParseResult parsed, Func<RecordLookup, Task<Start>> start, CancellationToken cancellation)
    {
        var dryRun = parsed.GetValue(DryRun);
        if (!LineInput.IsGiven(parsed))
        {
            // Nothing else can name the author: say so before a database is started.
            _ = Author.Of(parsed, line: null);
        }

        await using var record = await RecordLookup.OpenAsync(parsed, dryRun, cancellation);
        var begun = await start(record);
        var draft = new Draft(begun.Line);
        if (begun.IsTold)
        {
            TellingOptions.Apply(parsed, draft);
        }

        if (!draft.Line.ContainsKey("id"))
        {
            draft.Line["id"] = await ProposedId.ForAsync(draft, begun.Stem, record.Find);
        }

        var read = Read(draft);
        var command = Commands.For(read.Event!) with { By = Author.Of(parsed, read.EnteredBy), Reason = parsed.GetValue(Author.Reason) ?? read.Reason };
        var (outcome, moves) = dryRun ? await CheckAsync(command, record, cancellation) : (await SendAsync(command, record, cancellation), null);
        return new Entered(outcome with { Warnings = [.. begun.Warnings, .. outcome.Warnings] }, read.Event, command.By, dryRun)
        {
            Moves = moves,
            Meanwhile = outcome.Conflict is null ? [] : await EditShown.SinceAsync((EditorAct)read.Event!, outcome.Conflict, record.Find),
        };
    }

    /// <summary>The draft as a line of a file would be read: the same errors, with the fields' names.</summary>
    public static NativeLine Read(Draft draft)
    {
        var read = NativeReader.Read(1, Encoding.UTF8.GetBytes(draft.Line.ToJsonString(Json.RecordJson.Options)));
        return read.Error is { } error ? throw new FindingsException(error) : read;
    }

    /// <summary>The recorded report that a verb starts from, as it reads now.</summary>
    public static async Task<Assertion> TargetAsync(FindRecorded find, string id) => new Known(await find([id]))[id] switch
    {
        Assertion report => report,
        null => throw new FindingsException(new Finding("ID", $"'{id}' is not recorded")),
        _ => throw new FindingsException(new Finding("ID", $"'{id}' is no report; acts are disputed or retracted")),
    };

    private static async Task<(CommandOutcome Outcome, IReadOnlyList<Move> Moves)> CheckAsync(Command command, RecordLookup record, CancellationToken cancellation)
    {
        var unsigned = Authorship.Errors(command.By, command.Reason).ToList();
        var known = new Known(await record.Find([.. command.Needs.Distinct(StringComparer.Ordinal)]));
        var decision = unsigned.Count > 0 ? Decision.Refuse(unsigned) : command.Decide(known);
        var moves = await record.MovesAsync([.. decision.Events.Select(e => known.Decided(e, command.By, command.Reason))], cancellation);
        return (CommandOutcome.Of(decision), moves);
    }

    private static async Task<CommandOutcome> SendAsync(Command command, RecordLookup record, CancellationToken cancellation)
    {
        await using var writer = await RecordWriter.OpenAsync(record.Pool, cancellation);
        return await writer.SendAsync(command, cancellation);
    }
}
