using System.CommandLine;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Spectre.Console;

namespace Palimpsest.Cli.Shared;

/// <summary>The options that every read verb has, and the way from a question to an answer on the screen.</summary>
internal static class Reading
{
    public static readonly Option<string?> On = new("--on") { Description = "Believed on: a day (its end, UTC) or an instant. Today if left out.", HelpName = "DATE|INSTANT" };

    public static readonly Option<string?> Recorded = new("--recorded")
    {
        Description = "According to the record as of: a record number, an instant or a day (its end). Now if left out.",
        HelpName = "NUMBER|INSTANT",
    };

    public static readonly Option<string?> At = new("--at") { Description = "The token of an earlier answer: the same answer again, byte by byte.", HelpName = "TOKEN" };

    public static readonly Option<string> Format = MakeFormat();

    public static IReadOnlyList<Option> Options => [On, Recorded, At, Format];

    /// <summary>Asks, or asks again what a token names, and prints.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="question">What the command line asks, apart from the horizon.</param>
    /// <param name="table">Draws the answer as tables.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<int> AnswerAsync(ParseResult parsed, Question question, Action<IAnsiConsole, Answer> table, CancellationToken cancellation)
    {
        await using var source = await Connection.OpenAsync(parsed, cancellation);
        var reader = new BeliefReader(source);
        var answer = parsed.GetValue(At) is { } token
            ? await AgainAsync(reader, parsed, question, Token.Parse(token), cancellation)
            : await reader.AskAsync(question, BelievedOnOf(parsed), parsed.GetValue(Recorded), cancellation);
        if (IsJson(parsed))
        {
            await Console.Out.WriteAsync(answer.ToJson());
        }
        else
        {
            table(AnsiConsole.Console, answer);
        }

        return Exit.Done;
    }

    public static bool IsJson(ParseResult parsed) => parsed.GetValue(Format) == "json";

    public static BelievedOn BelievedOnOf(ParseResult parsed) => parsed.GetValue(On) is { } on
        ? BelievedOn.Parse(on)
        : BelievedOn.EndOf(SystemClock.Instance.GetCurrentInstant().InUtc().Date);

    // A token stands for every other option: one that is given beside it must say the same.
    private static async Task<Answer> AgainAsync(BeliefReader reader, ParseResult parsed, Question asked, Token token, CancellationToken cancellation)
    {
        var answer = await reader.AskAgainAsync(token, cancellation);
        var differs = Differences.Between(parsed, asked, answer).FirstOrDefault();
        return differs is null ? answer : throw new RefusedException($"{differs} differs from what the token names; a token stands for every other option", Exit.Usage);
    }

    private static Option<string> MakeFormat()
    {
        var format = new Option<string>("--format") { Description = "table, or json for programs.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        return format;
    }
}
