using CsCheck;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Differences;
using Palimpsest.Reports;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Differences;

/// <summary>What one entry moves, held to a comparison of every subject at every X.</summary>
public sealed class What_an_entry_moves
{
    private const int Samples = 1000;

    private static readonly Gen<(int Before, int Entries)> Entries = Gen.Select(Gen.Int[0, 999], Gen.Frequency((4, Gen.Const(1)), (1, Gen.Int[2, 5])));

    [Fact]
    public void Is_whatever_reads_otherwise_at_any_date_and_from_when_until_when() => Comparisons.Hold(
        AnyHistory.AtAnyHorizon,
        Entries,
        (at, entered) =>
        {
            var events = Commits.Of(at.History, 1);
            var before = at.History.Last * entered.Before / 1000;
            var after = before + entered.Entries;
            var moves = Moves.Between(events, before, after);
            string.Join('\n', moves.Select(m => Move(m.Subject, m.Topic, m.From, m.Until, m.Change with { When = "" })))
                .ShouldRead(string.Join('\n', Naive(events, before, after)), $"from {before} to {after}\n{at}");
            moves.SelectMany(m => m.Change.Causes).ShouldAllBe(c => c.Number > before && c.Number <= after, $"from {before} to {after}\n{at}");
            moves.ShouldAllBe(m => m.Change.Causes.Count > 0, $"from {before} to {after}\n{at}");
        },
        Samples);

    [Fact]
    public void By_a_correction_of_a_date_is_the_stretch_between_the_dates_and_nothing_today()
    {
        var foot = Say.Report<CircumstanceReported>("foot", "incident:2013-04-06-qalat", "source:guardian", "2013-04-06") with { Aspect = "manner", Value = "on foot" };
        Recorded[] events =
        [
            Entered(1, foot),
            Entered(2, Say.Correction("corrected", foot with { Citations = [Say.Cite("source:guardian", "2013-04-11")] })),
        ];

        var moves = Moves.Between(events, 1, 2);

        moves.Select(m => (m.Topic, m.From, m.Until, m.Change.Kind)).ShouldBe(
        [
            ("circumstance: manner", "2013-04-06", "2013-04-11", ChangeKind.Went),
            ("circumstance: manner", "2013-04-11", null, ChangeKind.Evidence),
        ]);
        moves[0].Change.Before.ShouldBe("on foot");
        moves[1].Change.Reports.Single().Fields.ShouldBe(["countsFrom", "citations"], ignoreOrder: true);
        moves.SelectMany(m => m.Change.Causes).Select(c => c.Id).Distinct(StringComparer.Ordinal).ShouldBe(["corrected"]);
    }

    private static Recorded Entered(long number, RecordEvent e) => new(number, Instant.FromUnixTimeSeconds(number), "ada", "as told", "", e);

    // All subjects, at every instant from which anything that was ever cited is known.
    private static IEnumerable<string> Naive(IReadOnlyList<Recorded> events, long before, long after)
    {
        var (was, isNow) = (new RecordAsOf(events, before), new RecordAsOf(events, after));
        var instants = events.SelectMany(e => Dates(e.Event)).Distinct().Order().ToList();
        var changes = instants.Select(at => Changes(new WorldView(was, BelievedOn.From(at)), new WorldView(isNow, BelievedOn.From(at)))).ToList();
        foreach (var (subject, topic) in changes.SelectMany(c => c.Keys).Distinct().OrderBy(k => k.Subject).ThenBy(k => k.Topic, StringComparer.Ordinal))
        {
            for (var i = 0; i < instants.Count;)
            {
                var from = i;
                var change = Shown.Of(changes[i].GetValueOrDefault((subject, topic)));
                do
                {
                    i++;
                }
                while (i < instants.Count && Shown.Of(changes[i].GetValueOrDefault((subject, topic))) == change);

                if (changes[from].TryGetValue((subject, topic), out var moved))
                {
                    yield return Move(subject, topic, When.Show(instants[from]), i < instants.Count ? When.Show(instants[i]) : null, moved);
                }
            }
        }
    }

    private static Dictionary<(SubjectKey Subject, string Topic), Change> Changes(WorldView before, WorldView after) => (
        from key in Cast.All
        let was = SubjectState.Of(before, key, new TallyRule()).Topics
        let isNow = SubjectState.Of(after, key, new TallyRule()).Topics
        from topic in was.Keys.Union(isNow.Keys, StringComparer.Ordinal)
        let change = Change.Between("", key, topic, was.GetValueOrDefault(topic, TopicState.Nothing), isNow.GetValueOrDefault(topic, TopicState.Nothing), [])
        where change is not null
        select change).ToDictionary(c => (c.Subject, c.Topic));

    private static string Move(SubjectKey subject, string topic, string from, string? until, Change change) => $"{subject} {topic} from {from} until {until ?? "ever"}\n{Shown.Of(change)}";

    private static IEnumerable<Instant> Dates(RecordEvent e) => e switch
    {
        AssertionCorrected correction => Dates(correction.Content),
        ITold told => told.Citations.Select(c => c.CountsFrom).OfType<Instant>(),
        _ => [],
    };
}
