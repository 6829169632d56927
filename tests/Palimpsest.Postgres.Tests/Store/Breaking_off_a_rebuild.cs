using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections;
using Palimpsest.Projections.Rebuilding;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>What is left of a rebuild that ended in the middle, and what the next one makes of it.</summary>
public class Breaking_off_a_rebuild(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private const string Xid = "xmin::text::bigint";

    [Fact]
    public async Task The_next_one_goes_on_where_it_was()
    {
        await BeginAsync();
        var (before, kept) = (await NowAsync(), await AskAsync("select seq from palimpsest_rebuild.fact order by 1"));
        kept.Count.ShouldBeGreaterThan(200);

        await RebuildAsync();

        (await AskAsync($"select seq from palimpsest.fact where {Xid} < {before} order by 1")).ShouldBe(kept);
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task That_of_another_program_begins_anew()
    {
        await BeginAsync();
        await RunAsync("update palimpsest_rebuild.view_begun set definition = 'another'");
        var before = await NowAsync();

        await RebuildAsync();

        (await AskAsync($"select count(*) from palimpsest.fact where {Xid} < {before}")).ShouldBe(["0"]);
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task A_server_that_ends_all_its_connections_leaves_the_kept_view()
    {
        await BeginAsync(async () =>
        {
            await RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        });

        (await AskAsync("select count(*) from palimpsest.fact")).ShouldBe(["1900"]);
        await RebuildAsync();
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task All_views_go_on_together_though_one_is_ahead()
    {
        await BeginAsync();

        (await RecordMaintenance.RebuildAsync(Source, null, null, Ct)).Select(v => v.Name).ShouldBe(ProjectionCatalogue.Names);

        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Of_two_at_once_the_second_waits()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strengths(500), Ct);

        await Task.WhenAll(RecordMaintenance.RebuildAsync(Source, null, null, Ct), RecordMaintenance.RebuildAsync(Source, null, null, Ct));

        await ShouldBeWholeAsync();
    }

    // Damaged, and a rebuild of it broken off after some stretches.
    private async Task BeginAsync(Func<Task>? strike = null)
    {
        await using (var writer = await OpenAsync())
        {
            await writer.SendAsync(Samples.Strengths(2000), Ct);
        }

        await RunAsync("delete from palimpsest.fact where seq % 20 = 0");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await Should.ThrowAsync<Exception>(RebuildAsync((at, of) =>
        {
            if (at > 1000 && at < of)
            {
                if (strike is null)
                {
                    interrupt.Cancel();
                }
                else
                {
                    strike().GetAwaiter().GetResult();
                }
            }
        }, interrupt.Token));
    }

    private Task RebuildAsync() => RebuildAsync((_, _) => { }, Ct);

    private async Task RebuildAsync(Action<long, long> told, CancellationToken stop)
    {
        var view = ProjectionCatalogue.Create()[0];
        await using var rebuild = new ViewsRebuild(Source.OpenConnectionAsync, [view], (_, at, of) => told(at, of), stop) { StretchLength = 100 };
        await rebuild.FinishAsync(view, CancellationToken.None);
        rebuild.Done.ShouldHaveSingleItem().Differing.ShouldBe(["faction:f9"]);
    }

    private async Task<string> NowAsync() => (await AskAsync("select pg_current_xact_id()::text"))[0];

    private async Task ShouldBeWholeAsync()
    {
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
        (await AskAsync("select count(*) from pg_namespace where nspname = 'palimpsest_rebuild'")).ShouldBe(["0"]);
        (await AskAsync("select conname from pg_constraint where conrelid = 'palimpsest.fact'::regclass and contype = 'p'")).ShouldBe(["pkey_fact_seq_subject_citation"]);
    }
}
