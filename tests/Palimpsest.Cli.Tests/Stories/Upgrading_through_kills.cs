using System.Diagnostics;
using Npgsql;
using Palimpsest.Cli.Tests.Serving;
using Palimpsest.Projections;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>kill -9 of the program that brings an earlier record up to date, each time while it waits for a lock that the test holds: the record is whole, and the next one finishes.</summary>
[Collection(nameof(CommandLine))]
public sealed class Upgrading_through_kills(CommandLine cli)
{
    private const string Waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private static CancellationToken Ct => CommandLine.Ct;

    [Fact]
    public async Task It_is_of_the_one_version_or_of_the_other()
    {
        var db = await OfVersion2Async();
        var recorded = await RecordedAsync(db);

        // Before anything is switched; where the names are switched; in the last transaction.
        await KilledAsync(db, "select palimpsest.begin_append()");
        await KilledAsync(db, "lock table palimpsest.person_name in access share mode");
        await KilledAsync(db, "lock table palimpsest.record in row exclusive mode");

        (await CommandLine.AskAsync<int>(db, "select schema_version from palimpsest.record")).ShouldBe(2);
        (await RecordedAsync(db)).ShouldBe(recorded);
        (await cli.RunAsync(db, "find", "shehri")).Error.ShouldContain("'palimpsest rebuild' brings it up to date");

        var rebuilt = await cli.RunAsync(db, "rebuild", "people");
        rebuilt.Exit.ShouldBe(0, rebuilt.Error);
        (await CommandLine.AskAsync<int>(db, "select schema_version from palimpsest.record")).ShouldBe(3);
        (await RecordedAsync(db)).ShouldBe(recorded);
        (await cli.RunAsync(db, "find", "shehri")).Out.ShouldContain("person:said-al-shihri");
        var verified = await cli.RunAsync(db, "verify");
        verified.Exit.ShouldBe(0, verified.Out);
    }

    // Starts it, waits until it waits for the lock, kills, and waits until the server has noticed.
    private static async Task KilledAsync(string db, string hold)
    {
        await using var source = NpgsqlDataSource.Create(db);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);
        await using (var command = new NpgsqlCommand(hold, connection))
        {
            await command.ExecuteNonQueryAsync(Ct);
        }

        using var program = Process.Start(new ProcessStartInfo("dotnet", [CommandLine.ProgramPath, "rebuild", "people", "--db", db]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Node.UntilAsync(async () => (program.HasExited || await CommandLine.AskAsync<long>(db, Waits) > 0, $"it waits for: {hold}"));
        program.HasExited.ShouldBeFalse(hold);
        program.Kill();
        await program.WaitForExitAsync(Ct);
        await held.RollbackAsync(Ct);
        await Node.UntilAsync(async () => (await CommandLine.AskAsync<long>(db, "select count(*) from pg_locks where locktype = 'advisory' and objid in (5023711, 5023712) and database = (select oid from pg_database where datname = current_database())") == 0, "nobody works on the schema"));
    }

    private static async Task<IReadOnlyList<string>> RecordedAsync(string db)
    {
        var rows = new List<string>();
        foreach (var table in (string[])["mt_events", "record_clock", "mt_streams"])
        {
            rows.Add(await CommandLine.AskAsync<string>(db, $"select md5(string_agg(t::text, ',' order by t::text collate \"C\")) || count(*) from palimpsest.{table} t") ?? "");
        }

        return rows;
    }

    // The tables of that version, and in them the rows of the fixture.
    private async Task<string> OfVersion2Async()
    {
        var (fixture, db) = (await cli.FixtureAsync(), await cli.EmptyAsync());
        await using var from = new NpgsqlConnection(fixture);
        await using var to = new NpgsqlConnection(db);
        await from.OpenAsync(Ct);
        await to.OpenAsync(Ct);
        await RunAsync(to, await File.ReadAllTextAsync(Path.Combine(CommandLine.Repository, "tests", "Palimpsest.Postgres.Tests", "Store", "schema-version-2.sql"), Ct));
        await RunAsync(to, "set session_replication_role = replica");
        foreach (var table in (string[])["mt_streams", "mt_events", "record_clock", "record", .. ProjectionCatalogue.InlineTables.Select(t => t.Bare)])
        {
            await using var asked = new NpgsqlCommand($"select string_agg(format('%I', attname), ', ') from pg_attribute where attrelid = 'palimpsest.{table}'::regclass and attnum > 0", to);
            var columns = (string)(await asked.ExecuteScalarAsync(Ct))!;
            using var rows = await from.BeginTextExportAsync($"copy (select {columns} from palimpsest.{table}) to stdout", Ct);
            await using var copy = await to.BeginTextImportAsync($"copy palimpsest.{table} ({columns}) from stdin", Ct);
            await copy.WriteAsync(await rows.ReadToEndAsync(Ct));
        }

        await RunAsync(to, "select setval('palimpsest.mt_events_sequence', (select max(seq_id) from palimpsest.mt_events)); update palimpsest.record set schema_version = 2; reset session_replication_role");
        return db;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
