using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store;
using Palimpsest.Store.Schema;
using Weasel.Core;

namespace Palimpsest.Postgres.Tests.Store;

public class Opening_a_record(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private readonly PostgresServerFixture _fixture = fixture;

    [Fact]
    public async Task An_empty_database_holds_none_until_a_writer_comes()
    {
        await using var empty = await EmptyAsync();
        (await RecordSchema.FindAsync(empty, Ct)).ShouldBeNull();

        await using var writer = await RecordWriter.OpenAsync(empty, Ct);

        (await RecordSchema.FindAsync(empty, Ct)).ShouldBe(writer.Record);
        (await writer.SendAsync(Samples.Strength("a1"), Ct)).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_that_come_at_once_one_makes_it_and_all_get_the_same()
    {
        await using var empty = await EmptyAsync();
        var connectionString = empty.ConnectionString;

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var own = NpgsqlDataSource.Create(connectionString);
            return await RecordSchema.EnsureAsync(own, Ct);
        }));

        found.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_broken_off_halfway_is_finished()
    {
        await using var empty = await EmptyAsync();
        await using (var store = RecordStore.Open(empty))
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(JasperFx.AutoCreate.CreateOrUpdate);
        }

        (await RecordSchema.FindAsync(empty, Ct)).ShouldBeNull();

        await using var writer = await RecordWriter.OpenAsync(empty, Ct);
        (await writer.SendAsync(Samples.Strength("a1"), Ct)).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_record_of_another_version_is_refused_in_words()
    {
        await RunAsync("set session_replication_role = replica; update palimpsest.record set schema_version = 99; set session_replication_role = origin");

        var refused = await Should.ThrowAsync<RecordSchemaException>(OpenAsync());

        refused.Message.ShouldEndWith("holds a record of schema version 99; this program knows version 3. Use the program that fits, or another database.");
    }

    [Fact]
    public async Task Somebody_elses_tables_are_refused_in_words()
    {
        await using var empty = await EmptyAsync();
        await using (var theirs = empty.CreateCommand("create schema palimpsest; create table palimpsest.record (title text)"))
        {
            await theirs.ExecuteNonQueryAsync(Ct);
        }

        (await Should.ThrowAsync<RecordSchemaException>(RecordWriter.OpenAsync(empty, Ct))).Message.ShouldContain("not of this program");
    }

    [Fact]
    public async Task The_schema_is_what_the_store_is_configured_for()
    {
        await using var store = RecordStore.Open(Source);

        (await store.Storage.CreateMigrationAsync()).Difference.ShouldBe(SchemaPatchDifference.None);
    }

    private async Task<NpgsqlDataSource> EmptyAsync() => NpgsqlDataSource.Create(await _fixture.Postgres.CreateDatabaseAsync(ct: Ct));
}
