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

        foreach (var perspective in Wider(at.Perspective))
        {
            yield return at with { Perspective = perspective };
        }

        foreach (var id in events.Select(e => e.Event.Id).Distinct(StringComparer.Ordinal).Reverse())
        {
            yield return at with { History = LeavingOut.Event(at.History, id) };
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

    private static IEnumerable<OraclePerspective> Wider(OraclePerspective perspective)
    {
        OraclePerspective[] wider =
        [
            OraclePerspective.None,
            perspective with { Outlets = null },
            perspective with { AtLeast = null },
            perspective with { Party = null },
            .. (perspective.Outlets ?? []).Select(left => perspective with { Outlets = [left] }).Where(_ => perspective.Outlets?.Count > 1),
        ];
        return wider.Where(w => w != perspective);
    }

    private static IEnumerable<RecordEvent> Simpler(RecordEvent e, History history) => e switch
    {
        Assertion a => Telling(a).Concat(IsAffirmation(a, history) ? [] : Told(a)).Where(s => SameGrades(s, a) || !IsCorrected(a.Id, history)),
        SourceAct act => Acting(act),
        AssertionCorrected correction => Corrections(correction, history),
        _ => [],
    };

    private static IEnumerable<SourceAct> Acting(SourceAct act) => Citations(act.Citations).Select(c => act with { Citations = c })
        .Concat(act.AttributedTo is null ? [] : [act with { AttributedTo = null }]);

    // As what it corrects can be, and field by field nearer to what it corrects.
    private static IEnumerable<AssertionCorrected> Corrections(AssertionCorrected correction, History history)
    {
        var simpler = Simpler(correction.Content, history);
        if (history.Events.FirstOrDefault(e => e.Event.Id == correction.Target)?.Event is { } target)
        {
            simpler = simpler.Concat((target, correction.Content) switch
            {
                (Assertion first, Assertion content) => Kept(first, content),
                (SourceAct first, SourceAct content) => [content with { Citations = first.Citations }, content with { AttributedTo = first.AttributedTo }],
                _ => [],
            });
        }

        return simpler.Where(s => !Json.RecordJson.Same(s, correction.Content)).Select(s => correction with { Content = s });
    }

    private static IEnumerable<Assertion> Kept(Assertion first, Assertion content) =>
    [
        content with { Citations = first.Citations },
        content with { AttributedTo = first.AttributedTo },
        content with { Revises = first.Revises },
        content with { Disputes = first.Disputes },
    ];

    private static bool SameGrades(Assertion one, Assertion other) => (one.Reliability, one.Credibility) == (other.Reliability, other.Credibility);

    // A correction keeps the grades of what it corrects.
    private static bool IsCorrected(string id, History history) => history.Events.Any(e => e.Event is AssertionCorrected correction && correction.Target == id);

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
