using Palimpsest.Cli.Shared;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Cli.Tables;

/// <summary>What changed, and what did it.</summary>
internal static class DifferenceTables
{
    public static void Draw(Sheet sheet, Answer answer, DifferenceBelief difference)
    {
        var isReplay = answer.Question.View == View.Replay;
        sheet.Line(Text.Bold(difference.Key is { } key ? Text.Of(key.Value) : "the world") + (answer.Contested ? $"  {Text.Contested}" : ""));
        sheet.Line(Text.Dim(difference.Axis == Axis.Published
            ? $"from what was believed on {Text.Of(difference.Since ?? "the first day")} to {Text.Of(difference.Until)} · {Sheet.Recorded(answer.Horizon.Recorded)}"
            : $"from record number {Text.Of(difference.Since ?? "0")} to {Text.Of(difference.Until)} · believed on {Text.Of(answer.Horizon.BelievedOn.Text)}"));
        if (isReplay)
        {
            sheet.Section(Text.Plural(difference.Changes.Count, "change", "changes"), [Column.Date("when"), .. Columns(difference.Key)], difference.Changes.Select(c => Row(c, difference.Key, Text.Of(c.When))));
            return;
        }

        foreach (var subject in difference.Changes.GroupBy(c => c.Subject))
        {
            sheet.Section(Text.Of(subject.Key.Value), Columns(subject.Key), subject.Select(c => Row(c, subject.Key)));
        }
    }

    /// <summary>What an entry moved, or would move, stretch by stretch of the published axis.</summary>
    public static void Draw(Sheet sheet, IReadOnlyList<Move> moves, string ifNone)
    {
        foreach (var subject in moves.GroupBy(m => m.Subject))
        {
            sheet.Section(
                Text.Of(subject.Key.Value),
                ["belief", "before", "after", Column.Date("believed on"), "reports"],
                subject.Select(m => new Row(
                    Text.Of(m.Topic),
                    Belief(m.Change.Before, m.Change.WasContested),
                    m.Change.Kind == ChangeKind.Evidence ? Text.Dim("the same") : Belief(m.Change.After, m.Change.Contested),
                    Text.Of($"{m.From} … {m.Until ?? ""}"),
                    Reports(m.Change))));
        }

        if (moves.Count == 0)
        {
            sheet.Line(ifNone);
        }
    }

    private static Column[] Columns(SubjectKey? known) => known is null ? ["of", "belief", "before", "after", "caused by"] : ["belief", "before", "after", "caused by"];

    private static Row Row(Change change, SubjectKey? known, params string[] first) => new(
    [
        .. first,
        .. known is null ? [Text.Of(change.Subject.Value)] : Array.Empty<string>(),
        Text.Of(change.Topic),
        Belief(change.Before, change.WasContested),
        change.Kind == ChangeKind.Evidence ? $"{Text.Dim("the same")}\n{Reports(change)}" : Belief(change.After, change.Contested),
        string.Join('\n', change.Causes.Select(Cause)),
    ]);

    private static string Belief(string? belief, bool contested) => Text.Marks(belief is null ? Text.None : Text.Of(belief), Text.If(contested, Text.Contested));

    private static string Reports(Change change) => string.Join('\n', change.Reports.Select(r => (r.Before, r.After) switch
    {
        (null, not null) => $"{Text.Of(r.Id)} stands beside",
        (not null, null) => $"{Text.Of(r.Id)} gone",
        _ when r.Before!.Standing != r.After!.Standing => $"{Text.Of(r.Id)} {Text.Of(r.After.Standing)}",
        _ => $"{Text.Of(r.Id)}: {Text.Of(string.Join(", ", r.Fields.Select(Word)))}",
    }));

    private static string Word(string field) => field switch
    {
        "contestedBy" => "contested otherwise",
        "countsFrom" => "counts from another date",
        _ => field,
    };

    /// <summary>An event that caused a change: whose word, and which.</summary>
    public static string Cause(Cause cause) => Text.Marks(
        cause.Party is { } party ? Text.Party(party) : $"{Text.Of(cause.By)} (editor)",
        Text.If(cause.Outlets.Count > 0 && (cause.Outlets.Count > 1 || cause.Outlets[0] != cause.Party), $"in {Text.Parties(cause.Outlets)}"),
        Text.Dim($"{Text.Word(cause.Type)} {Text.Of(cause.Id)}"),
        Text.If(cause.Party is null && cause.Reason is not null, Text.Of(cause.Reason)));
}
