using Palimpsest.Store.Embedded;

namespace Palimpsest.Postgres.Tests.Embedded;

public class Throwaway_servers(PostgresServerFixture fixture)
{
    private static CancellationToken Ct => ScratchHome.Ct;

    [Fact]
    public async Task Databases_are_apart_and_may_be_copied_from_one_made_ready()
    {
        var model = await fixture.Postgres.CreateDatabaseAsync(ct: Ct);
        await ScratchHome.AskAsync(model, "create table ready as select 1 as n");

        var copy = await fixture.Postgres.CreateDatabaseAsync(model, Ct);
        await ScratchHome.AskAsync(copy, "update ready set n = 2");

        (await ScratchHome.AskAsync(model, "select n from ready")).ShouldBe(1);
        await fixture.Postgres.DropDatabaseAsync(copy, Ct);
        await fixture.Postgres.DropDatabaseAsync(model, Ct);
    }

    [Fact]
    public async Task One_that_is_disposed_leaves_nothing()
    {
        var server = await ThrowawayPostgres.StartAsync(null, Ct);

        await server.DisposeAsync();

        Directory.GetFileSystemEntries(Path.GetTempPath(), Path.GetFileName(server.Home) + "*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_run_left_is_swept_by_the_next_start()
    {
        // A server whose owner's lock nobody holds any more: what is left when a test run is killed.
        var left = Path.Combine(Path.GetTempPath(), "palimpsest-test-0-" + Path.GetRandomFileName()[..8]);
        await EmbeddedPostgres.EnsureRunningAsync(EmbeddedPostgresOptions.FromEnvironment(left) with { Throwaway = true }, null, Ct);
        await File.WriteAllTextAsync(left + ".lock", "", Ct);

        await using var next = await ThrowawayPostgres.StartAsync(null, Ct);

        Directory.GetFileSystemEntries(Path.GetTempPath(), Path.GetFileName(left) + "*").ShouldBeEmpty();
    }
}
