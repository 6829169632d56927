using System.Globalization;
using JasperFx.Events;
using Marten;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Rows;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>The promise: an answer for a record number that has passed never changes.</summary>
public class Promising_stable_answers(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task With_many_writers_one_of_them_slow_no_passed_number_changes_its_answer()
    {
        await using var store = RecordStore.Open(Source);

        (await UnstableAsync(store, TimeSpan.FromSeconds(3))).ShouldBe(0);
    }

    [Fact]
    public async Task Without_lock_and_guard_it_does_so_the_test_above_can_fail()
    {
        await RunAsync("alter table palimpsest.mt_events disable trigger guard_append; alter table palimpsest.mt_events disable trigger guard_clocked");
        await using var store = DocumentStore.For(o =>
        {
            RecordStore.Configure(o, Source);
            o.Listeners.Clear();
        });

        (await UnstableAsync(store, TimeSpan.FromSeconds(3))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_clock_increases_though_the_machines_clock_is_set_back()
    {
        await using var writer = await OpenAsync();

        await writer.SendAsync(Samples.Strength("a0"), Ct);

        // What the record holds if a commit was made while the machine's clock was an hour ahead.
        await RunAsync(
            """
            begin;
            select palimpsest.begin_append();
            insert into palimpsest.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            values (nextval('palimpsest.mt_events_sequence'), gen_random_uuid(), 'faction:alpha', 1000, '{}', 'strength_reported', now(), '*DEFAULT*', false);
            insert into palimpsest.record_clock values (currval('palimpsest.mt_events_sequence'), clock_timestamp() + interval '1 hour');
            commit;
            """);

        await writer.SendAsync(Samples.Strength("a1"), Ct);
        await writer.SendAsync(Samples.Strength("a2"), Ct);

        (await AskAsync("select at - lag(at) over (order by seq) from palimpsest.record_clock order by seq offset 2")).ShouldBe(["00:00:00.0000010", "00:00:00.0000010"]);
    }

    [Fact]
    public async Task A_number_is_stable_for_the_views_too()
    {
        await using var writer = await OpenAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var seen = ObserveAsync("select max(seq) as y from palimpsest.record_clock", "select count(*) from palimpsest.fact where seq <= $1", done.Token);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async w =>
        {
            for (var i = 0; i < 25; i++)
            {
                await writer.SendAsync(Samples.Strength(string.Create(CultureInfo.InvariantCulture, $"w{w}-{i}"), "faction:shared"), Ct);
            }
        }));
        await done.CancelAsync();

        (await ChangedAsync(await seen, "select count(*) from palimpsest.fact where seq <= $1")).ShouldBe(0);
    }

    private async Task<int> UnstableAsync(DocumentStore store, TimeSpan time)
    {
        const string Count = "select count(*) from palimpsest.mt_events where seq_id <= $1";
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var seen = ObserveAsync("select max(seq_id) as y from palimpsest.mt_events", Count, done.Token);
        done.CancelAfter(time);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => WriteAsync(store, w, done.Token)));
        return await ChangedAsync(await seen, Count);
    }

    private static Task WriteAsync(DocumentStore store, int writer, CancellationToken done) => Task.Run(async () =>
    {
        for (var i = 0; !done.IsCancellationRequested; i++)
        {
            await using var session = store.LightweightSession();
            var id = string.Create(CultureInfo.InvariantCulture, $"w{writer}-{i}");
            var stored = session.Events.BuildEvent(Samples.StrengthReport(id, "faction:f" + writer.ToString(CultureInfo.InvariantCulture)));
            stored.Id = EventId.Of(id);
            session.Events.Append(stored.Data is Reports.Assertion a ? a.Subject.Value : "", stored);
            if (writer == 0)
            {
                // Its number is taken, and its commit comes late.
                session.QueueSqlCommand("select pg_sleep(0.02)");
            }

            await session.SaveChangesAsync(Ct);
        }
    }, Ct);

    private async Task<List<(long Number, long Answer)>> ObserveAsync(string now, string answer, CancellationToken done)
    {
        var seen = new List<(long, long)>();
        while (!done.IsCancellationRequested)
        {
            await using var ask = Source.CreateCommand($"with now as ({now}) select y, ({answer.Replace("$1", "y", StringComparison.Ordinal)}) from now where y is not null");
            await using var reader = await ask.ExecuteReaderAsync(Ct);
            if (await reader.ReadAsync(Ct))
            {
                seen.Add((reader.GetInt64(0), reader.GetInt64(1)));
            }
        }

        return seen;
    }

    private async Task<int> ChangedAsync(List<(long Number, long Answer)> seen, string answer)
    {
        seen.Distinct().Count().ShouldBeGreaterThan(10, "nothing was observed");
        var changed = 0;
        foreach (var (number, before) in seen.Distinct())
        {
            await using var ask = Source.CreateCommand(answer);
            ask.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
            changed += (long)(await ask.ExecuteScalarAsync(Ct))! == before ? 0 : 1;
        }

        return changed;
    }
}
