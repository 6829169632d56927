using System.Globalization;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Store.Maintenance;
using Palimpsest.Subjects;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>Two hosts, as two processes would have them, act on one thing after the same version: one wins, the other is told what changed, nothing is lost.</summary>
public class Two_editors(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private const int Races = 500;
    private const int AtOnce = 20;

    [Fact]
    public async Task Of_two_acts_after_the_same_version_one_is_recorded_and_the_other_is_refused_with_it()
    {
        await using var annsPool = NpgsqlDataSource.Create(ConnectionString);
        await using var bobsPool = NpgsqlDataSource.Create(ConnectionString);
        await using var ann = await RecordWriter.OpenAsync(annsPool, Ct);
        await using var bob = await RecordWriter.OpenAsync(bobsPool, Ct);
        await ann.SendAsync(Samples.Strengths(Races, "s"), Ct);

        var won = new Dictionary<string, int>(StringComparer.Ordinal) { ["ann"] = 0, ["bob"] = 0 };
        foreach (var races in Enumerable.Range(0, Races).Chunk(AtOnce))
        {
            foreach (var winner in await Task.WhenAll(races.Select(race => RaceAsync(race, ann, bob))))
            {
                won[winner]++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{Races} races: {won["ann"]} won by the one, {won["bob"]} by the other");

        // The winner's act and the loser's, sent again after it: every reason is there, each act once.
        var recorded = await new RecordReader(Source).AllAsync(long.MaxValue, Ct).Where(e => e.Event is EditorAct).ToListAsync(Ct);
        recorded.Select(e => e.Event.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(recorded.Count);
        recorded.Select(e => e.Reason).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Races).SelectMany(r => new[] { $"ann's, {r}", $"bob's, {r}" }).Order(StringComparer.Ordinal));
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe([$"{3 * Races}"]);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    // Both send at once; the loser looks at what is in his way, and sends again after it.
    private static async Task<string> RaceAsync(int race, RecordWriter ann, RecordWriter bob)
    {
        Command[] acts = [.. Acts(race)];
        var outcomes = await Task.WhenAll(ann.SendAsync(acts[0], Ct), bob.SendAsync(acts[1], Ct));
        var (winner, loser) = outcomes[0].Accepted ? (0, 1) : (1, 0);
        (outcomes[winner].Accepted, outcomes[winner].WasKnown, outcomes[loser].Accepted).ShouldBe((true, false, false), $"race {race}");

        var conflict = outcomes[loser].Conflict.ShouldNotBeNull();
        conflict.Event.Id.ShouldBe(acts[winner].Needs.First());
        (conflict.By, conflict.Reason, conflict.Number).ShouldBe((acts[winner].By, acts[winner].Reason, outcomes[winner].Number!.Value));
        outcomes[loser].Errors.ShouldHaveSingleItem().Message.ShouldContain($"conflict: {acts[winner].By} acted on");

        var again = await (loser == 0 ? ann : bob).SendAsync(After(acts[loser], conflict), Ct);
        (again.Accepted, again.WasKnown).ShouldBe((true, false), $"race {race}: {string.Join('\n', again.Errors)}");
        return acts[winner].By;
    }

    // Every kind of act against another that the first leaves something to do.
    private static IEnumerable<Command> Acts(int race)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"s-{race}");
        RecordEvent Correct(string by) => new AssertionCorrected
        {
            Id = race % 12 == 0 ? $"{target}-corrected" : $"{target}-corrected-{by}",
            Target = target,
            Content = ((Assertion)Samples.StrengthReport(target, $"faction:f{race % 10}")) with { Summary = $"As {by} reads it." },
        };
        RecordEvent Regrade(string by, Reliability grade) => new AssertionRegraded { Id = $"{target}-regraded-{by}", Target = target, Reliability = grade, Credibility = Credibility.ProbablyTrue };
        RecordEvent Withdraw(string by) => new AssertionWithdrawn { Id = $"{target}-withdrawn-{by}", Target = target };
        RecordEvent Merge(string by, string one, string other) => new SubjectsMerged
        {
            Id = $"{target}-merged-{by}",
            Subject = SubjectKey.Parse($"person:{one}-{race}"),
            Other = SubjectKey.Parse($"person:{other}-{race}"),
        };
        var (anns, bobs) = (race % 6) switch
        {
            0 => (Correct("ann"), Correct("bob")),
            1 => (Merge("ann", "a", "b"), Merge("bob", "b", "a")),
            2 => (Correct("ann"), Withdraw("bob")),
            3 => (Regrade("ann", Reliability.A), Regrade("bob", Reliability.E)),
            4 => (Withdraw("ann"), Regrade("bob", Reliability.B)),
            _ => (Merge("ann", "a", "b"), Merge("bob", "c", "b")),
        };
        yield return Commands.For(anns) with { By = "ann", Reason = $"ann's, {race}" };
        yield return Commands.For(bobs) with { By = "bob", Reason = $"bob's, {race}" };
    }

    private static Command After(Command refused, Recorded conflict)
    {
        var last = (conflict.Event as SubjectAct)?.Keys ?? [];
        RecordEvent after = refused switch
        {
            Correct c => c.Content with { After = conflict.Event.Id, Id = c.Content.Id == conflict.Event.Id ? $"{c.Content.Id}-2" : c.Content.Id },
            Withdraw w => w.Content with { After = conflict.Event.Id },
            Regrade r => r.Content with { After = conflict.Event.Id },
            Merge m => m.Content with
            {
                After = last.Contains(m.Content.Subject) ? conflict.Event.Id : null,
                AfterOther = last.Contains(m.Content.Other) ? conflict.Event.Id : null,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(refused)),
        };
        return Commands.For(after) with { By = refused.By, Reason = refused.Reason };
    }
}
