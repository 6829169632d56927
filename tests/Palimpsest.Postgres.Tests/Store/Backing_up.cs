using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;

namespace Palimpsest.Postgres.Tests.Store;

public class Backing_up(PostgresServerFixture fixture) : BackupTest(fixture)
{
    [Fact]
    public async Task What_is_restored_is_row_by_row_what_was_backed_up_with_gaps_acts_and_odd_words()
    {
        await using var writer = await OpenAsync();
        await RecordFixtureAsync(writer);
        await RunAsync("select nextval('palimpsest.mt_events_sequence') from generate_series(1, 7)");
        (await writer.SendAsync(Samples.Strength("a1", by: "Zoë \"O'Neil\" \\ 🖋", reason: "a letter, <b>'signed'</b> €"), Ct)).Accepted.ShouldBeTrue();
        (await writer.SendAsync(Samples.Dispute("d1", "a1", by: "cleo", reason: "they deny it"), Ct)).Accepted.ShouldBeTrue();

        await using var elsewhere = await RestoreAsync(await BackUpAsync());

        (await ContentAsync(elsewhere)).ShouldBe(await ContentAsync(Source));
        (await AskAsync(elsewhere, "select max(seq_id) - count(*) from palimpsest.mt_events")).ShouldBe(["7"]);
    }

    [Fact]
    public async Task What_the_program_never_writes_is_kept_too()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3), Ct);
        await RunAsync(
            """
            set session_replication_role = replica;
            update palimpsest.mt_events set headers = null, user_name = null, mt_dotnet_type = null where seq_id = 1;
            update palimpsest.mt_events set headers = '{"reason": "1.10", "n": [1.10, 1e3, null]}', user_name = E'\t\n "\\\\" \u2028' where seq_id = 2;
            update palimpsest.mt_streams set created = '2001-02-03 04:05:06.789012Z' where id = 'faction:f1';
            set session_replication_role = origin
            """);

        await using var elsewhere = await RestoreAsync(await BackUpAsync());

        (await ContentAsync(elsewhere)).ShouldBe(await ContentAsync(Source));
    }

    [Fact]
    public async Task Backups_of_one_record_are_the_same_bytes_wherever_it_stands()
    {
        await using var writer = await OpenAsync();
        await RecordFixtureAsync(writer);

        var first = await BackUpAsync();
        var again = await BackUpAsync();
        await using var elsewhere = await RestoreAsync(first);
        var restored = await BackUpAsync(elsewhere);

        var bytes = await File.ReadAllBytesAsync(first, Ct);
        (await File.ReadAllBytesAsync(again, Ct)).ShouldBe(bytes);
        (await File.ReadAllBytesAsync(restored, Ct)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Another_program_can_read_it()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(5, factions: 2), Ct);
        await writer.SendAsync(Samples.Strength("last", by: "bob"), Ct);

        var lines = Lines(await BackUpAsync());
        var parsed = lines.ConvertAll(l => JsonNode.Parse(l)!);

        parsed.ConvertAll(l => (string)l["kind"]!).ShouldBe(["header", "stream", "stream", "stream", "event", "event", "event", "event", "event", "event", "trailer"]);
        ((string)parsed[0]["format"]!, (int)parsed[0]["version"]!, (Guid)parsed[0]["record"]!, (long)parsed[0]["number"]!).ShouldBe(("palimpsest-backup", 1, writer.Record.Id, 6));
        parsed.Where(l => l["committed"] is not null).Select(l => (long)l["number"]!).ShouldBe([5, 6]);
        ((string)parsed[^2]["by"]!, (string)parsed[^2]["data"]!["id"]!).ShouldBe(("bob", "last"));
        ((long)parsed[^1]["streams"]!, (long)parsed[^1]["events"]!, (long)parsed[^1]["commits"]!).ShouldBe((3, 6, 2));
        ((string)parsed[^1]["sha256"]!).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.SkipLast(1).Select(l => l + "\n"))))));
    }

    [Fact]
    public async Task An_empty_record_is_one_too()
    {
        var file = await BackUpAsync();
        await using var elsewhere = await RestoreAsync(file);

        (await ContentAsync(elsewhere)).ShouldBe(await ContentAsync(Source));
        await using var writer = await RecordWriter.OpenAsync(elsewhere, Ct);
        (await writer.SendAsync(Samples.Strength("a1"), Ct)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task While_others_write_it_holds_the_record_as_of_one_of_its_numbers()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3000), Ct);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var written = 0;
        var writing = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await writer.SendAsync(Samples.Strengths(3, $"w{w}-{i}", factions: 4), Ct);
                Interlocked.Increment(ref written);
            }
        }, Ct)).ToList();

        var files = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var before = written;
            while (written == before)
            {
                await Task.Delay(5, Ct);
            }

            // In the middle of it, wait until more is recorded.
            var waited = false;
            files.Add(await BackUpAsync(progress: new Watch(_ =>
            {
                var at = written;
                waited = waited || SpinWait.SpinUntil(() => written > at + 2, TimeSpan.FromSeconds(20));
            })));
            waited.ShouldBeTrue();
        }

        await done.CancelAsync();
        await Task.WhenAll(writing);
        foreach (var file in files)
        {
            await using var elsewhere = await RestoreAsync(file);
            var number = long.Parse((await AskAsync(elsewhere, "select max(seq) from palimpsest.record_clock"))[0]);
            (await ContentAsync(elsewhere, number)).ShouldBe(await ContentAsync(Source, number));
            (await RecordMaintenance.VerifyAsync(elsewhere, null, Ct)).Findings.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("delete from palimpsest.record_clock where seq = 6", "the last event has no instant on the record clock")]
    [InlineData("update palimpsest.record_clock set at = 'epoch' where seq = 6", "event 6: its instant does not come after the one before")]
    [InlineData("update palimpsest.mt_events set is_archived = true where seq_id = 2", "event 2: it is archived or of another form")]
    [InlineData("update palimpsest.mt_streams set is_archived = true where id = 'faction:f2'", "the stream faction:f2 is archived")]
    [InlineData("insert into palimpsest.record_clock values (0, '1999-01-01')", "the record clock has a row for no event")]
    [InlineData("insert into palimpsest.record_clock values (9, now() + interval '1 day')", "it does not end at the record number and instant")]
    public async Task What_could_not_be_restored_is_not_backed_up(string damage, string told)
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(5), Ct);
        await writer.SendAsync(Samples.Strength("last"), Ct);
        await RunAsync($"set session_replication_role = replica; {damage}; set session_replication_role = origin");

        var refused = await Should.ThrowAsync<BackupRefusedException>(BackUpAsync());

        refused.Message.ShouldContain(told);
        refused.Message.ShouldEndWith("No backup was made; palimpsest verify says more.");
    }

    [Fact]
    public async Task Where_there_is_no_record_there_is_nothing_to_back_up() =>
        (await Should.ThrowAsync<RecordSchemaException>(async () => await BackUpAsync(await EmptyAsync()))).Message.ShouldContain("no record");

    [Fact]
    public async Task Cancelled_it_ends_without_a_trailer()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3000), Ct);
        using var interrupt = new CancellationTokenSource();
        var file = NewFile();
        await using (var stream = File.Create(file))
        {
            await Should.ThrowAsync<OperationCanceledException>(RecordBackup.WriteAsync(Source, stream, new Watch(_ => interrupt.Cancel()), interrupt.Token));
        }

        (await RefusedAsync(file)).Message.ShouldContain("damaged or not whole");
    }
}
