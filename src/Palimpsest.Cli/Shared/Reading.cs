using System.CommandLine;
using NodaTime;
using Palimpsest.Cli.Tables;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Shared;

/// <summary>The options that every read verb has, and the way from a question to an answer on the screen.</summary>
internal static class Reading
{
    public static readonly Option<BelievedOn?> On = Checked.Option<BelievedOn?>(
        "--on", "Believed on: a day (its end, UTC) or an instant. Today if left out.", "DATE|INSTANT", BelievedOn.Parse);

    public static readonly Option<string?> Recorded = Checked.Option<string?>(
        "--recorded", "According to the record as of: a record number, an instant or a day (its end). Now if left out.", "NUMBER|INSTANT", RecordedOf);

    public static readonly Option<Token?> At = Checked.Option<Token?>(
        "--at", "The token of an earlier answer: the same answer again, byte by byte. It stands for every other option.", "TOKEN", Token.Parse);

    public static readonly Option<string?> Format = Checked.OneOf("--format", "table for people (if left out), json for programs.", "table", "json");

    public static readonly Option<string?> RowsFormat = Checked.OneOf("--format", "table for people (if left out), json for programs, csv for a spreadsheet.", "table", "json", "csv");

    public static IReadOnlyList<Option> Options => [On, Recorded, At, Format];

    /// <summary>Asks, or asks again what a token names, and prints.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="question">What the command line asks, apart from the horizon.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<int> AnswerAsync(ParseResult parsed, Question question, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var reader = new BeliefReader(source);
        var answer = parsed.GetValue(At) is { } token
            ? await AgainAsync(reader, parsed, question, token, cancellation)
            : await reader.AskAsync(question, BelievedOnOf(parsed), parsed.GetValue(Recorded), cancellation);
        if (parsed.GetValue(RowsFormat) == "csv")
        {
            await Csv.WriteAsync(Console.Out, answer.Belief);
            return Exit.Done;
        }

        await PrintAsync(parsed, answer.ToJson, screen => AnswerTables.Draw(screen, answer));
        return Exit.Done;
    }

    /// <summary>Asks for a difference or a replay, and prints it; a replay for programs one change a line.</summary>
    public static async Task<int> AnswerAsync(ParseResult parsed, AxisOptions range, View view, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var reader = new BeliefReader(source);
        var answer = parsed.GetValue(At) is { } token ? await reader.AskAgainAsync(token, cancellation) : await range.AskAsync(parsed, view, reader, cancellation);
        if (answer.Question.View != view || (parsed.GetValue(range.Key) is { } key && answer.Question.Key != key))
        {
            throw new RefusedException("the view or KEY differs from what the token names; --at stands for every other option, so leave the others out", Exit.Usage);
        }

        await PrintAsync(parsed, view == View.Replay ? () => AnswerJson.Lines(((DifferenceBelief)answer.Belief).Changes) : answer.ToJson, screen => AnswerTables.Draw(screen, answer));
        return Exit.Done;
    }

    /// <summary>Prints the one or the other, as was asked.</summary>
    public static async Task PrintAsync(ParseResult parsed, Func<string> json, Action<Spectre.Console.IAnsiConsole> table)
    {
        if (IsJson(parsed))
        {
            await Console.Out.WriteAsync(json());
        }
        else
        {
            table(Screen.Console());
        }
    }

    public static bool IsJson(ParseResult parsed) => parsed.GetValue(Format) == "json" || parsed.GetValue(RowsFormat) == "json";

    public static BelievedOn BelievedOnOf(ParseResult parsed) =>
        parsed.GetValue(On) ?? BelievedOn.EndOf(SystemClock.Instance.GetCurrentInstant().InUtc().Date);

    // A token stands for every other option: one that is given beside it must say the same.
    private static async Task<Answer> AgainAsync(BeliefReader reader, ParseResult parsed, Question asked, Token token, CancellationToken cancellation)
    {
        var answer = await reader.AskAgainAsync(token, cancellation);

        // So it stands for --timeline too.
        asked = answer.Question is { View: View.Timeline, Key: { } drawn } && Words.Of(asked.View) == Words.Of(drawn.Kind) ? asked with { View = View.Timeline } : asked;
        var differs = Shared.Differences.Between(parsed, asked, answer.Question).ToList();
        if (parsed.GetValue(On) is { } on && on.At != answer.Horizon.BelievedOn.At)
        {
            differs.Add("--on");
        }

        if (parsed.GetValue(Recorded) is { } recorded && (await reader.Record.PointAsync(recorded, cancellation)).Number != answer.Horizon.Recorded.Number)
        {
            differs.Add("--recorded");
        }

        return differs.Count == 0 ? answer : throw new RefusedException(
            $"{string.Join(", ", differs)} {(differs.Count == 1 ? "differs" : "differ")} from what the token names; --at stands for every other option, so leave the others out", Exit.Usage);
    }

    private static string RecordedOf(string text)
    {
        RecordReader.Parse(text);
        return text;
    }
}
