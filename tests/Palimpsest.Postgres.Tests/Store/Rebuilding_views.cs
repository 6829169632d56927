using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections;
using Palimpsest.Projections.Following;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Postgres.Tests.Store;

public class Rebuilding_views(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task What_is_kept_with_each_commit_is_what_a_rebuild_makes()
    {
        await using var writer = await OpenAsync();
        foreach (var file in await Samples.FixtureAsync(Ct))
        {
            await writer.SendAsync(file, Ct);
        }

        var kept = await ContentAsync();
        var rebuilt = await RecordMaintenance.RebuildAsync(Source, null, null, Ct);

        rebuilt.Select(v => v.Name).ShouldBe(ProjectionCatalogue.Names);
        rebuilt.ShouldAllBe(v => v.Differing.Count == 0);

        (await ContentAsync()).ShouldBe(kept);
        kept.ShouldAllBe(table => !table.EndsWith(" 0"), "the fixture fills every table");
        (await FollowingViews.ReachedAsync(Source, Ct)).Values.ShouldAllBe(n => n == rebuilt[0].Number, "where no node serves, a rebuild completes the views that follow");
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_view_is_made_whole_and_progress_is_told()
    {
        await using var writer = await OpenAsync();
        var outcome = await writer.SendAsync(Samples.Strengths(50), Ct);
        var kept = await ContentAsync();
        await RunAsync("delete from palimpsest.fact where subject = 'faction:f3'; update palimpsest.fact set subject = 'faction:nobody' where subject = 'faction:f5'");
        var told = new Told();

        var rebuilt = (await RecordMaintenance.RebuildAsync(Source, "facts", told, Ct)).ShouldHaveSingleItem();

        (rebuilt.Name, rebuilt.Number).ShouldBe(("facts", outcome.Number!.Value));
        rebuilt.Differing.ShouldBe(["faction:f3", "faction:f5", "faction:nobody"]);
        (await ContentAsync()).ShouldBe(kept);
        told.All.ShouldContain(new MaintenanceProgress("facts", outcome.Number.Value, outcome.Number.Value));
        (await AskAsync("select count(*) from pg_namespace where nspname = 'palimpsest_rebuild'")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_reader_sees_no_gap_and_a_writer_only_waits()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3000), Ct);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reading = ReadUntilAsync(done.Token);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                (await writer.SendAsync(Samples.Strength($"meanwhile-{i}"), Ct)).Accepted.ShouldBeTrue();
            }
        }, Ct);

        await RecordMaintenance.RebuildAsync(Source, "facts", null, Ct);
        await RecordMaintenance.RebuildAsync(Source, "facts", null, Ct);
        await done.CancelAsync();

        await writing;
        (await reading).Min().ShouldBeGreaterThanOrEqualTo(3000);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelled_it_leaves_the_view_as_it_was()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(3000), Ct);
        await RunAsync("delete from palimpsest.fact where seq = 1");
        using var interrupt = new CancellationTokenSource();
        var progress = new Told { Then = () => interrupt.Cancel() };

        await Should.ThrowAsync<OperationCanceledException>(RecordMaintenance.RebuildAsync(Source, "facts", progress, interrupt.Token));

        (await AskAsync("select count(*) from palimpsest.fact")).ShouldBe(["2999"]);
    }

    [Fact]
    public async Task There_is_no_other_view()
    {
        var refused = await Should.ThrowAsync<ArgumentException>(RecordMaintenance.RebuildAsync(Source, "leaders", null, Ct));

        refused.Message.ShouldStartWith("'leaders' is no view: expected facts, factions, people, incidents, casualties, claims");
    }

    private async Task<IReadOnlyList<string>> ContentAsync()
    {
        var content = new List<string>();
        foreach (var table in ProjectionCatalogue.InlineTables.Select(t => t.Name))
        {
            content.AddRange(await AskAsync($"select '{table}', md5(coalesce(string_agg(t::text, ',' order by t::text), '')) || ' ' || count(*) from {table} t"));
        }

        return content;
    }

    private async Task<IReadOnlyList<long>> ReadUntilAsync(CancellationToken done)
    {
        var seen = new List<long>();
        await using var connection = await Source.OpenConnectionAsync(Ct);
        await using var count = new NpgsqlCommand($"select count(*) from {RowTable.Schema}.fact", connection);
        do
        {
            seen.Add((long)(await count.ExecuteScalarAsync(Ct))!);
        }
        while (!done.IsCancellationRequested);
        return seen;
    }

    private sealed class Told : IProgress<MaintenanceProgress>
    {
        public List<MaintenanceProgress> All { get; } = [];

        public Action Then { get; init; } = () => { };

        public void Report(MaintenanceProgress value)
        {
            All.Add(value);
            Then();
        }
    }
}
