using CsCheck;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Reports;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Properties;

/// <summary>The product's semantics of visibility, held to the oracle of design section 3.</summary>
public sealed class VisibilityProperties
{
    [Fact]
    public void What_is_visible_and_since_when_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => world.Reports.Concat<RecordEvent>(world.Acts).Where(world.Visible).Select(e => $"{e.Id} {world.CountingDate(e)}"),
            world => world.Record.Assertions.Concat<RecordEvent>(world.Record.SourceActs).Where(world.IsVisible).Select(e => $"{e.Id} {world.VisibleFrom(e)}")),
        Readings.Samples);

    [Fact]
    public void What_is_current_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => world.Reports.Where(world.Current).Select(a => a.Id).Concat(PerOutcome(world.Reports, world.CurrentFor)),
            world => world.Current.Select(a => a.Id).Concat(PerOutcome(world.Record.Assertions, world.IsCurrentFor))),
        Readings.Samples);

    [Fact]
    public void What_is_contested_and_by_what_is_what_the_oracle_says() => AnyHistory.AtAnyHorizon.Holds(
        at => at.ShouldAgree(
            world => world.Reports.SelectMany(a => world.Contests(a).Select(c => $"{a.Id} {Way(c.Way)} {c.By.Id}")),
            world => world.Record.Assertions.SelectMany(a => world.Contests(a).Select(c => $"{a.Id} {c.How} {c.Id}"))),
        Readings.Samples);

    [Fact]
    public void Delivery_in_any_order_and_more_than_once_reads_the_same() => (
        from history in AnyHistory.Loose
        from redelivered in AnyHistory.Redelivered(history)
        from x in AnyHistory.X
        from perspective in AnyHistory.Perspective
        select (Once: new HistoryAt(history, x, long.MaxValue, perspective), Again: new HistoryAt(redelivered, x, long.MaxValue, perspective)))
        .Sample(
            told => Readings.Unordered(Readings.Everything(told.Again.Product())).ShouldSay(Readings.Unordered(Readings.Everything(told.Once.Product())), told.Once.ToString()),
            iter: Readings.Samples, print: told => $"{told.Once}\nredelivered:\n{told.Again}");

    [Fact]
    public void What_is_published_after_X_or_recorded_after_Y_or_not_heard_changes_nothing() => AnyHistory.AtAnyHorizon.Holds(
        at =>
        {
            var world = at.World;
            var known = at with { History = new History([.. at.History.Events.Where(e => e.Number <= at.Y && CouldBeKnown(world, e.Event.Id))]) };
            Readings.Everything(at.Product()).ShouldSay(Readings.Everything(known.Product()), at.ToString());
        },
        Readings.Samples);

    [Fact]
    public void A_world_taken_further_along_the_record_is_the_world_anew() => AnyHistory.AtAnyHorizon.Holds(
        at =>
        {
            var events = Readings.Recorded(at.History).ToList();
            var chronicle = new Chronicle(events);
            var world = new WorldView(new RecordAsOf(chronicle, 0), at.X, Readings.Product(at.Perspective));
            foreach (var number in events.Select(e => e.Number).Where(n => n <= at.Y).Distinct().Order())
            {
                var record = new RecordAsOf(chronicle, number);
                world = world.Then(record, at.X, record.ReachedBy([.. events.Where(e => e.Number == number).Select(e => e.Event)]));
                Readings.Everything(world).ShouldSay(Readings.Everything((at with { Y = number }).Product()), $"{number} of {at}");
            }
        },
        Readings.Samples / 10);

    [Fact]
    public void A_world_taken_further_along_what_was_published_is_the_world_anew() => AnyHistory.AtAnyHorizon.Holds(
        at =>
        {
            var record = at.Product().Record;
            var published = record.Entries.Select(e => e.Content).OfType<ITold>().SelectMany(t => t.Citations, (told, c) => (Told: (RecordEvent)told, At: c.CountsFrom)).Where(p => p.At is not null).ToList();
            var world = new WorldView(record, BelievedOn.From(NodaTime.Instant.MinValue), Readings.Product(at.Perspective));
            foreach (var arrived in published.GroupBy(p => p.At!.Value, p => p.Told).OrderBy(p => p.Key))
            {
                var x = BelievedOn.From(arrived.Key);
                world = world.Then(record, x, record.ReachedBy([.. arrived]));
                Readings.Everything(world).ShouldSay(Readings.Everything((at with { X = x }).Product()), $"{x} of {at}");
            }
        },
        Readings.Samples / 10);

    // Editor acts are ours, and not published.
    private static bool CouldBeKnown(OracleWorld world, string id) => world.Find(id) is not (Assertion or SourceAct) || world.Published(world.Find(id)!) <= world.X;

    private static IEnumerable<string> PerOutcome(IEnumerable<Assertion> assertions, Func<CasualtiesReported, Outcome, bool> isCurrent) =>
        from account in assertions.OfType<CasualtiesReported>()
        from outcome in Enum.GetValues<Outcome>()
        where isCurrent(account, outcome)
        select $"{account.Id} {outcome}";

    private static string Way(ContestedBy way) => way switch
    {
        ContestedBy.Dispute => "dispute",
        ContestedBy.DisputingReport => "report",
        ContestedBy.StrangersRetraction => "retraction",
        _ => "denial",
    };
}
