using CsCheck;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>
/// Random regeneration seldom finds a smaller history that fails in the same way. So the failing one is taken apart: events, links,
/// citations and lines are left out one after the other, as long as it still fails. What could be entered still can be.
/// </summary>
public static class Shrinking
{
    /// <summary>Samples, and fails with the smallest history found, printed with its horizon, and what was wrong with it.</summary>
    public static void Holds(this Gen<HistoryAt> histories, Action<HistoryAt> property, long iter)
    {
        var gate = new Lock();
        HistoryAt? failing = null;
        try
        {
            histories.Sample(
                at =>
                {
                    if (Failure(at, property) is { } failure)
                    {
                        lock (gate)
                        {
                            failing = at;
                        }

                        throw new InvalidOperationException("does not hold", failure);
                    }
                },
                iter: iter);
        }
        catch (CsCheckException e) when (failing is not null)
        {
            var smallest = Smallest(failing, at => Failure(at, property) is not null);
            var failure = Failure(smallest, property)!;
            throw new CsCheckException($"{e.Message.Split('\n')[0]}\n{smallest}\n{failure.Message}", failure);
        }
    }

    public static HistoryAt Smallest(HistoryAt failing, Func<HistoryAt, bool> fails)
    {
        while (Smaller(failing).FirstOrDefault(fails) is { } smaller)
        {
            failing = smaller;
        }

        return failing;
    }

    private static Exception? Failure(HistoryAt at, Action<HistoryAt> property)
    {
        try
        {
            property(at);
            return null;
        }
#pragma warning disable CA1031 // Whatever a property throws is its failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }

    private static IEnumerable<HistoryAt> Smaller(HistoryAt at)
    {
        var events = at.History.Events;
        if (events.Any(e => e.Number > at.Y))
        {
            yield return at with { History = new History([.. events.Where(e => e.Number <= at.Y)]) };
        }

        foreach (var id in events.Select(e => e.Event.Id).Distinct(StringComparer.Ordinal).Reverse())
        {
            yield return at with { History = Without(at.History, id) };
        }

        for (var i = 0; i < events.Count; i++)
        {
            foreach (var simpler in Simpler(events[i].Event, at.History))
            {
                // Its duplicates say the same.
                yield return at with { History = new History([.. events.Select(e => e.Event.Id == simpler.Id ? e with { Event = simpler } : e)]) };
            }
        }
    }

    // With the acts on it, and the acts on those; other reports no longer name it.
    private static History Without(History history, string id)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal) { id };
        while (history.Events.FirstOrDefault(e => e.Event is SourceAct act && gone.Contains(act.Target) && !gone.Contains(act.Id)) is { } act)
        {
            gone.Add(act.Event.Id);
        }

        return new History([.. history.Events.Where(e => !gone.Contains(e.Event.Id)).Select(e => e with { Event = Unnamed(e.Event) })]);

        RecordEvent Unnamed(RecordEvent e) => e is Assertion a
            ? a with
            {
                Revises = [.. a.Revises.Where(other => !gone.Contains(other))],
                Affirms = [.. a.Affirms.Where(other => !gone.Contains(other))],
                Disputes = [.. a.Disputes.Where(other => !gone.Contains(other))],
            }
            : e;
    }

    private static IEnumerable<RecordEvent> Simpler(RecordEvent e, History history) => e switch
    {
        Assertion a => Telling(a).Concat(IsAffirmation(a, history) ? [] : Told(a)),
        SourceAct act => Citations(act.Citations).Select(c => act with { Citations = c })
            .Concat(act.AttributedTo is null ? [] : [act with { AttributedTo = null }]),
        _ => [],
    };

    // An affirmation copies what is told, so neither of the two may change alone.
    private static bool IsAffirmation(Assertion a, History history) => a.Affirms.Count > 0 || history.Reports.Any(other => other.Affirms.Contains(a.Id));

    private static IEnumerable<Assertion> Telling(Assertion a)
    {
        Assertion[] simpler =
        [
            a with { Revises = [.. a.Revises.Skip(1)] },
            a with { Disputes = [.. a.Disputes.Skip(1)] },
            a with { Affirms = [.. a.Affirms.Skip(1)] },
            a with { Mentions = [] },
            a with { AttributedTo = null },
            a with { Modality = Modality.Asserted },
            a with { Reliability = Reliability.F },
            a with { Credibility = Credibility.CannotBeJudged },
            .. Citations(a.Citations).Select(c => a with { Citations = c }),
        ];
        return simpler.Where(s => !Json.RecordJson.Same(s, a));
    }

    private static IEnumerable<Assertion> Told(Assertion a)
    {
        if (a.Occurred is not null && a is not IncidentReported)
        {
            yield return a with { Occurred = null };
        }

        if (a is CasualtiesReported { Lines.Count: > 1 } account)
        {
            foreach (var line in account.Lines.Where(l => account.Lines.All(other => other.Outcome != l.Outcome || other.Within != l.Group)))
            {
                yield return account with { Lines = [.. account.Lines.Where(l => l != line)] };
            }
        }
    }

    private static IEnumerable<IReadOnlyList<Citation>> Citations(IReadOnlyList<Citation> citations)
    {
        foreach (var left in citations.Select((_, i) => citations.Where((_, j) => j != i).ToList()).Where(l => l.Any(c => c.Role == CitationRole.Carries)))
        {
            yield return left;
        }

        for (var i = 0; i < citations.Count; i++)
        {
            if (citations[i] is { Via: not null, PublishedOn: not null } cited)
            {
                yield return [.. citations.Take(i), cited with { Via = null }, .. citations.Skip(i + 1)];
            }
        }
    }
}
