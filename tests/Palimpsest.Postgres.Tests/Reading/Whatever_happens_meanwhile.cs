using CsCheck;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections;
using Palimpsest.Projections.Columns;
using Palimpsest.Store;
using Palimpsest.Store.Maintenance;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// Files, single commands, rebuilds, and a server that ends every connection in their midst, in any order: afterwards everything is there once, the views are whole,
/// and every answer is what the resolvers say.
/// </summary>
public sealed class Whatever_happens_meanwhile(PostgresServerFixture server)
{
    private const int Histories = 4;
    private const int Horizons = 3;

    private static readonly Gen<(int What, int Size, int Strike, int View)> Steps = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 8], Gen.Int[-30, 40], Gen.Int[0, ProjectionCatalogue.Names.Count - 1]);

    [Fact]
    public async Task The_answers_stay_the_same()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var (history, steps) in Gen.Select(AnyHistory.Enterable, Steps.Array[120]).Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            using var columns = new LiveColumns(source);
            var told = new Told(0, history);
            var at = 0;
            var taken = new List<string>();
            foreach (var (what, size, strike, view) in steps.TakeWhile(_ => at < told.Events.Count))
            {
                // Not every third is struck; whatever was struck may or may not have been done, and is done again.
                var step = what switch
                {
                    < 5 => (Func<Task>)(async () => (await writer.SendAsync(told.AsFile(told.Events.Skip(at).Take(size)), ct)).Accepted.ShouldBeTrue()),
                    < 8 => async () => (await writer.SendAsync(Told.Commanded(told.Events[at]), ct)).Accepted.ShouldBeTrue(),
                    8 => () => RecordMaintenance.RebuildAsync(source, ProjectionCatalogue.Names[view], null, ct),
                    _ => () => columns.FollowAsync(long.MaxValue, ct),
                };
                taken.Add($"{what} {size} {strike} {view}");
                if (strike > 0)
                {
                    await StruckAsync(source, step, TimeSpan.FromMilliseconds(strike), ct);
                }

                await step();
                at += what < 5 ? size : what < 8 ? 1 : 0;
            }

            (await RecordMaintenance.VerifyAsync(source, null, ct)).Findings.ShouldBeEmpty($"{string.Join("; ", taken)}\n{history}");
            (await told.AsRecordedAsync(new(source), ct)).Select(e => e.Event.Id).ShouldBe(told.Events.Select(e => e.Id));
            await Answers.ShouldBeTheSameAsync(source, columns, told, history, Horizons, ct);
        }
    }

    // What it was doing fails, or goes on by itself, or was done already.
    private async Task StruckAsync(NpgsqlDataSource source, Func<Task> step, TimeSpan after, CancellationToken ct)
    {
        var doing = Task.Run(step, ct);
        await Task.Delay(after, ct);
        await using (var master = NpgsqlDataSource.Create(server.Postgres.Server.ConnectionString))
        await using (var strike = master.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1"))
        {
            strike.Parameters.AddWithValue(new NpgsqlConnectionStringBuilder(source.ConnectionString).Database!);
            await strike.ExecuteNonQueryAsync(ct);
        }

        try
        {
            await doing;
        }
        catch (Exception e) when (e is not ShouldAssertException && !ct.IsCancellationRequested)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"struck: {e.Message}");
        }

        source.Clear();
    }
}
