using System.Globalization;
using CsCheck;
using JasperFx;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Reading;
using Palimpsest.Store;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;
using Palimpsest.Tests.Histories;
using Weasel.Core;

namespace Palimpsest.Postgres.Tests.Store;

public class Restoring(PostgresServerFixture fixture) : BackupTest(fixture)
{
    private const string Schemas = "select count(*) from pg_namespace where nspname = 'palimpsest'";

    [Fact]
    public async Task Every_token_gives_the_same_bytes_and_none_is_given_beyond()
    {
        await using var writer = await OpenAsync();
        await RecordFixtureAsync(writer);
        var answers = new List<Answer>();
        foreach (var x in Dates)
        {
            foreach (var question in Questions)
            {
                answers.Add(await new BeliefReader(Source).AskAsync(question, BelievedOn.Parse(x), x == Dates[^1] ? "189" : null, Ct));
            }
        }

        var file = await BackUpAsync();
        await writer.SendAsync(Samples.Strength("lost"), Ct);
        var lost = await new BeliefReader(Source).AskAsync(Questions[0], BelievedOn.Parse(Dates[0]), null, Ct);

        await using var elsewhere = await RestoreAsync(file);
        var restored = new BeliefReader(elsewhere);
        foreach (var answer in answers)
        {
            (await restored.AskAgainAsync(answer.Token, Ct)).ToJson().ShouldBe(answer.ToJson());
        }

        await Should.ThrowAsync<TokenRefusedException>(restored.AskAgainAsync(lost.Token, Ct));

        // Also when the number is taken again, by another event.
        await using var other = await RecordWriter.OpenAsync(elsewhere, Ct);
        (await other.SendAsync(Samples.Strength("found"), Ct)).Number.ShouldBe(lost.Horizon.Recorded.Number);
        await Should.ThrowAsync<TokenRefusedException>(restored.AskAgainAsync(lost.Token, Ct));
        foreach (var answer in answers.Where((_, i) => i % 7 == 0))
        {
            (await restored.AskAgainAsync(answer.Token, Ct)).ToJson().ShouldBe(answer.ToJson());
        }
    }

    [Fact]
    public async Task Any_history_is_restored_row_by_row_and_is_sound()
    {
        foreach (var history in AnyHistory.Enterable.Array[3].Single())
        {
            await using var source = await EmptyAsync();
            await using var writer = await RecordWriter.OpenAsync(source, Ct);
            var file = Files.Of("h", history.Events.Select(e => new NativeEntry(e.Event, null, "as it happened")), "tester");
            (await writer.SendAsync(file, Ct)).Check.Findings.Where(f => f.IsError).ShouldBeEmpty(history.ToString());

            await using var elsewhere = await RestoreAsync(await BackUpAsync(source));

            (await ContentAsync(elsewhere)).ShouldBe(await ContentAsync(source), history.ToString());
            (await RecordMaintenance.VerifyAsync(elsewhere, null, Ct)).Findings.ShouldBeEmpty(history.ToString());
        }
    }

