using System.Collections.Concurrent;
using CsCheck;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

public sealed class AnyHistoryTests(ITestOutputHelper output)
{
    // Each run draws anew; the rarest feature shows more than ten times, so that fewer than these are no bad luck.
    private const int Least = 2;

    [Fact]
    public void Three_thousand_random_histories_show_every_feature()
    {
        var shown = new ConcurrentDictionary<string, int>(Features.All.Select(f => KeyValuePair.Create(f.Name, 0)), StringComparer.Ordinal);
        AnyHistory.AtAnyHorizon.Sample(
            at =>
            {
                var world = at.World;
                foreach (var (name, _) in Features.All.Where(f => f.Shows(at, world)))
                {
                    shown.AddOrUpdate(name, 1, (_, n) => n + 1);
                }
            },
            iter: 3_000);

        output.WriteLine(string.Join('\n', Features.All.Select(f => $"{shown[f.Name],5} {f.Name}")));
        shown.Where(f => f.Value < Least).Select(f => f.Key).ShouldBeEmpty();
    }

    [Fact]
    public void An_enterable_history_is_accepted_event_by_event() =>
        AnyHistory.Enterable.Sample(history => ShrinkingTests.Refused(history).ShouldBeEmpty(), iter: 500);

    [Fact]
    public void A_history_prints_as_lines_that_read_back() =>
        AnyHistory.Loose.Sample(
            history => history.ToString().Split('\n').Skip(1).Select(RecordJson.Read).Zip(history.Events)
                .All(pair => RecordJson.Same(pair.First, pair.Second.Event)),
            iter: 200);

    [Fact]
    public void Delivery_order_and_duplicates_never_matter() =>
        (from at in AnyHistory.At(AnyHistory.Loose)
         from other in AnyHistory.Redelivered(at.History)
         select (at, other)).Sample(
            c => Answer(new OracleWorld(c.other.Events, c.at.X.At, c.other.Last, c.at.Perspective))
                .ShouldBe(Answer(new OracleWorld(c.at.History.Events, c.at.X.At, c.at.History.Last, c.at.Perspective))),
            iter: 300,
            print: c => $"{c.at}\n# delivered as\n{c.other}");

    [Fact]
    public void A_redelivered_history_keeps_targets_before_acts_and_repeats_some() =>
        (from history in AnyHistory.Loose
         from other in AnyHistory.Redelivered(history)
         select (history, other)).Sample(
            c =>
            {
                var first = c.other.Events.GroupBy(e => e.Event.Id, StringComparer.Ordinal)
                    .ToDictionary(e => e.Key, e => e.Min(x => x.Number), StringComparer.Ordinal);
                first.Keys.ShouldBe(c.history.Events.Select(e => e.Event.Id), ignoreOrder: true);
                foreach (var act in c.other.Events.Select(e => e.Event).OfType<SourceAct>().Where(act => first.ContainsKey(act.Target)))
                {
                    first[act.Target].ShouldBeLessThan(first[act.Id]);
                }

                c.other.Events.Select(e => e.Event).OfType<EditorAct>().Distinct().ShouldBe(c.history.Events.Select(e => e.Event).OfType<EditorAct>());
            },
            iter: 300);

    [Fact]
    public void Nothing_recorded_after_Y_or_published_after_X_or_not_heard_changes_an_answer() =>
        AnyHistory.AtAnyHorizon.Holds(
            at =>
            {
                var world = at.World;
                var known = at.History.Events.Where(e => e.Number <= at.Y && CouldBeKnown(world, e.Event.Id));
                Answer(new OracleWorld(known, at.X.At, at.Y, at.Perspective)).ShouldBe(Answer(world));
            },
            iter: 500);

    // Editor acts are ours, and not published.
    private static bool CouldBeKnown(OracleWorld world, string id) => world.Find(id) is not (Assertion or SourceAct) || world.Published(world.Find(id)!) <= world.X;

    // Everything that the oracle says of the reports and subjects, as one text.
    private static string Answer(OracleWorld w) => string.Join(
        '\n',
        w.Reports.Where(w.Visible).OrderBy(a => a.Id, StringComparer.Ordinal).Select(a => Line(w, a))
            .Concat(Cast.Persons.Select(p => $"{p} {w.LifeStatus(p)}"))
            .Concat(Cast.Factions.Select(f => $"{f} {Sorted(w.ContestedRoles(f).Select(r => $"{r.Role} {r.Scope}"))}"))
            .Concat(Cast.Incidents.Select(w.Claims).Select(c => $"{c.Status} {Sorted(c.Stances.Select(s => $"{s.By} {s.Kind} {s.Word.Id}"))}"))
            .Concat(Enum.GetValues<Policy>().Select(p => $"{p} {Total(w, p)}")));

    private static string Line(OracleWorld w, Assertion a) =>
        $"{a.Id} {w.CountingDate(a)} {w.Current(a)} {Sorted(w.Contests(a).Select(c => $"{c.Way} {c.By.Id}"))}";

    private static string Total(OracleWorld w, Policy policy)
    {
        var total = w.Total(new Selection(), new Question(Outcome.Killed, policy, VictimClass.Civilian));
        var parts = total.Selected.Select(s => $"{s.Incident} {s.Part} {s.Tally?.Chosen?.Id} {s.Tally?.Tied} {s.Tally?.NoMajority}");
        return $"{total.Total} {Sorted(parts)}";
    }

    private static string Sorted(IEnumerable<string> texts) => string.Join(", ", texts.Order(StringComparer.Ordinal));
}
