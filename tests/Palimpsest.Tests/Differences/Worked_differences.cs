using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Tests.Import;
using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Tests.Differences;

/// <summary>The worked examples of the journal's record, as differences.</summary>
public sealed class Worked_differences
{
    private const string Shihri = "person:said-al-shihri";
    private const string Qalat = "incident:2013-04-06-qalat";
    private const string Death = "2013-01-24-said-al-shihri-death";
    private const string SignOfLife = "2013-04-10-said-al-shihri-sign-of-life";

    [Fact]
    public async Task Al_Shihri_is_reported_dead_and_then_speaks()
    {
        var change = (await DifferenceAsync(Shihri, "2013-01-22", "2013-04-12")).Changes.Single(c => c.Topic == "life status");

        (change.Kind, change.Before, change.After, change.WasContested, change.Contested).ShouldBe((ChangeKind.Appeared, null, "deathDisputed", false, true));
        change.When.ShouldBe("2013-04-11");
        change.Reports.Select(r => (r.Id, r.Before is null)).ShouldBe([(Death, true), (SignOfLife, true)]);
        change.Reports[0].After!.ContestedBy.ShouldBe([SignOfLife]);
        change.Causes.Select(c => (c.Id, c.Party?.Value, string.Join(' ', c.Outlets))).ShouldBe(
        [
            (Death, "source:yemeni-government", "source:ap"),
            (SignOfLife, "source:angola-press", "source:angola-press"),
        ]);
    }

    [Fact]
    public async Task Al_Shihris_life_step_by_step()
    {
        var steps = (await ReplayAsync(Shihri, "2013-01-22", "2013-06-01")).Changes.Where(c => c.Topic == "life status").ToList();

        steps.Select(s => (s.When, s.Kind, s.Before, s.After, s.Contested)).ShouldBe(
        [
            ("2013-01-23", ChangeKind.Appeared, null, "reportedDead", false),
            ("2013-04-11", ChangeKind.Changed, "reportedDead", "deathDisputed", true),
            ("2013-05-31", ChangeKind.Evidence, "deathDisputed", "deathDisputed", true),
        ]);
        steps.Select(s => string.Join(' ', s.Causes.Select(c => c.Id))).ShouldBe([Death, SignOfLife, Death + "-recap"]);
    }

    [Fact]
    public async Task The_five_at_Qalat_were_in_a_convoy_and_then_on_foot()
    {
        var change = (await DifferenceAsync(Qalat, "2013-04-08", "2013-04-12")).Changes.Single(c => c.Topic == "circumstance: manner");

        (change.Kind, change.When).ShouldBe((ChangeKind.Changed, "2013-04-11"));
        change.Before!.ShouldContain("convoy");
        change.After!.ShouldStartWith("on foot");
        change.Reports.Select(r => (r.Id, r.Before?.Standing, r.After?.Standing)).ShouldBe(
        [
            ("2013-04-06-qalat-manner-convoy", "current", "revised"),
            ("2013-04-06-qalat-manner-foot", null, "current"),
        ]);
        change.Causes.Select(c => c.Id).ShouldBe(["2013-04-06-qalat-manner-foot"]);
    }

    [Fact]
    public async Task Nothing_changes_at_Qalat_between_two_days_on_which_nothing_is_published() =>
        (await DifferenceAsync(Qalat, "2013-04-08", "2013-04-10")).Changes.ShouldBeEmpty();

    [Fact]
    public async Task A_corrected_date_is_no_difference_today_and_one_on_the_day_between()
    {
        var events = await ReadAsync();
        var foot = (Reports.CircumstanceReported)events.Single(e => e.Event.Id == "2013-04-06-qalat-manner-foot").Event;
        var number = events[^1].Number;
        events.Add(Entered(number + 1, Say.Correction("misread", foot with { Citations = [foot.Citations[0] with { PublishedOn = PublicationDate.Parse("2013-04-08") }] })));

        var moves = Moves.Between(events, number, number + 1).Where(m => m.Change.Kind != ChangeKind.Evidence).ShouldHaveSingleItem();
        (moves.Subject.Value, moves.Topic, moves.From, moves.Until).ShouldBe((Qalat, "circumstance: manner", "2013-04-08", "2013-04-11"));
        moves.Change.After!.ShouldStartWith("on foot");

        Changed(events, number, "2013-06-01").ShouldBeEmpty();
        Changed(events, number, "2013-04-09").ShouldHaveSingleItem().Causes.ShouldHaveSingleItem().Id.ShouldBe("misread");
    }

    [Fact]
    public async Task One_that_nobody_waits_for_any_more_stops_where_it_is()
    {
        var question = new Question { View = View.Difference, Axis = Axis.Published };
        var steps = new Steps(await ReadAsync(), question, Until("2015-01-01"), commits: null);
        var all = steps.Go().Count();
        all.ShouldBeGreaterThan(10);

        // While it finds what each step touches, and while it tells.
        foreach (var last in new[] { 3, all + 3 })
        {
            using var stop = new CancellationTokenSource();
            var gone = 0;

            Should.Throw<OperationCanceledException>(() => Tellings.Changes(Go, question, stop.Token));

            gone.ShouldBeInRange(last, last + Environment.ProcessorCount);

            IEnumerable<Step> Go()
            {
                foreach (var step in steps.Go())
                {
                    if (Interlocked.Increment(ref gone) == last)
                    {
                        stop.Cancel();
                    }

                    yield return step;
                }
            }
        }
    }

    private static IEnumerable<Change> Changed(IReadOnlyList<Recorded> events, long since, string on) => DifferenceResolver.Difference(
        events,
        new Question { View = View.Difference, Axis = Axis.Recorded, Since = $"{since}" },
        new Horizon(BelievedOn.Parse(on), new RecordPoint(events[^1].Number, null, null))).Changes.Where(c => c.Kind != ChangeKind.Evidence);

    private static async Task<DifferenceBelief> DifferenceAsync(string key, string since, string until) =>
        DifferenceResolver.Difference(await ReadAsync(), Asked(View.Difference, key, since), Until(until));

    private static async Task<DifferenceBelief> ReplayAsync(string key, string since, string until) =>
        DifferenceResolver.Replay(await ReadAsync(), Asked(View.Replay, key, since), Until(until));

    private static Question Asked(View view, string key, string since) => new() { View = view, Key = Say.Key(key), Axis = Axis.Published, Since = since };

    private static Horizon Until(string until) => new(BelievedOn.Parse(until), new RecordPoint(long.MaxValue, null, null));

    private static async Task<List<Recorded>> ReadAsync()
    {
        var events = new List<Recorded>();
        foreach (var file in Directory.GetFiles(Fixture.Record, "*.jsonl").Order(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(file);
            await foreach (var line in NativeReader.ReadAsync(stream))
            {
                events.Add(Entered(events.Count + 1, line.Event!));
            }
        }

        return events;
    }

    private static Recorded Entered(long number, Reports.RecordEvent e) => new(number, Instant.FromUnixTimeSeconds(number), "ada", "as told", "", e);
}
