using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Rows;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

public class Guarding_the_record(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private const string Insert =
        """
        insert into palimpsest.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
        values (nextval('palimpsest.mt_events_sequence'), gen_random_uuid(), 'faction:alpha', currval('palimpsest.mt_events_sequence') + 1000, '{}', 'strength_reported', now(), '*DEFAULT*', false)
        """;

    private const string Clock = "; insert into palimpsest.record_clock select currval('palimpsest.mt_events_sequence'), clock_timestamp(); ";

    [Fact]
    public void Numbers_are_taken_in_the_database_and_the_listener_is_there()
    {
        using var store = RecordStore.Open(Source);

        store.Options.Events.AppendMode.ShouldBe(EventAppendMode.Quick);
        store.Options.Listeners.ShouldContain(RecordClockListener.Instance);
    }

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    [InlineData(EventAppendMode.Rich)]
    public async Task A_store_without_the_listener_cannot_append(EventAppendMode mode)
    {
        await using var store = DocumentStore.For(o =>
        {
            RecordStore.Configure(o, Source);
            o.Listeners.Clear();
            o.Events.AppendMode = mode;
        });

        await RefusedAsync(() => AppendAsync(store, "a1"), mode == EventAppendMode.QuickWithServerTimestamps ? "42883" : "PL001");
    }

    [Fact]
    public async Task A_number_taken_before_the_lock_is_refused()
    {
        await SeedAsync();
        await using var rich = DocumentStore.For(o =>
        {
            RecordStore.Configure(o, Source);
            o.Events.AppendMode = EventAppendMode.Rich;
        });
        await using var other = await Source.OpenConnectionAsync(Ct);
        var transaction = await other.BeginTransactionAsync(Ct);
        await ExecuteAsync(other, "select palimpsest.begin_append()");

        // The rich writer takes its number, then waits for the lock; we commit a later number before it.
        var waiting = AppendAsync(rich, "a1");
        await WaitForLockAsync(waiting);
        await ExecuteAsync(other, Insert + "; insert into palimpsest.record_clock select currval('palimpsest.mt_events_sequence'), clock_timestamp()");
        await transaction.CommitAsync(Ct);

        await RefusedAsync(() => waiting, "PL002");
    }

    [Fact]
    public async Task Bulk_inserts_are_refused()
    {
        await using var store = RecordStore.Open(Source);

        await RefusedAsync(() => store.BulkInsertEventsAsync([StreamAction.Start(store.Events, "faction:alpha", Samples.StrengthReport("a1"))], cancellation: Ct), "PL001");
    }

    [Theory]
    [InlineData(Insert, "PL001")]
    [InlineData("begin; select set_config('palimpsest.append', '1', true); " + Insert + "; commit", "PL001")]
    [InlineData("begin; select palimpsest.begin_append(); commit; begin; " + Insert + "; commit", "PL001")]
    [InlineData("begin; select palimpsest.begin_append(); " + Insert + "; commit", "PL003")]
    [InlineData("begin; select palimpsest.begin_append(); " + Insert + Clock + Insert + "; commit", "PL003")]
    [InlineData("begin; select palimpsest.begin_append(); " + Insert + Clock + "set constraints all immediate; " + Insert + "; commit", "PL003")]
    [InlineData("begin; select palimpsest.begin_append(); " + Insert + Clock + "set constraints all immediate; set constraints all deferred; " + Insert + "; commit", "PL003")]
    [InlineData("begin; select palimpsest.begin_append(); savepoint s; " + Insert + "; rollback to s; " + Insert + "; commit", "PL003")]
    [InlineData("insert into palimpsest.record_clock values (999, now())", "PL001")]
    [InlineData("begin; select palimpsest.begin_append(); insert into palimpsest.record_clock values (999, now()); commit", "PL004")]
    [InlineData("begin; select palimpsest.begin_append(); " + Insert + "; insert into palimpsest.record_clock select currval('palimpsest.mt_events_sequence'), 'epoch'; commit", "PL004")]
    [InlineData("update palimpsest.mt_events set data = '{}'", "PL005")]
    [InlineData("delete from palimpsest.mt_events", "PL005")]
    [InlineData("truncate palimpsest.mt_events", "PL005")]
    [InlineData("delete from palimpsest.mt_streams", "PL005")]
    [InlineData("truncate palimpsest.mt_streams cascade", "PL005")]
    [InlineData("update palimpsest.record_clock set at = now()", "PL005")]
    [InlineData("delete from palimpsest.record_clock", "PL005")]
    [InlineData("truncate palimpsest.record_clock", "PL005")]
    [InlineData("update palimpsest.record set id = gen_random_uuid()", "PL005")]
    [InlineData("delete from palimpsest.record", "PL005")]
    [InlineData("truncate palimpsest.record", "PL005")]
    [InlineData("insert into palimpsest.record values (gen_random_uuid(), now(), 1)", PostgresErrorCodes.UniqueViolation)]
    public async Task By_hand_nothing_is_appended_out_of_order_or_rewritten(string sql, string refusal)
    {
        await SeedAsync();
        await RefusedAsync(() => RunAsync(sql), refusal);
    }

    [Fact]
    public async Task Streams_are_never_archived()
    {
        await SeedAsync();
        await using var store = RecordStore.Open(Source);
        await using var session = store.LightweightSession();
        session.Events.ArchiveStream("faction:alpha");

        await RefusedAsync(() => session.SaveChangesAsync(Ct), "PL005");
    }

    [Fact]
    public async Task An_event_id_is_taken_once_also_past_the_deciders()
    {
        await using var store = RecordStore.Open(Source);
        await AppendAsync(store, "a1");

        await RefusedAsync(() => AppendAsync(store, "a1", "faction:beta"), PostgresErrorCodes.UniqueViolation);
    }

    private async Task SeedAsync()
    {
        await using var store = RecordStore.Open(Source);
        await AppendAsync(store, "seed");
    }

    private static async Task AppendAsync(DocumentStore store, string id, string stream = "faction:alpha")
    {
        await using var session = store.LightweightSession();
        var stored = session.Events.BuildEvent(Samples.StrengthReport(id, stream));
        stored.Id = EventId.Of(id);
        session.Events.Append(stream, stored);
        await session.SaveChangesAsync(Ct);
    }

    private static async Task RefusedAsync(Func<Task> act, string sqlState)
    {
        var refused = await Should.ThrowAsync<Exception>(act);
        var cause = refused as PostgresException ?? (refused as MartenCommandException)?.InnerException as PostgresException;
        cause.ShouldNotBeNull(refused.ToString()).SqlState.ShouldBe(sqlState, refused.Message);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
