using CsCheck;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>
/// Random histories of 12 to 34 events, some shorter, most with acts of editors among them, and random horizons and perspectives.
/// <c>AnyHistory.AtAnyHorizon.Holds(at => ..., iter: 1000)</c> fails with the smallest history found.
/// </summary>
public static class AnyHistory
{
    // A few short ones: a failure shrinks to what can be generated before it is taken apart.
    private static readonly Gen<int> Length = Gen.Frequency((1, Gen.Int[1, 9]), (9, Gen.Int[12, 34]));

    private static readonly Gen<(int Length, int Theme, ulong Seed)> Drafts = Gen.Select(Length, Gen.Int[0, RandomReports.Themes.Count - 1], Gen.ULong);

    /// <summary>Whatever could stand in a record after corrections too: links to later reports, circles, targets that do not exist.</summary>
    public static Gen<History> Loose { get; } = Drafts.Select(draft => Tell(draft.Length, draft.Theme, draft.Seed, enterable: false));

    /// <summary>Only what the deciders accept when it is entered in this order.</summary>
    public static Gen<History> Enterable { get; } = Drafts.Select(draft => Tell(draft.Length, draft.Theme, draft.Seed, enterable: true));

    public static Gen<BelievedOn> X { get; } = Gen.ULong.Select(seed => RandomDates.Horizon(new Dice(seed)));

    /// <summary>Everybody is heard more often than not.</summary>
    public static Gen<OraclePerspective> Perspective { get; } = Gen.ULong.Select(seed => RandomPerspectives.Perspective(new Dice(seed)));

    /// <summary>A loose history at any horizon; every other at the whole record.</summary>
    public static Gen<HistoryAt> AtAnyHorizon { get; } = At(Loose);

    /// <summary>The same of any histories.</summary>
    public static Gen<HistoryAt> At(Gen<History> histories) =>
        Gen.Select(histories, X, Gen.Frequency((1, Gen.Const(999)), (1, Gen.Int[0, 999])), Perspective, (history, x, y, perspective) =>
            new HistoryAt(history, x, (history.Last + 1) * y / 999, perspective));

    /// <summary>
    /// The same events in another order that means the same, and some of them twice. At the whole record it reads the same.
    /// </summary>
    public static Gen<History> Redelivered(History history) =>
        Gen.Select(Gen.Int[0, 5], Gen.ULong, (again, seed) => Deliver(history, again, new Dice(seed)));

    /// <summary>The same events entered in another order, each editor act by an editor who has seen what was entered before.</summary>
    public static Gen<History> Reentered(History history) =>
        Gen.ULong.Select(seed => Number(Deliveries.InEnterableOrder(history.Events.Select(e => e.Event), new Dice(seed)), _ => 1));

    private static History Tell(int length, int theme, ulong seed, bool enterable)
    {
        var dice = Enumerable.Range(1, length).Select(i => new Dice(seed + ((ulong)i << 32))).ToList();
        var desk = new Dice(seed);
        var (edits, favourite) = (desk.Weighted((20, 0), (35, 25), (45, 50)), RandomEdits.Favourite(desk));
        var isEdit = dice.Select((d, i) => i > 0 && d.Chance(edits)).ToList();
        var told = new List<RecordEvent>();
        for (var i = 0; i < length; i++)
        {
            told.Add(Event(RandomReports.Themes[theme], told.Where((_, at) => !isEdit[at]).ToList(), Id(i), enterable, dice[i]));
        }

        var reports = told.Where((_, i) => !isEdit[i]).OfType<Assertion>().ToList();
        for (var i = 0; i < length; i++)
        {
            if (told[i] is Assertion report && !isEdit[i])
            {
                var others = reports.TakeWhile(o => !enterable || o.Id != report.Id).Where(o => o.Id != report.Id).ToList();
                var related = RandomActs.Related(report, others, dice[i]);
                told[i] = enterable ? OnlyOfItsType(related, others) : related;
            }
        }

        if (!enterable)
        {
            MakeCircles(told, isEdit, dice);
        }

        var events = new List<RecordEvent>();
        for (var i = 0; i < length; i++)
        {
            events.Add((isEdit[i], enterable) switch
            {
                (true, true) => RandomEdits.Enterable(events, Id(i), favourite, dice[i]),
                (true, false) => RandomEdits.Loose(events, Id(i), favourite, dice[i]),
                (false, true) => AsToldNow(told[i], events),
                _ => told[i],
            });
        }

        return Number(enterable ? events : Misplace(events, dice), i => 1 + dice[i].Next(2));

        // Ids do not follow the order of entry, for ids decide ties.
        string Id(int i) => $"{"krbwftamzx"[(int)((seed >> i) % 10)]}{i + 1}";
    }

    private static RecordEvent Event(string[] theme, IReadOnlyList<RecordEvent> before, string id, bool enterable, Dice dice)
    {
        var reports = before.OfType<Assertion>().ToList();
        var targets = before.Where(e => e is Assertion or SourceAct).ToList();
        return dice.Weighted((62, 0), (8, 1), (29, 2), (1, 3)) switch
        {
            1 when reports.Count > 0 => RandomActs.Affirmation(dice.Of(reports), id, dice),
            2 when targets.Count > 0 => RandomActs.Act(targets, id, dangling: !enterable, dice),
            3 => new SourceDescribed { Id = id, Subject = dice.Of(Cast.Outlets), Name = "An outlet" },
            _ => RandomReports.Report(theme, id, dice),
        };
    }

    private static Assertion OnlyOfItsType(Assertion report, List<Assertion> others) => report with
    {
        Revises = [.. report.Revises.Where(id => others.First(o => o.Id == id).GetType() == report.GetType())],
    };

    // Some of those revised revise in return: circles of two and, along chains, of more.
    private static void MakeCircles(List<RecordEvent> told, List<bool> isEdit, List<Dice> dice)
    {
        for (var i = 0; i < told.Count; i++)
        {
            if (!isEdit[i] && told[i] is Assertion { Revises: [var revised, ..] } report && dice[i].Chance(20))
            {
                var at = told.FindIndex(e => e.Id == revised);
                var older = (Assertion)told[at];
                told[at] = older with { Revises = [.. older.Revises.Append(report.Id).Distinct(StringComparer.Ordinal)] };
            }
        }
    }

    // An affirmation copies its target as it reads when it is entered.
    private static RecordEvent AsToldNow(RecordEvent told, List<RecordEvent> before) =>
        told is Assertion { Affirms: [var affirmed] } affirmation
            ? RandomActs.Affirming((Assertion)RandomEdits.Now(before).Find(affirmed)!, affirmation)
            : told;

    // A few editor acts come before what they aim at, and are ignored.
    private static List<RecordEvent> Misplace(List<RecordEvent> events, List<Dice> dice)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (events[i] is EditorAct early && dice[i].Chance(8))
            {
                events.RemoveAt(i);
                events.Insert(dice[i].Next(i), early);
            }
        }

        return events;
    }

    private static History Deliver(History history, int again, Dice dice)
    {
        var delivered = Deliveries.InAnyOrder(history.Events.Select(e => e.Event), dice);
        for (var i = 0; i < again; i++)
        {
            var at = dice.Next(delivered.Count);
            delivered.Insert(at + 1 + dice.Next(delivered.Count - at), delivered[at]);
        }

        return Number(delivered, _ => 1 + dice.Next(2));
    }

    // Record numbers have gaps.
    private static History Number(IReadOnlyList<RecordEvent> events, Func<int, int> step)
    {
        var number = 0L;
        return new History([.. events.Select((e, i) => new OracleEvent(number += step(i), e))]);
    }
}
