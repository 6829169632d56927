using CsCheck;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>
/// Random histories of 10 to 30 events, some shorter, and random horizons.
/// <c>AnyHistory.AtAnyHorizon.Holds(at => ..., iter: 1000)</c> fails with the smallest history found.
/// </summary>
public static class AnyHistory
{
    // A few short ones: a failure shrinks to what can be generated before it is taken apart.
    private static readonly Gen<int> Length = Gen.Frequency((1, Gen.Int[1, 9]), (9, Gen.Int[10, 30]));

    private static readonly Gen<(int Length, int Theme, ulong Seed)> Drafts = Gen.Select(Length, Gen.Int[0, RandomReports.Themes.Count - 1], Gen.ULong);

    /// <summary>Whatever could stand in a record after corrections too: links to later reports, circles, targets that do not exist.</summary>
    public static Gen<History> Loose { get; } = Drafts.Select(draft => Tell(draft.Length, draft.Theme, draft.Seed, enterable: false));

    /// <summary>Only what the deciders accept when it is entered in this order.</summary>
    public static Gen<History> Enterable { get; } = Drafts.Select(draft => Tell(draft.Length, draft.Theme, draft.Seed, enterable: true));

    public static Gen<BelievedOn> X { get; } = Gen.ULong.Select(seed => RandomDates.Horizon(new Dice(seed)));

    /// <summary>A loose history at any horizon; three in ten at the whole record.</summary>
    public static Gen<HistoryAt> AtAnyHorizon { get; } = At(Loose);

    /// <summary>The same of any histories.</summary>
    public static Gen<HistoryAt> At(Gen<History> histories) =>
        Gen.Select(histories, X, Gen.Frequency((3, Gen.Const(999)), (7, Gen.Int[0, 999])), (history, x, y) =>
            new HistoryAt(history, x, (history.Last + 1) * y / 999));

    /// <summary>
    /// The same events in another order, each act still after its target, and some of them twice. At the whole record it reads the same.
    /// </summary>
    public static Gen<History> Redelivered(History history) =>
        Gen.Select(Gen.Int[0, 5], Gen.ULong, (again, seed) => Deliver(history, again, new Dice(seed)));

    private static History Tell(int length, int theme, ulong seed, bool enterable)
    {
        var events = new List<RecordEvent>();
        var dice = Enumerable.Range(1, length).Select(i => new Dice(seed + ((ulong)i << 32))).ToList();
        for (var i = 0; i < length; i++)
        {
            // Ids do not follow the order of entry, for ids decide ties.
            events.Add(Event(RandomReports.Themes[theme], events, $"{"krbwftamzx"[dice[i].Next(10)]}{i + 1}", enterable, dice[i]));
        }

        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is Assertion report)
            {
                var others = events.Take(enterable ? i : events.Count).OfType<Assertion>().Where(o => o.Id != report.Id).ToList();
                var related = RandomActs.Related(report, others, dice[i]);
                events[i] = enterable ? OnlyOfItsType(related, others) : related;
            }
        }

        return Number(enterable ? events : Circular(events, dice), i => 1 + dice[i].Next(2));
    }

    private static RecordEvent Event(string[] theme, List<RecordEvent> before, string id, bool enterable, Dice dice)
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
    private static List<RecordEvent> Circular(List<RecordEvent> events, List<Dice> dice)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is Assertion { Revises: [var revised, ..] } report && dice[i].Chance(20))
            {
                var at = events.FindIndex(e => e.Id == revised);
                var older = (Assertion)events[at];
                events[at] = older with { Revises = [.. older.Revises.Append(report.Id).Distinct(StringComparer.Ordinal)] };
            }
        }

        return events;
    }

    private static History Deliver(History history, int again, Dice dice)
    {
        var waiting = history.Events.OrderBy(_ => dice.Next(1000)).Select(e => e.Event).ToList();
        var delivered = new List<RecordEvent>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(e => e is not SourceAct act || waiting.TrueForAll(w => w.Id != act.Target));
            waiting.Remove(next);
            delivered.Add(next);
        }

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
