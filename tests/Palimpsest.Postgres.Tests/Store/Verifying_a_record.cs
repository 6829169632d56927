using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Postgres.Tests.Store;

public class Verifying_a_record(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task The_fixture_is_sound()
    {
        await using var writer = await OpenAsync();
        var files = await Samples.FixtureAsync(Ct);
        foreach (var file in files)
        {
            await writer.SendAsync(file, Ct);
        }

        var report = await RecordMaintenance.VerifyAsync(Source, null, Ct);

        report.Findings.ShouldBeEmpty();
        report.Events.ShouldBe(files.Sum(f => f.Lines().Count));
    }

    [Theory]
    [InlineData("delete from palimpsest.fact where seq = 2", "facts, number 2: palimpsest.fact lacks (2,")]
    [InlineData("update palimpsest.fact set published = published - interval '1 day' where seq = 2", "facts, number 2: palimpsest.fact holds what does not follow from the record: (2,")]
    [InlineData("insert into palimpsest.faction_name values (3, 0, 'faction:f1', 'X', '', now())", "factions, number 3: palimpsest.faction_name holds what does not follow from the record: (3,0,faction:f1,X,")]
    [InlineData("delete from palimpsest.search_term where subject = 'faction:f1'", "search, number 2: palimpsest.search_term lacks  f1 ~af1  of faction:f1")]
    [InlineData("insert into palimpsest.search_term values ('faction:f9', true, ' f9 ', 1)", "search, number 1: palimpsest.search_term holds what nobody told,  f9  of faction:f9")]
    [InlineData("alter table palimpsest.mt_events disable trigger guard_append", "guard: the trigger guard_append on mt_events is disabled")]
    [InlineData("drop trigger guard_immutable on palimpsest.record_clock", "guard: the trigger guard_immutable on record_clock is gone")]
    [InlineData("update palimpsest.mt_streams set version = 7 where id = 'faction:f1'", "streams: faction:f1 is at version 7 and holds 1 events up to version 1")]
    public async Task Damage_is_told_with_view_and_number(string damage, string told)
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(5), Ct);
        await RunAsync(damage);

        var report = await RecordMaintenance.VerifyAsync(Source, null, Ct);

        report.IsSound.ShouldBeFalse();
        report.Findings[0].ToString().ShouldStartWith(told);
    }

    [Theory]
    [InlineData("update palimpsest.mt_events set data = data || '{\"colour\":\"red\"}' where seq_id = 2", "events, number 2: strength_reported cannot be read: ")]
    [InlineData("update palimpsest.mt_events set type = 'strength_guessed' where seq_id = 2", "events, number 2: strength_guessed cannot be read: ")]
    [InlineData("update palimpsest.mt_events set data = jsonb_set(data, '{id}', '\"other\"') where seq_id = 2", "events, number 2: 'other' does not stand under its own event id")]
    [InlineData("update palimpsest.mt_events set user_name = null where seq_id = 2", "events, number 2: no author")]
    [InlineData("update palimpsest.record_clock set at = 'epoch' where seq = 6", "clock, number 6: ")]
    [InlineData("delete from palimpsest.record_clock where seq = 6", "clock, number 6: no clock row at or after the event")]
    public async Task So_is_damage_to_the_record_itself_by_one_who_takes_the_guards_away(string damage, string told)
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(5), Ct);
        await writer.SendAsync(Samples.Strength("last"), Ct);
        await RunAsync($"set session_replication_role = replica; {damage}; set session_replication_role = origin");

        var report = await RecordMaintenance.VerifyAsync(Source, null, Ct);

        report.Findings.Select(f => f.ToString()).ShouldContain(f => f.StartsWith(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_changes_nothing_and_looks_at_one_moment_while_others_write()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(2500), Ct);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await writer.SendAsync(Samples.Strength($"meanwhile-{i}"), Ct);
            }
        }, Ct);

        var report = await RecordMaintenance.VerifyAsync(Source, null, Ct);
        await done.CancelAsync();

        await writing;
        report.Findings.ShouldBeEmpty();
    }
}
