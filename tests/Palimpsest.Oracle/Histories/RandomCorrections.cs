using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Histories;

/// <summary>The whole entry as it should have read: any field may differ but id, type, an act's target and the grades.</summary>
internal static class RandomCorrections
{
    /// <param name="now">How it reads.</param>
    /// <param name="recorded">How it was entered: a correction may be taken back.</param>
    /// <param name="reports">The reports that it may name.</param>
    /// <param name="dice">The rolls.</param>
    public static RecordEvent Of(RecordEvent now, RecordEvent recorded, IReadOnlyList<Assertion> reports, Dice dice) => (now, recorded) switch
    {
        (Assertion a, Assertion first) => Of(a, first, [.. reports.Where(r => r.Id != a.Id)], dice) with { Reliability = a.Reliability, Credibility = a.Credibility },
        (SourceAct act, SourceAct first) => Of(act, first, reports, dice) with { Reliability = act.Reliability, Credibility = act.Credibility },
        _ => now,
    };

    private static Assertion Of(Assertion a, Assertion first, IReadOnlyList<Assertion> others, Dice dice) => dice.Weighted(
        (20, 0), (10, 1), (10, 2), (12, 3), (20, 4), (8, 5), (20, 6)) switch
    {
        0 => a with { Citations = Redated(a.Citations, dice) },
        1 => RandomTelling.Told(a, dice),
        2 => a with { AttributedTo = RandomTelling.Attribution(dice) },
        3 => Moved(a, dice),
        4 => Linked(a, others, dice),
        5 => first,

        // Another payload of the same type, told by the same: other lines, keys, aspect, dates of office ...
        _ => RandomReports.Payload(a.GetType().Name, a.Id, dice) with
        {
            Citations = a.Citations,
            AttributedTo = a.AttributedTo,
            Occurred = a.Occurred,
            Modality = a.Modality,
            Revises = a.Revises,
            Affirms = a.Affirms,
            Disputes = a.Disputes,
        },
    };

    private static SourceAct Of(SourceAct act, SourceAct first, IReadOnlyList<Assertion> reports, Dice dice) => dice.Weighted((45, 0), (40, 1), (15, 2)) switch
    {
        0 => act with { Citations = Redated(act.Citations, dice) },
        1 => RandomActs.Retold(act, reports.FirstOrDefault(r => r.Id == act.Target), dice),
        _ => first,
    };

    private static IReadOnlyList<Citation> Redated(IReadOnlyList<Citation> citations, Dice dice)
    {
        var at = dice.Next(citations.Count);
        return [.. citations.Select((c, i) => i == at ? c with { PublishedOn = RandomDates.Publication(dice) } : c)];
    }

    // To another subject of the same kind that is no other party of it, or to another aspect.
    private static Assertion Moved(Assertion a, Dice dice)
    {
        if (a is CircumstanceReported told && dice.Chance(70))
        {
            return told with { Aspect = told.Aspect == "manner" ? "target" : "manner" };
        }

        var kind = Cast.Kinds.First(keys => keys.Contains(a.Subject));
        var elsewhere = kind.Where(k => k != a.Subject && (a is MergerReport || !a.Involved.Contains(k))).ToList();
        return elsewhere.Count == 0 ? a : a with { Subject = dice.Of(elsewhere) };
    }

    private static Assertion Linked(Assertion a, IReadOnlyList<Assertion> others, Dice dice)
    {
        var ofType = others.Where(o => o.GetType() == a.GetType()).ToList();
        var alike = ofType.Where(o => o.Subject == a.Subject).ToList();
        return dice.Next(4) switch
        {
            0 or 1 when a.Revises.Count + a.Disputes.Count > 0 => a with { Revises = [.. a.Revises.Skip(1)], Disputes = [.. a.Disputes.Skip(1)] },
            1 when others.Count > 0 => a with { Disputes = [.. a.Disputes.Append(dice.Of(others).Id).Distinct(StringComparer.Ordinal)] },
            _ when ofType.Count > 0 => a with
            {
                Revises = [.. a.Revises.Append(dice.Of(alike.Count > 0 && dice.Chance(80) ? alike : ofType).Id).Distinct(StringComparer.Ordinal)],
            },
            _ => a,
        };
    }
}
