using Palimpsest.Postgres.Tests.Embedded;

namespace Palimpsest.Postgres.Tests.Store;

public class Recording_commands(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task A_report_is_recorded_with_author_reason_and_number()
    {
        await using var writer = await OpenAsync();

        var outcome = await writer.SendAsync(Samples.Strength("a1", by: "ann", reason: "read it today"), Ct);

        outcome.Errors.ShouldBeEmpty();
        outcome.WasKnown.ShouldBeFalse();
        (await AskAsync("select seq_id, stream_id, type, user_name, headers->>'reason' from palimpsest.mt_events"))
            .ShouldBe([$"{outcome.Number}|faction:alpha|strength_reported|ann|read it today"]);
    }

    [Fact]
    public async Task Sent_again_it_is_known_and_nothing_is_recorded()
    {
        await using var writer = await OpenAsync();
        var first = await writer.SendAsync(Samples.Strength("a1"), Ct);
        await writer.SendAsync(Samples.Strength("a2"), Ct);

        var again = await writer.SendAsync(Samples.Strength("a1", by: "somebody else"), Ct);

        again.Accepted.ShouldBeTrue();
        again.WasKnown.ShouldBeTrue();
        again.Number.ShouldBe(first.Number);
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("a1"), Ct);

        var other = await writer.SendAsync(Samples.Strength("a1", faction: "faction:beta"), Ct);

        other.Accepted.ShouldBeFalse();
        other.Number.ShouldBeNull();
        other.Errors.ShouldHaveSingleItem().Field.ShouldBe("id");
    }

    [Fact]
    public async Task Without_an_author_nothing_is_recorded()
    {
        await using var writer = await OpenAsync();

        var outcome = await writer.SendAsync(Samples.Strength("a1", by: " "), Ct);

        outcome.Errors.ShouldHaveSingleItem().Message.ShouldContain("author missing");
        (await AskAsync("select count(*) from palimpsest.mt_events")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task An_act_stands_in_the_stream_of_the_report_that_it_finally_aims_at()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("a1"), Ct);
        await writer.SendAsync(Samples.Dispute("d1", "a1"), Ct);

        var outcome = await writer.SendAsync(Samples.Dispute("d2", "d1"), Ct);

        outcome.Errors.ShouldBeEmpty();
        (await AskAsync("select stream_id, version, data->>'id' from palimpsest.mt_events order by seq_id"))
            .ShouldBe(["faction:alpha|1|a1", "faction:alpha|2|d1", "faction:alpha|3|d2"]);
    }

    [Fact]
    public async Task An_act_on_what_is_not_recorded_is_refused()
    {
        await using var writer = await OpenAsync();

        var outcome = await writer.SendAsync(Samples.Dispute("d1", "a1"), Ct);

        outcome.Errors.ShouldHaveSingleItem().Field.ShouldBe("target");
    }

    [Fact]
    public async Task A_cancelled_command_leaves_nothing_and_holds_nothing()
    {
        await using var writer = await OpenAsync();
        await using var other = await Source.OpenConnectionAsync(Ct);
        await using (var transaction = await other.BeginTransactionAsync(Ct))
        {
            await using var hold = new Npgsql.NpgsqlCommand("select palimpsest.begin_append()", other);
            await hold.ExecuteNonQueryAsync(Ct);
            using var interrupt = new CancellationTokenSource();
            var waiting = writer.SendAsync(Samples.Strength("a1"), interrupt.Token);
            await WaitForLockAsync(waiting);

            await interrupt.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(waiting);
        }

        (await writer.SendAsync(Samples.Strength("a1"), Ct)).WasKnown.ShouldBeFalse();
    }
}
