using System.Globalization;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>What is done to what was told: by sources and by editors. Each knows the version that it comes after.</summary>
internal sealed class Editing(Window window, Action<RecordEvent, string, string?> record)
{
    private readonly PriorityQueue<(SubjectKey Into, SubjectKey Other, bool Apart), long> _due = new();
    private readonly Dictionary<SubjectKey, string> _versions = [];
    private long _acts;

    /// <summary>Whatever is done at a step.</summary>
    public void At(long step, LocalDate entered, Dice dice)
    {
        while (_due.TryPeek(out var pair, out var when) && when <= step)
        {
            _due.Dequeue();
            Join(pair.Into, pair.Other, pair.Apart, step, dice);
        }

        Sometimes(32, dice, () => Correct(entered, dice));
        Sometimes(21, dice, () => Told(own: true, retract: true, entered, dice));
        Sometimes(3, dice, () => Told(own: false, retract: true, entered, dice));
        Sometimes(9, dice, () => Told(own: false, retract: false, entered, dice));
        Sometimes(8, dice, () => Withdraw(dice));
        Sometimes(4, dice, () => Reinstate(dice));
        Sometimes(15, dice, () => Regrade(dice));
    }

    /// <summary>Two keys turn out to be one thing, some steps later.</summary>
    public void Merge(SubjectKey into, SubjectKey other, long step, Dice dice) => _due.Enqueue((into, other, false), step + 50 + dice.Next(3000));

    private static void Sometimes(int perMille, Dice dice, Action act)
    {
        if (dice.PerMille(perMille))
        {
            act();
        }
    }

    private string NextId(string act) => string.Create(CultureInfo.InvariantCulture, $"{act}-{++_acts}");

    private void Correct(LocalDate entered, Dice dice)
    {
        if (window.Any(dice, e => !e.Withdrawn) is not { } target)
        {
            return;
        }

        var id = NextId("correct");
        var sibling = target.Content is Assertion { Subject.Kind: var kind } ? window.Any(dice, e => e.Content is Assertion a && a.Subject.Kind == kind) : null;
        var (content, published) = Retelling.Corrected(target, id, entered, sibling, dice);
        Edit(target, new AssertionCorrected { Id = id, Target = target.Told.Id, After = target.LastAct, Content = content }, "read again in the source");
        (target.Content, target.Published) = (content, published);
    }

    private void Told(bool own, bool retract, LocalDate entered, Dice dice)
    {
        if (window.Any(dice, e => !e.Retracted && !e.Withdrawn && (e.Content is Assertion || dice.PerMille(200))) is not { } target)
        {
            return;
        }

        var day = LocalDate.Min(target.Published.PlusDays(1 + dice.Next(20)), entered);
        var outlet = target.Told.Carrying().First().Outlet;
        var (id, citations) = (NextId(retract ? "retract" : "dispute"), new[]
        {
            new Citation
            {
                Outlet = own || dice.PerMille(300) ? outlet : dice.Of(Gazetteer.Outlets),
                PublishedOn = PublicationDate.Parse(Days.Iso(day)),
            },
        });
        SourceAct act = retract
            ? new AssertionRetracted { Id = id, Target = target.Told.Id, Summary = "Takes it back.", Citations = citations }
            : new AssertionDisputed { Id = id, Target = target.Told.Id, Summary = "Contradicts it.", Citations = citations };
        act = Retelling.Act(act, target, own);
        target.Retracted |= retract && own;
        record(act, target.Stream, null);
        window.Add(new OpenEntry(act, target.Stream, day));
    }

    private void Withdraw(Dice dice)
    {
        if (window.Any(dice, e => !e.Withdrawn) is { } target)
        {
            Edit(target, new AssertionWithdrawn { Id = NextId("withdraw"), Target = target.Told.Id, After = target.LastAct }, "entered twice");
            target.Withdrawn = true;
        }
    }

    private void Reinstate(Dice dice)
    {
        if (window.Any(dice, e => e.Withdrawn) is { } target)
        {
            Edit(target, new AssertionReinstated { Id = NextId("reinstate"), Target = target.Told.Id, After = target.LastAct }, "another report after all");
            target.Withdrawn = false;
        }
    }

    private void Regrade(Dice dice)
    {
        var (reliability, credibility) = ((Reliability)dice.Next(6), (Credibility)(1 + dice.Next(6)));
        if (window.Any(dice, e => (e.Told.Reliability, e.Told.Credibility) != (reliability, credibility)) is not { } target)
        {
            return;
        }

        Edit(
            target,
            new AssertionRegraded { Id = NextId("regrade"), Target = target.Told.Id, After = target.LastAct, Reliability = reliability, Credibility = credibility },
            "judged anew");
        target.Content = target.Content is Assertion report
            ? report with { Reliability = reliability, Credibility = credibility }
            : (SourceAct)target.Content with { Reliability = reliability, Credibility = credibility };
    }

    private void Edit(OpenEntry target, EntryAct act, string reason)
    {
        record(act, target.Stream, reason);
        target.LastAct = act.Id;
    }

    // One in five is found to be wrong later, and some of these to have been right.
    private void Join(SubjectKey into, SubjectKey other, bool apart, long step, Dice dice)
    {
        var (id, after, afterOther) = (NextId(apart ? "separate" : "merge"), _versions.GetValueOrDefault(into), _versions.GetValueOrDefault(other));
        SubjectAct act = apart
            ? new SubjectsSeparated { Id = id, Subject = into, Other = other, After = after, AfterOther = afterOther }
            : new SubjectsMerged { Id = id, Subject = into, Other = other, After = after, AfterOther = afterOther };
        record(act, into.Value, apart ? "two after all" : "the same under another key");
        (_versions[into], _versions[other]) = (id, id);
        if (dice.PerMille(apart ? 300 : 200))
        {
            _due.Enqueue((into, other, !apart), step + 500 + dice.Next(5000));
        }
    }
}
