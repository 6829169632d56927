using System.Globalization;
using Marten.Exceptions;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

public class Recording_at_the_same_time(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}"))];

    [Fact]
    public async Task The_same_report_by_two_is_recorded_once_and_known_to_the_other()
    {
        await using var ann = await OpenAsync();
        await using var bob = await OpenAsync();

        var outcomes = await Task.WhenAll(Ids.SelectMany(id => new[] { ann.SendAsync(Samples.Strength(id, by: "ann"), Ct), bob.SendAsync(Samples.Strength(id, by: "bob"), Ct) }));

        outcomes.ShouldAllBe(o => o.Accepted);
        outcomes.Chunk(2).ShouldAllBe(pair => pair[0].WasKnown != pair[1].WasKnown && pair[0].Number == pair[1].Number);
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe(["20"]);
    }

    [Fact]
    public async Task The_same_id_for_different_reports_is_given_to_one_and_refused_to_the_other()
    {
        await using var ann = await OpenAsync();
        await using var bob = await OpenAsync();

        var outcomes = await Task.WhenAll(Ids.SelectMany(id => new[]
        {
            ann.SendAsync(Samples.Strength(id, "faction:alpha"), Ct),
            bob.SendAsync(Samples.File(id, [Samples.StrengthReport(id, "faction:beta")]), Ct).ContinueWith(
                import => new CommandOutcome(import.Result.Accepted, false, null, [], []), Ct, TaskContinuationOptions.None, TaskScheduler.Default),
        }));

        outcomes.Chunk(2).ShouldAllBe(pair => pair[0].Accepted != pair[1].Accepted);
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe(["20"]);
    }

    [Fact]
    public async Task Reports_on_one_subject_all_succeed()
    {
        await using var writer = await OpenAsync();

        var outcomes = await Task.WhenAll(Ids.Select(id => writer.SendAsync(Samples.Strength(id), Ct)));

        outcomes.Select(o => o.Number).Distinct().Count().ShouldBe(20);
        (await AskAsync("select version from palimpsest.mt_streams")).ShouldBe(["20"]);
    }

    [Fact]
    public async Task What_is_recorded_while_a_command_waits_for_the_lock_is_seen_by_its_decision()
    {
        await using var ann = await OpenAsync();
        await ann.SendAsync(Samples.Strength("a1"), Ct);
        await using var other = await Source.OpenConnectionAsync(Ct);
        Task<CommandOutcome> waiting;
        await using (var transaction = await other.BeginTransactionAsync(Ct))
        {
            await using var hold = new NpgsqlCommand("select palimpsest.begin_append()", other);
            await hold.ExecuteNonQueryAsync(Ct);
            waiting = ann.SendAsync(Withdrawn("ann"), Ct);
            await WaitForLockAsync(waiting);
            await using var record = new NpgsqlCommand(
                $"""
                select palimpsest.mt_quick_append_events('faction:alpha', null, '*DEFAULT*', array['{EventId.Of("w-bob")}'::uuid], array['assertion_withdrawn'],
                    array['Palimpsest.Reports.AssertionWithdrawn, Palimpsest.Domain'], array[jsonb_build_object('id', 'w-bob', 'target', 'a1')], array[null::bytea], array['null'::jsonb], array['bob']);
                insert into palimpsest.fact_link (seq, id, relation, target) select currval('palimpsest.mt_events_sequence'), 'w-bob', 'edits', 'a1';
                insert into palimpsest.record_clock select currval('palimpsest.mt_events_sequence'), clock_timestamp();
                """, other);
            await record.ExecuteNonQueryAsync(Ct);
            await transaction.CommitAsync(Ct);
        }

        var outcome = await waiting;

        (outcome.Accepted, outcome.Conflict?.By).ShouldBe((false, "bob"));
        (await AskAsync("select data->>'id' from palimpsest.mt_events order by seq_id")).ShouldBe(["a1", "w-bob"]);
        (await AskAsync("select id from palimpsest.mt_streams")).ShouldBe(["faction:alpha"]);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    public async Task A_command_that_the_server_breaks_off_is_sent_again(string sqlState)
    {
        await FailFirstAsync(2, sqlState);
        await using var writer = await OpenAsync();

        var outcome = await writer.SendAsync(Samples.Strength("a1", by: "ann"), Ct);

        (outcome.Accepted, outcome.WasKnown).ShouldBe((true, false));
        (await AskAsync("select data->>'id', user_name from palimpsest.mt_events")).ShouldBe(["a1|ann"]);
        (await AskAsync("select last_value from failures")).ShouldBe(["3"]);
    }

    [Fact]
    public async Task What_would_fail_again_is_told_at_once()
    {
        await FailFirstAsync(2, PostgresErrorCodes.RaiseException);
        await using var writer = await OpenAsync();

        var failure = await Should.ThrowAsync<MartenCommandException>(writer.SendAsync(Samples.Strength("a1"), Ct));

        failure.InnerException.ShouldBeOfType<PostgresException>().MessageText.ShouldBe("broken off");
        (await AskAsync("select last_value from failures")).ShouldBe(["1"]);
    }

    private static Command Withdrawn(string by) => Commands.For(new AssertionWithdrawn { Id = $"w-{by}", Target = "a1" }) with { By = by, Reason = "twice" };

    // A sequence is not rolled back: it counts the attempts.
    private Task FailFirstAsync(int times, string sqlState) => RunAsync(
        $"""
        create sequence failures;
        create function fail() returns trigger language plpgsql as $$
        begin
          if nextval('failures') <= {times} then raise exception 'broken off' using errcode = '{sqlState}'; end if;
          return null;
        end $$;
        create trigger fail after insert on palimpsest.record_clock for each statement execute function fail();
        """);
}