    [Fact]
    public async Task Writing_goes_on_with_greater_numbers_and_later_instants_though_the_clock_was_ahead()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(5), Ct);
        await RunAsync("set session_replication_role = replica; update palimpsest.record_clock set at = at + interval '1 hour'; set session_replication_role = origin");

        await using var elsewhere = await RestoreAsync(await BackUpAsync());
        await using var other = await RecordWriter.OpenAsync(elsewhere, Ct);
        other.Record.ShouldBe(writer.Record);
        (await other.SendAsync(Samples.Strength("s-0", "faction:f0"), Ct)).WasKnown.ShouldBeTrue();
        (await other.SendAsync(Samples.Strength("next", "faction:f0"), Ct)).Number!.Value.ShouldBeGreaterThan(5);

        (await AskAsync(elsewhere, "select at - lag(at) over (order by seq) from palimpsest.record_clock order by seq offset 1")).ShouldBe(["00:00:00.0000010"]);
        (await AskAsync(elsewhere, "select version from palimpsest.mt_streams where id = 'faction:f0'")).ShouldBe(["2"]);
        (await RecordMaintenance.VerifyAsync(elsewhere, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_guards_stand_and_the_schema_is_what_the_store_is_configured_for()
    {
        await using var writer = await OpenAsync();
        await RecordFixtureAsync(writer);
        await using var elsewhere = await RestoreAsync(await BackUpAsync());

        (await RecordMaintenance.VerifyAsync(elsewhere, null, Ct)).Findings.ShouldBeEmpty();
        await using var store = RecordStore.Open(elsewhere);
        (await store.Storage.CreateMigrationAsync()).Difference.ShouldBe(SchemaPatchDifference.None);
        foreach (var sql in new[] { "delete from palimpsest.mt_events", "update palimpsest.record_clock set at = now()", "truncate palimpsest.record" })
        {
            await using var command = elsewhere.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe("PL005");
        }
    }

    [Fact]
    public async Task A_database_that_holds_a_record_is_refused_and_left_as_it_was()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(1200), Ct);
        var file = await BackUpAsync();
        var before = await ContentAsync(Source);

        var refused = await Should.ThrowAsync<BackupRefusedException>(RestoreAsync(Source, file));

        refused.Message.ShouldContain($"holds a record already: {writer.Record.Id}, made ");
        refused.Message.ShouldContain("with 1,200 events. Nothing was changed.");
        (await ContentAsync(Source)).ShouldBe(before);
    }

    [Theory]
    [InlineData("create schema palimpsest; create table palimpsest.\"My Page\" (title text)", "something else, palimpsest.My Page")]
    [InlineData("create schema palimpsest; create view palimpsest.fact as select 1", "rows in palimpsest.fact")]
    [InlineData("create schema palimpsest; create table palimpsest.record (title text)", "not of this program")]
    public async Task So_is_one_that_holds_something_else_under_the_name(string theirs, string told)
    {
        var file = await BackUpAsync();
        await using var foreign = await EmptyAsync();
        await using (var make = foreign.CreateCommand(theirs))
        {
            await make.ExecuteNonQueryAsync(Ct);
        }

        const string Relations = "select relname from pg_class where relnamespace = 'palimpsest'::regnamespace order by 1";
        var before = await AskAsync(foreign, Relations);
        (await Should.ThrowAsync<Exception>(RestoreAsync(foreign, file))).Message.ShouldContain(told);
        (await AskAsync(foreign, Relations)).ShouldBe(before);
    }

    [Fact]
    public async Task Empty_tables_of_ours_are_no_reason_to()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3), Ct);
        var file = await BackUpAsync();
        await using var halfway = await EmptyAsync();
        await using (var store = RecordStore.Open(halfway))
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        }

        await RestoreAsync(halfway, file);

        (await ContentAsync(halfway)).ShouldBe(await ContentAsync(Source));
    }

    [Theory]
    [InlineData("restoring")]
    [InlineData("building the views")]
    public async Task Broken_off_it_leaves_nothing_and_can_be_run_again(string during)
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(6000), Ct);
        var file = await BackUpAsync();
        await using var elsewhere = await EmptyAsync();
        using var interrupt = new CancellationTokenSource();
        var stop = new Watch(at =>
        {
            if (at.What == during)
            {
                interrupt.Cancel();
            }
        });

        await using (var backup = await VerifiedBackup.OpenAsync(file, null, Ct))
        {
            await Should.ThrowAsync<OperationCanceledException>(RecordRestore.RunAsync(elsewhere, backup, stop, interrupt.Token));
            (await AskAsync(elsewhere, Schemas)).ShouldBe(["0"]);
            (await RecordSchema.FindAsync(elsewhere, Ct)).ShouldBeNull();

            (await RecordRestore.RunAsync(elsewhere, backup, null, Ct)).ShouldBe(writer.Record);
        }

        (await ContentAsync(elsewhere)).ShouldBe(await ContentAsync(Source));
    }

    [Fact]
    public async Task A_file_that_changes_between_check_and_restore_is_refused()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3), Ct);
        var file = await BackUpAsync();
        await writer.SendAsync(Samples.Strength("more"), Ct);
        var later = await BackUpAsync();
        await using var elsewhere = await EmptyAsync();

        await using var backup = await VerifiedBackup.OpenAsync(file, null, Ct);
        using (var behind = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete) { })
        {
            await behind.WriteAsync(await File.ReadAllBytesAsync(later, Ct), Ct);
        }

        (await Should.ThrowAsync<BackupRefusedException>(RecordRestore.RunAsync(elsewhere, backup, null, Ct))).Message.ShouldContain("exchanged while it was restored");
        (await AskAsync(elsewhere, Schemas)).ShouldBe(["0"]);
    }

    [Theory]
    [InlineData("\"data\":{", "\"data\":{\"colour\": \"red\", ", "cannot be read by this program")]
    [InlineData("\"stream\":\"faction:f0\",\"version\":1", "\"stream\":\"faction:f1\",\"version\":1", "pk_mt_events_stream_and_version")]
    [InlineData("\"stream\":\"faction:f0\",\"version\":1", "\"stream\":\"faction:nobody\",\"version\":1", "fkey_mt_events_stream_id")]
    public async Task A_forgery_that_adds_up_does_not_become_a_record(string written, string instead, string told)
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3), Ct);
        var lines = Lines(await BackUpAsync());
        var at = lines.FindIndex(l => l.Contains(written, StringComparison.Ordinal));
        lines[at] = lines[at].Replace(written, instead, StringComparison.Ordinal);
        await using var elsewhere = await EmptyAsync();

        (await Should.ThrowAsync<Exception>(RestoreAsync(elsewhere, Forge(lines)))).Message.ShouldContain(told);

        (await AskAsync(elsewhere, Schemas)).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Of_many_that_restore_or_write_at_once_one_makes_the_record()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(50), Ct);
        var file = await BackUpAsync();
        await using var elsewhere = await EmptyAsync();

        var restores = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try
            {
                await RestoreAsync(elsewhere, file);
                return true;
            }
            catch (BackupRefusedException e) when (e.Message.Contains("holds a record already", StringComparison.Ordinal))
            {
                return false;
            }
        }).Append(Task.Run(async () => (await RecordSchema.EnsureAsync(elsewhere, Ct)).Id != writer.Record.Id, Ct)));

        restores.Count(made => made).ShouldBe(1);
    }

    [Fact]
    public async Task Numbers_and_instants_of_many_commits_pass_the_clocks_guard()
    {
        await using var writer = await OpenAsync();
        for (var i = 0; i < 300; i++)
        {
            await writer.SendAsync(Samples.Strength(string.Create(CultureInfo.InvariantCulture, $"a{i}")), Ct);
        }

        await writer.SendAsync(Samples.Strengths(12_000), Ct);
        await writer.SendAsync(Samples.Strength("last"), Ct);

        await using var elsewhere = await RestoreAsync(await BackUpAsync());

        (await ContentAsync(elsewhere)).ShouldBe(await ContentAsync(Source));
    }
}
