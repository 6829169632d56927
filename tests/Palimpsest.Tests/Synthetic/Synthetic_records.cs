using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Synthetic;

namespace Palimpsest.Tests.Synthetic;

/// <summary>Held to what a synthetic record says of itself.</summary>
public sealed class Synthetic_records
{
    private static readonly SyntheticRecord Small = new(10_000);
    private static readonly Lazy<List<Recorded>> Told = new(() => [.. Small.Events()]);

    private static List<Recorded> Events => Told.Value;

    private static IEnumerable<Assertion> Assertions => Events.Select(e => e.Event).OfType<Assertion>();

    [Fact]
    public async Task Every_event_passes_the_rules()
    {
        var ct = TestContext.Current.CancellationToken;
        using var written = new MemoryStream();
        await Small.WriteNativeAsync(written, ct);
        await using var file = await NativeFile.OpenAsync(() => new MemoryStream(written.ToArray()), ct);
        var check = await new NativeImport(file, null, _ => Task.FromResult<IReadOnlyList<Recorded>>([])).CheckAsync(ct);

        check.Findings.Where(f => f.IsError).Select(f => f.ToString()).ShouldBeEmpty();
        check.New.ShouldBe(Events.Count);
    }

    [Fact]
    public void It_has_as_many_assertions_as_was_asked_for_and_every_kind_of_event()
    {
        Assertions.Count().ShouldBe(10_000);
        EventCatalogue.All.Select(k => k.Type).Except(Events.Select(e => e.Event.GetType())).ShouldBeEmpty();
        Assertions.CountBy(a => a.GetType()).MaxBy(t => t.Value).Key.ShouldBe(typeof(CasualtiesReported));
    }

    [Fact]
    public void Numbers_and_instants_never_go_back_and_the_events_of_a_commit_share_one()
    {
        foreach (var (before, after) in Events.Zip(Events.Skip(1)))
        {
            after.Number.ShouldBeGreaterThan(before.Number);
            (after.At >= before.At).ShouldBeTrue();
            (after.At != before.At || after.By == before.By).ShouldBeTrue();
        }

        var commits = Small.Commits().Select(c => c.Count).ToList();
        (Events[0].At, commits.Sum()).ShouldBe((SyntheticRecord.Start + Duration.FromTicks(10), Events.Count));
        commits.ShouldBe([.. Events.CountBy(e => e.At).Select(c => c.Value)]);
        (Events[^1].At > SyntheticRecord.End - Duration.FromDays(30) && Events[^1].At < SyntheticRecord.End).ShouldBeTrue();
    }

    [Fact]
    public void The_shares_are_those_that_it_states()
    {
        Share(Events.Count(e => e.Event is Assertion a && e.At - a.FirstPublished() > Duration.FromDays(30))).ShouldBe(15, 2);
        Share(Assertions.Count(a => a.Revises.Count > 0)).ShouldBe(5, 0.7);
        Share(Events.Count(e => e.Event is AssertionCorrected)).ShouldBe(3, 0.6);
        Share(Events.Count(e => e.Event is AssertionRetracted)).ShouldBe(2.3, 0.6);
        Share(Events.Count(e => e.Event is AssertionDisputed) + Assertions.Count(a => a.Disputes.Count > 0)).ShouldBe(1.2, 0.5);
        Events.Select(e => e.Event).OfType<ITold>().ShouldAllBe(t => t.FirstPublished() > SyntheticRecord.Start - Duration.FromDays(6 * 366));

        var subjects = Assertions.Select(a => a.Subject).Distinct().ToList();
        (100.0 * subjects.Count(s => s.Kind == SubjectKind.Incident) / subjects.Count).ShouldBe(60, 2);
        (100.0 * Events.Count(e => e.Event is SubjectsMerged) / subjects.Count).ShouldBe(0.5, 0.35);
    }

    [Fact]
    public void The_same_seed_tells_the_same_and_another_tells_otherwise()
    {
        var again = new SyntheticRecord(10_000).Events().Take(2000).ToList();
        again.Select(Line).ShouldBe(Events.Take(2000).Select(Line));
        new SyntheticRecord(10_000, seed: 2).Events().Take(2000).Select(Line).ShouldNotBe(Events.Take(2000).Select(Line));
    }

    [Fact]
    public void Facts_per_subject_do_not_grow_with_the_record_but_of_the_hot_ones()
    {
        var large = new SyntheticRecord(100_000);
        var (few, many) = (Facts(Small, Events), Facts(large, large.Events()));
        foreach (var kind in new[] { SubjectKind.Incident, SubjectKind.Person, SubjectKind.Faction })
        {
            var (before, after) = (few.Where(f => f.Key.Kind == kind).Select(f => f.Value).Order().ToList(), many.Where(f => f.Key.Kind == kind).Select(f => f.Value).Order().ToList());
            after.Average().ShouldBe(before.Average(), before.Average() / 4);
            ((double)after[after.Count * 95 / 100]).ShouldBe(before[before.Count * 95 / 100], Math.Max(3, before[before.Count * 95 / 100] / 3.0));
            after[^1].ShouldBeLessThan(200);
        }

        large.Hot.Select(h => h.Band).Distinct().ShouldBe([10, 100, 1000]);
        var told = large.Events().Select(e => e.Event).OfType<Assertion>().Where(a => a.Revises.Count + a.Affirms.Count + a.Disputes.Count == 0).CountBy(a => a.Subject).ToDictionary();
        large.Hot.ShouldAllBe(h => told[h.Key] == h.Band);
    }

    private static double Share(int count) => count / 100.0;

    private static string Line(Recorded recorded) => $"{recorded.Number} {recorded.At} {recorded.By} {recorded.Reason} {recorded.Stream} {RecordJson.Write(recorded.Event)}";

    // Whatever bears on a subject, under the key that it was entered under.
    private static Dictionary<SubjectKey, int> Facts(SyntheticRecord record, IEnumerable<Recorded> events)
    {
        var hot = record.Hot.Select(h => h.Key).Concat(record.Named).ToHashSet();
        return events.Select(e => e.Event).OfType<Assertion>().SelectMany(a => a.BearsOn).Where(key => !hot.Contains(key)).CountBy(key => key).ToDictionary();
    }
}
