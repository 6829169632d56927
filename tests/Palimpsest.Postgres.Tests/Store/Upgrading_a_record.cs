using System.Runtime.CompilerServices;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections;
using Palimpsest.Projections.Following;
using Palimpsest.Store;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;
using Weasel.Core;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>A record that the program of an earlier schema version made and filled, met by this one.</summary>
public class Upgrading_a_record(PostgresServerFixture fixture) : BackupTest(fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_writer_brings_it_up_to_date_and_everything_recorded_stays(int version)
    {
        await using var old = await OfVersionAsync(version);
        var recorded = await RecordedAsync(old);
        recorded.Count.ShouldBeGreaterThan(400);

        await using (var writer = await RecordWriter.OpenAsync(old, Ct))
        {
            (await AskAsync(old, "select schema_version from palimpsest.record")).ShouldBe(["3"]);
            (await RecordedAsync(old)).ShouldBe(recorded);
            (await writer.SendAsync(Samples.Strength("afterwards"), Ct)).Accepted.ShouldBeTrue();
        }

        await ShouldBeOfThisVersionAsync(old);
        (await RecordMaintenance.VerifyAsync(old, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_with_other_tables_are_built_and_those_that_follow_now_go_on_where_they_were()
    {
        await using var old = await OfVersionAsync(1);
        await RunAsync(old, "drop table palimpsest.faction_name; drop index palimpsest.fact_subject; drop table palimpsest.claim_report; drop table palimpsest.mt_high_water_skips");
        var last = long.Parse((await AskAsync(old, "select max(seq_id) from palimpsest.mt_events"))[0], System.Globalization.CultureInfo.InvariantCulture);

        (await RecordSchema.UpgradeAsync(old, Ct)).ShouldNotBeNull();

        await ShouldBeOfThisVersionAsync(old);
        (await FollowingViews.ReachedAsync(old, Ct)).Values.ShouldAllBe(n => n == last);
        var report = await RecordMaintenance.VerifyAsync(old, null, Ct);
        report.Findings.ShouldBeEmpty();
        report.Behind.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_view_that_followed_keeps_the_number_that_it_is_folded_up_to()
    {
        await using var old = await OfVersionAsync(2);
        var reached = await FollowedAsync(old, 100);
        await RunAsync(old, "delete from palimpsest.casualty_account where seq > 100; delete from palimpsest.claim_report where seq > 100");

        (await RecordSchema.UpgradeAsync(old, Ct)).ShouldNotBeNull();

        (await FollowingViews.ReachedAsync(old, Ct)).ShouldBe(reached, ignoreOrder: true);
        (await RecordMaintenance.VerifyAsync(old, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_it_tells_of_is_found_afterwards(int version)
    {
        await using var old = await OfVersionAsync(version);

        (await RecordSchema.UpgradeAsync(old, Ct)).ShouldNotBeNull();

        (await AskAsync(old, "select t::text from palimpsest.search_term t order by 1")).ShouldBe(await AskAsync("select t::text from palimpsest.search_term t order by 1"));
        (await AskAsync(old, "select count(*) > 300 from palimpsest.search_term")).ShouldBe(["True"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whoever_only_reads_is_told_what_to_do_and_changes_nothing(int version)
    {
        await using var old = await OfVersionAsync(version);

        var refused = await Should.ThrowAsync<RecordSchemaException>(RecordSchema.FindAsync(old, Ct));

        refused.Message.ShouldContain($"of schema version {version}, made by an earlier program; this program knows version 3. 'palimpsest rebuild' brings it up to date");
        (await AskAsync(old, "select schema_version from palimpsest.record")).ShouldBe([$"{version}"]);
    }

    [Fact]
    public async Task Of_many_that_come_at_once_one_does_it()
    {
        await using var old = await OfVersionAsync(1);
        var connectionString = old.ConnectionString;

        var found = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var own = NpgsqlDataSource.Create(connectionString);
            return await RecordSchema.EnsureAsync(own, Ct);
        }));

        found.Distinct().ShouldHaveSingleItem();
        await ShouldBeOfThisVersionAsync(old);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_backup_of_an_earlier_version_is_restored(int version)
    {
        await using (var writer = await OpenAsync())
        {
            await writer.SendAsync(Samples.Strengths(20), Ct);
        }

        var lines = Lines(await BackUpAsync());
        lines[0] = lines[0].Replace("\"schema\":3", $"\"schema\":{version}", StringComparison.Ordinal);
        lines[0].ShouldContain($"\"schema\":{version}");

        var restored = await RestoreAsync(Forge(lines));

        (await AskAsync(restored, "select schema_version from palimpsest.record")).ShouldBe(["3"]);
        (await RecordMaintenance.VerifyAsync(restored, null, Ct)).Behind.ShouldBeEmpty();
    }

    private static async Task ShouldBeOfThisVersionAsync(NpgsqlDataSource source)
    {
        await using var store = RecordStore.Open(source);
        (await store.Storage.CreateMigrationAsync()).Difference.ShouldBe(SchemaPatchDifference.None);
        (await RecordSchema.FindAsync(source, Ct)).ShouldNotBeNull();
    }

    private static async Task<IReadOnlyList<string>> RecordedAsync(NpgsqlDataSource source) =>
    [
        .. await AskAsync(source, "select e::text from palimpsest.mt_events e order by seq_id"),
        .. await AskAsync(source, "select c::text from palimpsest.record_clock c order by seq"),
        .. await AskAsync(source, "select s::text from palimpsest.mt_streams s order by id"),
        .. await AskAsync(source, "select id, created_at from palimpsest.record"),
    ];

    // The tables of that version, and in them the rows of a record of now, views rebuilt to the last event as that program kept them.
    private async Task<NpgsqlDataSource> OfVersionAsync(int version)
    {
        await using (var writer = await OpenAsync())
        {
            await RecordFixtureAsync(writer);
        }

        await RecordMaintenance.RebuildAsync(Source, null, null, Ct);
        var old = await EmptyAsync();
        await RunAsync(old, await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Here())!, $"schema-version-{version}.sql"), Ct));
        await using var from = await Source.OpenConnectionAsync(Ct);
        await using var to = await old.OpenConnectionAsync(Ct);
        await using (var loud = new NpgsqlCommand("set session_replication_role = replica", to))
        {
            await loud.ExecuteNonQueryAsync(Ct);
        }

        string[] tables = ["mt_streams", "mt_events", "record_clock", "record", .. ProjectionCatalogue.Create().SelectMany(v => v.Tables).Select(t => t.Bare)];
        foreach (var table in tables.Intersect(await AskAsync(old, "select relname from pg_class where relnamespace = 'palimpsest'::regnamespace and relkind = 'r'")))
        {
            var columns = string.Join(", ", await AskAsync(old, $"select format('%I', attname) from pg_attribute where attrelid = 'palimpsest.{table}'::regclass and attnum > 0"));
            using var rows = await from.BeginTextExportAsync($"copy (select {columns} from palimpsest.{table}) to stdout", Ct);
            await using var copy = await to.BeginTextImportAsync($"copy palimpsest.{table} ({columns}) from stdin", Ct);
            await copy.WriteAsync(await rows.ReadToEndAsync(Ct));
        }

        await using (var number = new NpgsqlCommand(
            $"select setval('palimpsest.mt_events_sequence', (select max(seq_id) from palimpsest.mt_events)); update palimpsest.record set schema_version = {version}; reset session_replication_role", to))
        {
            await number.ExecuteNonQueryAsync(Ct);
        }

        if (version > 1)
        {
            await FollowedAsync(old, long.Parse((await AskAsync(old, "select max(seq_id) from palimpsest.mt_events"))[0], System.Globalization.CultureInfo.InvariantCulture));
        }

        return old;
    }

    // Says that the following views are folded up to a number.
    private static async Task<IReadOnlyDictionary<string, long>> FollowedAsync(NpgsqlDataSource source, long number)
    {
        await using var connection = await source.OpenConnectionAsync(Ct);
        foreach (var view in ProjectionCatalogue.Following)
        {
            await FollowingViews.SetAsync(connection, view, number, Ct);
        }

        return ProjectionCatalogue.Following.ToDictionary(v => v, _ => number, StringComparer.Ordinal);
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
