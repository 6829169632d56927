using CsCheck;
using Palimpsest.Acts;
using Palimpsest.Reports;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Import;

namespace Palimpsest.Tests.Properties;

/// <summary>What the deciders promise: reports commute, every decision is idempotent, and of two editors who act on the same thing the second is told.</summary>
public sealed class DecisionProperties
{
    [Fact]
    public void What_was_accepted_is_accepted_in_any_order_that_keeps_targets_first_and_reads_the_same() => (
        from history in AnyHistory.Enterable
        from other in AnyHistory.Reentered(history)
        from x in AnyHistory.X
        from perspective in AnyHistory.Perspective
        select (One: new HistoryAt(history, x, long.MaxValue, perspective), Other: new HistoryAt(other, x, long.MaxValue, perspective)))
        .Sample(
            told =>
            {
                ShrinkingTests.Refused(told.Other.History).ShouldBeEmpty();
                Readings.Unordered(Readings.Everything(told.Other.Product())).ShouldSay(Readings.Unordered(Readings.Everything(told.One.Product())), told.One.ToString());
            },
            iter: 1_000, print: told => $"{told.One}\nentered as:\n{told.Other}");

    [Fact]
    public void Every_decision_is_idempotent_from_any_reachable_state() => (
        from history in AnyHistory.Enterable
        from other in AnyHistory.Loose
        from at in Gen.Int[0, 999]
        select (History: history, Other: other, At: at))
        .Sample(
            told =>
            {
                var events = told.History.Events.Select(e => e.Event).ToList();
                var recorded = events.Take(events.Count * told.At / 999).ToList();
                var state = new Known(Lines.AsRecorded(recorded));
                foreach (var e in events.Concat(told.Other.Events.Select(o => o.Event)))
                {
                    var command = Commands.For(e) with { By = "ben", Reason = "so it is" };
                    var first = command.Decide(state);
                    var second = command.Decide(new Known(Lines.AsRecorded(recorded.Concat(first.Events))));
                    (first.IsAccepted ? second.WasKnown : second.Errors.SequenceEqual(first.Errors))
                        .ShouldBeTrue($"{Json.RecordJson.Write(e)}\n{string.Join('\n', first.Errors)}\nthen\n{string.Join('\n', second.Errors)}");
                    (first.WasKnown || !recorded.Contains(e)).ShouldBeTrue();
                }
            },
            iter: 500, print: told => $"{told.History}\nand\n{told.Other}");

    [Fact]
    public void Of_two_editors_who_act_by_what_they_last_saw_the_second_is_told_of_the_first_and_nothing_is_lost() =>
        Gen.Select(AnyHistory.Enterable, Gen.ULong).Sample(
            (history, seed) =>
            {
                var dice = new Dice(seed);
                var record = new Record(history.Events.Select(e => e.Event));
                var editors = new[] { new Editor("ben", record), new Editor("cleo", record) };
                for (var i = 0; i < 15; i++)
                {
                    var editor = dice.Of(editors);
                    if (dice.Chance(25))
                    {
                        editor.Look();
                    }
                    else
                    {
                        editor.Act(RandomEdits.Enterable(editor.Seen, $"step-{i}", RandomEdits.Favourite(dice), dice));
                    }
                }

                // What was accepted could have been entered one after the other, each by somebody who had seen all before it.
                record.Events.Select(e => e is EditorAct act ? act.After([.. record.Events.TakeWhile(other => other != e)]) : e).ShouldBe(record.Events);
                ShrinkingTests.Refused(Readings.InOrder(record.Events)).ShouldBeEmpty();
            },
            iter: 250);

    private sealed class Record(IEnumerable<RecordEvent> start)
    {
        private readonly Known _known = new(Lines.AsRecorded(start));

        public List<RecordEvent> Events { get; } = [.. start];

        public Decision Send(EditorAct act, string by)
        {
            var decision = (Commands.For(act) with { By = by, Reason = $"{by} says so" }).Decide(_known);
            foreach (var e in decision.Events)
            {
                _known.Decided(e, by, $"{by} says so");
                Events.Add(e);
                Stands(act).ShouldBeTrue(Json.RecordJson.Write(act));
            }

            return decision;
        }

        private bool Stands(EditorAct act) => act switch
        {
            AssertionCorrected c => Json.RecordJson.Same(_known[c.Target]!, c.Content),
            AssertionWithdrawn w => _known.Find(w.Target)!.IsWithdrawn,
            AssertionReinstated r => !_known.Find(r.Target)!.IsWithdrawn,
            AssertionRegraded r => _known[r.Target] is ITold told && (told.Reliability, told.Credibility) == (r.Reliability, r.Credibility),
            SubjectsMerged m => m.Keys.All(k => _known.Sameness.Canonical(k) == m.Subject),
            SubjectsSeparated s => !_known.Sameness.Standing.Any(m => m.Keys.All(s.Keys.Contains)),
            _ => false,
        };
    }

    private sealed class Editor(string name, Record record)
    {
        public List<RecordEvent> Seen { get; private set; } = [.. record.Events];

        public void Look() => Seen = [.. record.Events];

        public void Act(EditorAct act)
        {
            var unseen = record.Events.Except(Seen).Where(e => Touch(e, act)).ToList();
            var decision = record.Send(act, name);
            decision.IsAccepted.ShouldBe(unseen.Count == 0, $"{Json.RecordJson.Write(act)}\n{string.Join('\n', decision.Errors)}");
            if (decision.IsAccepted)
            {
                Seen.AddRange(decision.Events);
                return;
            }

            var conflict = decision.Conflict.ShouldNotBeNull();
            unseen.ShouldContain(conflict.Event);
            conflict.By.ShouldNotBe(name);
            decision.Errors.ShouldHaveSingleItem().Message.ShouldContain($"{conflict.By} acted on");
            decision.Errors[0].Message.ShouldContain($"'{conflict.Event.Id}': {conflict.By} says so");
        }

        private static bool Touch(RecordEvent recorded, EditorAct act) => (recorded, act) switch
        {
            (EntryAct one, EntryAct other) => one.Target == other.Target,
            (SubjectAct one, SubjectAct other) => one.Keys.Intersect(other.Keys).Any(),
            _ => false,
        };
    }
}
