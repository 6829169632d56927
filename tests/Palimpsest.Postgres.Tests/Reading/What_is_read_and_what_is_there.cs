using CsCheck;
using Npgsql;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Columns;
using Palimpsest.Store;
using Palimpsest.Tests.Histories;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// The reader fetches only what bears on a question; a resolver given every event there is must say the same, byte by byte, in every view of every subject.
/// </summary>
public sealed class What_is_read_and_what_is_there(PostgresServerFixture server)
{
    private const int Histories = 8;
    private const int Horizons = 5;

    [Fact]
    public async Task Give_the_same_answers()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
            await using var writer = await RecordWriter.OpenAsync(source, ct);
            using var columns = new LiveColumns(source);
            var told = new Told(0, history);
            foreach (var commit in told.Events.Chunk(5))
            {
                (await writer.SendAsync(told.AsFile(commit), ct)).Accepted.ShouldBeTrue();
                await columns.FollowAsync(commit.Length % 2 == 0 ? 0 : long.MaxValue, ct);
            }

            await Answers.ShouldBeTheSameAsync(source, columns, told, history, Horizons, ct);
        }
    }
}
