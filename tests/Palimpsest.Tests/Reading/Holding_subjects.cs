using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Reading;

public class Holding_subjects
{
    private readonly HeldSubjects _held = new(most: 100);

    [Fact]
    public void Those_that_were_not_asked_for_longest_go()
    {
        _held.Keep(Subject("faction:a", 40));
        _held.Keep(Subject("faction:b", 40));
        Find("faction:a").ShouldNotBeNull();
        _held.Keep(Subject("faction:c", 40));

        Find("faction:b").ShouldBeNull();
        Find("faction:a").ShouldNotBeNull();
        Find("faction:c").ShouldNotBeNull();
        _held.Bytes.ShouldBe(80);
    }

    [Fact]
    public void One_that_is_too_great_is_not_held()
    {
        _held.Keep(Subject("faction:a", 40));
        _held.Keep(Subject("faction:b", 101));

        Find("faction:a").ShouldNotBeNull();
        Find("faction:b").ShouldBeNull();
        _held.Bytes.ShouldBe(40);
    }

    [Fact]
    public void The_one_that_reaches_further_stays_and_counts_once()
    {
        _held.Keep(Subject("faction:a", 40, upTo: 7));
        _held.Keep(Subject("faction:a", 30, upTo: 5));
        Find("faction:a")!.UpTo.ShouldBe(7);
        _held.Bytes.ShouldBe(40);

        _held.Keep(Subject("faction:a", 50, upTo: 9));
        Find("faction:a")!.UpTo.ShouldBe(9);
        _held.Bytes.ShouldBe(50);
    }

    [Fact]
    public void With_instants_and_without_are_held_apart()
    {
        _held.Keep(Subject("faction:a", 40));

        _held.Find(SubjectKey.Parse("faction:a"), withInstants: true).ShouldBeNull();
    }

    [Fact]
    public async Task Any_number_of_readers_stay_within_the_bound()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(reader => Task.Run(
            () =>
            {
                for (var i = 0; i < 2000; i++)
                {
                    _held.Keep(Subject($"faction:f{(i * (reader + 1)) % 13}", 1 + (i % 40), upTo: i));
                    Find($"faction:f{i % 13}");
                    _held.Bytes.ShouldBeLessThanOrEqualTo(100);
                }
            },
            TestContext.Current.CancellationToken)));

        _held.Bytes.ShouldBe(Enumerable.Range(0, 13).Sum(i => Find($"faction:f{i}")?.Bytes ?? 0));
    }

    [Theory]
    [InlineData("faction:a", false)]
    [InlineData("report", false)]
    [InlineData("faction:other", true)]
    [InlineData("faction:a.b", true)]
    [InlineData(null, false)]
    public void What_was_recorded_since_concerns_it_by_its_subject_or_by_what_it_names_and_a_merge_always(string? since, bool untouched) =>
        Subject("faction:a", 1).IsUntouchedBy(["faction:b", since]).ShouldBe(untouched);

    [Fact]
    public void Too_much_recorded_since_is_not_looked_through() =>
        Subject("faction:a", 1).IsUntouchedBy([.. Enumerable.Repeat("faction:b", 1001)]).ShouldBeFalse();

    private HeldSubject? Find(string key) => _held.Find(SubjectKey.Parse(key), withInstants: false);

    private static HeldSubject Subject(string key, long bytes, long upTo = 1) =>
        new(SubjectKey.Parse(key), WithInstants: false, upTo, [], new HashSet<string>(StringComparer.Ordinal) { key, "report" }, bytes);
}
