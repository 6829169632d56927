using System.Text;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store;
using Palimpsest.Store.Schema;
using Palimpsest.Store.Submitting;

namespace Palimpsest.Postgres.Tests.Store;

public class Handing_in_files(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task One_that_is_sent_slowly_keeps_nobody_waiting()
    {
        await RecordSchema.EnsureAsync(Source, Ct);
        using var slow = new Slow();
        var first = SubmittedImports.SubmitAsync(Source, new ImportFile("slow.jsonl", () => slow, null), null, Ct);
        await slow.IsRead.Task.WaitAsync(Ct);

        var second = await SubmittedImports.SubmitAsync(Source, new ImportFile("quick.jsonl", () => new MemoryStream(Encoding.UTF8.GetBytes("{}\n")), null), null, Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);

        first.IsCompleted.ShouldBeFalse();
        (await SubmittedImports.ListAsync(Source, openOnly: true, 10, null, Ct)).ShouldHaveSingleItem().Id.ShouldBe(second);
        slow.MayEnd.SetResult();
        (await SubmittedImports.ListAsync(Source, openOnly: true, 10, await first, Ct)).ShouldHaveSingleItem().File.ShouldBe("slow.jsonl");
    }

    [Fact]
    public async Task While_one_is_imported_none_that_ended_later_with_a_lower_number_is_announced()
    {
        foreach (var name in new[] { "first", "second" })
        {
            await SubmittedImports.SubmitAsync(Source, new ImportFile(name, () => new MemoryStream(Encoding.UTF8.GetBytes("{}\n")), null), null, Ct);
        }

        await using var connection = await Source.OpenConnectionAsync(Ct);
        (await SubmittedImports.AskAsync(connection, ImportIntake.Next, Ct)).ShouldBe(1L);
        await RunAsync($"update {SubmittedImports.Schema}.file set state = 'importing' where id = 2");

        (await SubmittedImports.AskAsync(connection, ImportIntake.Next, Ct)).ShouldBeNull();

        await RunAsync($"update {SubmittedImports.Schema}.file set ended_at = now() where id = 2");
        (await SubmittedImports.AskAsync(connection, ImportIntake.Next, Ct)).ShouldBe(1L);
    }

    // Ends when it may.
    private sealed class Slow : MemoryStream
    {
        public TaskCompletionSource IsRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            IsRead.TrySetResult();
            await MayEnd.Task.WaitAsync(cancellationToken);
            return 0;
        }
    }
}
