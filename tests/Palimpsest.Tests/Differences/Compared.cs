using System.Globalization;
using System.Text.Json;
using CsCheck;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Tests.Differences;

/// <summary>From where a comparison with the horizon of a history starts, and of what.</summary>
/// <param name="Axis">Along which axis.</param>
/// <param name="X">On the published axis; null is the beginning.</param>
/// <param name="Y">On the record axis, in thousandths of the way; null is the beginning.</param>
/// <param name="Key">Of which subject; null: of the world.</param>
/// <param name="Rule">How casualties are counted.</param>
/// <param name="Commit">How many numbers a commit takes.</param>
internal sealed record Start(Axis Axis, BelievedOn? X, int? Y, SubjectKey? Key, TallyRule Rule, int Commit)
{
    private static readonly Gen<TallyRule> Rules = Gen.Frequency(
        (2, Gen.Const(new TallyRule())),
        (1, Gen.Select(Gen.Enum<CasualtyPolicy>(), Gen.Bool, (policy, withAttackers) => new TallyRule(policy, withAttackers))));

    public static Gen<Start> Any { get; } = Gen.Select(
        Gen.Enum<Axis>(),
        Gen.Frequency((1, Gen.Const((BelievedOn?)null)), (3, AnyHistory.X.Select(x => (BelievedOn?)x))),
        Gen.Frequency((1, Gen.Const((int?)null)), (3, Gen.Int[0, 1000].Select(y => (int?)y))),
        Gen.Frequency((1, Gen.Const((SubjectKey?)null)), (1, Gen.Int[0, Cast.All.Count - 1].Select(i => (SubjectKey?)Cast.All[i]))),
        Rules,
        Gen.Frequency((2, Gen.Const(1)), (1, Gen.Const(4))),
        (axis, x, y, key, rule, commit) => new Start(axis, x, y, key, rule, commit));
}

/// <summary>A history compared with itself at another horizon.</summary>
internal sealed class Compared
{
    private readonly HistoryAt _at;
    private readonly Start _start;

    public Compared(HistoryAt at, Start start)
    {
        (_at, _start) = (at, start);
        Events = Commits.Of(at.History, start.Commit);
        var last = Commits.Whole(at.History, start.Commit, at.Y);
        var x = at.X;
        var since = start.Axis == Axis.Published && start.X is { } from ? from.At : Instant.MinValue;
        if (since > x.At)
        {
            (since, x) = (x.At, start.X!);
        }

        var sinceNumber = start.Axis == Axis.Recorded && start.Y is { } part ? Commits.Whole(at.History, start.Commit, last * part / 1000) : 0;
        To = new Horizon(x, new RecordPoint(last, null, null));
        Question = new Question
        {
            View = View.Difference,
            Key = start.Key,
            Axis = start.Axis,
            Since = start.Axis == Axis.Published
                ? start.X is null ? null : BelievedOn.From(since).Text
                : start.Y is null ? null : sinceNumber.ToString(CultureInfo.InvariantCulture),
            Policy = start.Rule.Policy,
            WithAttackers = start.Rule.WithAttackers,
            Outlets = at.Perspective.Outlets ?? [],
            MinReliability = at.Perspective.AtLeast,
            Party = at.Perspective.Party,
        };
        From = start.Axis == Axis.Published ? (since, last) : (x.At, sinceNumber);
    }

    public IReadOnlyList<Recorded> Events { get; }

    public Question Question { get; }

    public (Instant X, long Y) From { get; }

    public Horizon To { get; }

    public OracleWorld OracleBefore => new(_at.History.Events, From.X, From.Y, _at.Perspective);

    public OracleWorld OracleAfter => new(_at.History.Events, To.BelievedOn.At, To.Recorded.Number, _at.Perspective);

    public WorldView Before => World(From.X, From.Y, Events);

    public WorldView After => World(To.BelievedOn.At, To.Recorded.Number, Events);

    /// <summary>The subjects compared, each under the key that its changes name.</summary>
    public IEnumerable<SubjectKey> Subjects => Question.Key is { } one ? [one] : Cast.All.Order();

    public WorldView World(Instant x, long y, IEnumerable<Recorded> events) => new(new RecordAsOf(events, y), BelievedOn.From(x), Question.Perspective);

    /// <summary>What is believed of a subject: under that very key, or of one subject asked for under whichever key it is shown.</summary>
    public SubjectState State(WorldView world, SubjectKey key) =>
        SubjectState.Of(world, Question.Key is null ? key : world.Record.Canonical(key), Question.Rule);

    public override string ToString() => $"# {_start}\n{_at}";
}

/// <summary>Which events of a history were recorded together.</summary>
internal static class Commits
{
    public static IReadOnlyList<Recorded> Of(History history, int size) =>
        [.. history.Events.Select(e => new Recorded(e.Number, Instant.FromUnixTimeSeconds(Commit(e.Number, size)), "ada", "as told", "", e.Event))];

    /// <summary>The last number of the last whole commit.</summary>
    public static long Whole(History history, int size, long number) => history.Events.Select(e => e.Number)
        .GroupBy(n => Commit(n, size)).Select(c => c.Max()).Where(last => last <= number).DefaultIfEmpty(0).Max();

    private static long Commit(long number, int size) => (number + size - 1) / size;
}

/// <summary>Changes as texts, to be compared; what caused them aside.</summary>
internal static class Shown
{
    public static string Of(Change? change) => change is null ? "" : JsonSerializer.Serialize(change with { Causes = [] }, AnswerJson.Options);

    public static string Of(IEnumerable<Change> changes) => string.Join('\n', changes.Select(Of));

    public static string Of(TopicState state) =>
        $"{state.Belief ?? "-"} {state.Contested} {string.Join('\n', state.Reports.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value.Standing} {r.Value.Reads}"))}";

    public static string Of(IReadOnlyDictionary<string, TopicState> topics) =>
        string.Join('\n', topics.Where(t => t.Value.Reports.Count > 0).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}: {Of(t.Value)}"));
}

internal static class Comparisons
{
    /// <summary>Compares random histories, and fails with the smallest history found.</summary>
    public static void Hold(Action<Compared> property, long iter) => Hold(AnyHistory.AtAnyHorizon, Start.Any, (at, start) => property(new Compared(at, start)), iter);

    /// <summary>Samples histories with something else, and fails with the smallest history found.</summary>
    public static void Hold<T>(Gen<HistoryAt> histories, Gen<T> others, Action<HistoryAt, T> property, long iter) =>
        others.SelectMany(other => histories.Select(at => (at, other))).Sample(
            drawn =>
            {
                try
                {
                    property(drawn.at, drawn.other);
                }
                catch (Exception)
                {
                    var smallest = Shrinking.Smallest(drawn.at, at => Fails(() => property(at, drawn.other)));
                    property(smallest, drawn.other);
                    throw;
                }
            },
            iter: iter,
            print: drawn => $"{drawn.other}");

    private static bool Fails(Action property)
    {
        try
        {
            property();
            return false;
        }
#pragma warning disable CA1031 // Whatever a property throws is its failure.
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }
}
