using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Postgres.Tests.Store;

public class Recording_a_file(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task The_fixture_is_recorded_in_its_order_a_commit_for_each_file()
    {
        await using var writer = await OpenAsync();
        var files = await Samples.FixtureAsync(Ct);

        foreach (var file in files)
        {
            var outcome = await writer.SendAsync(file, Ct);
            outcome.Check.Findings.Where(f => f.IsError).ShouldBeEmpty();
            outcome.Check.New.ShouldBe(file.Lines().Count);
        }

        (await AskAsync("select data->>'id' from palimpsest.mt_events order by seq_id")).ShouldBe(files.SelectMany(f => f.Lines()).Select(l => l.Event!.Id));
        (await AskAsync("select count(*) from palimpsest.record_clock")).ShouldBe([$"{files.Count}"]);
    }

    [Fact]
    public async Task Recorded_again_it_changes_nothing()
    {
        await using var writer = await OpenAsync();
        var file = Samples.Strengths(30);
        var first = await writer.SendAsync(file, Ct);

        var again = await writer.SendAsync(file, Ct);

        again.Accepted.ShouldBeTrue();
        (again.Check.New, again.Check.Known, again.Number).ShouldBe((0, 30, first.Number));
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe(["30"]);
    }

    [Fact]
    public async Task One_line_that_is_refused_refuses_the_file()
    {
        await using var writer = await OpenAsync();
        var file = Samples.Strengths(3);
        var broken = file.With(((Acts.Dispute)Samples.Dispute("d", "nothing")).Content);

        var outcome = await writer.SendAsync(broken, Ct);

        outcome.Accepted.ShouldBeFalse();
        outcome.Number.ShouldBeNull();
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Every_line_keeps_its_own_author_and_reason()
    {
        await using var writer = await OpenAsync();
        var lines = new[]
        {
            new NativeEntry(Samples.StrengthReport("a1", "faction:a"), "ann", "found in the archive"),
            new NativeEntry(Samples.StrengthReport("a2", "faction:a"), "bob"),
            new NativeEntry(Samples.StrengthReport("a3", "faction:b"), null, "a batch"),
        };

        await writer.SendAsync(Files.Of("three", lines, "cleo"), Ct);

        (await AskAsync("select data->>'id', user_name, headers->>'reason' from palimpsest.mt_events order by seq_id"))
            .ShouldBe(["a1|ann|found in the archive", "a2|bob|", "a3|cleo|a batch"]);
    }

    [Fact]
    public async Task Numbers_follow_the_lines_also_where_they_alternate_between_streams()
    {
        await using var writer = await OpenAsync();
        var disputed = RecordJson.Read(
            """
            {"type":"StrengthReported","id":"b2","subject":"faction:a","count":3,"summary":"Three.","disputes":["b1"],
             "citations":[{"outlet":"source:bbc","publishedOn":"2013-04-06"}]}
            """);

        await writer.SendAsync(Samples.File("alternating", [Samples.StrengthReport("a1", "faction:a"), Samples.StrengthReport("b1", "faction:b"), disputed]), Ct);

        (await AskAsync("select stream_id, version, data->>'id' from palimpsest.mt_events order by seq_id"))
            .ShouldBe(["faction:a|1|a1", "faction:b|1|b1", "faction:a|2|b2"]);
        (await AskAsync("select id, version from palimpsest.mt_streams order by id")).ShouldBe(["faction:a|2", "faction:b|1"]);
    }

    [Fact]
    public async Task Cancelled_halfway_it_leaves_nothing()
    {
        await using var writer = await OpenAsync();
        await using var other = await Source.OpenConnectionAsync(Ct);
        await using (var transaction = await other.BeginTransactionAsync(Ct))
        {
            // Its events are written by then, and its facts are not.
            await using var hold = new Npgsql.NpgsqlCommand("lock table palimpsest.fact in share mode", other);
            await hold.ExecuteNonQueryAsync(Ct);
            using var interrupt = new CancellationTokenSource();
            var waiting = writer.SendAsync(Samples.Strengths(100), interrupt.Token);
            await WaitForLockAsync(waiting);

            await interrupt.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(waiting);
        }

        (await AskAsync("select (select count(*) from palimpsest.mt_events) + (select count(*) from palimpsest.mt_streams) + (select count(*) from palimpsest.record_clock)")).ShouldBe(["0"]);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).IsSound.ShouldBeTrue();
        (await writer.SendAsync(Samples.Strengths(100), Ct)).Check.New.ShouldBe(100);
    }
}
