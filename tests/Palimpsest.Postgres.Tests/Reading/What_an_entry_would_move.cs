using System.Text.Json;
using CsCheck;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Differences;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Store.Handlers;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>What a dry run shows, and what the record shows once the entry stands in it.</summary>
public sealed class What_an_entry_would_move(PostgresServerFixture server)
{
    private const int Histories = 12;

    [Fact]
    public async Task Is_what_it_moves()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        var record = new RecordReader(source);
        var moves = new MovesReader(record);
        var number = 0;
        var moved = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            var told = new Told(number++, history);
            var soFar = new List<string>();
            foreach (var e in told.Events)
            {
                soFar.Add(Json.RecordJson.Write(e));
                var why = string.Join('\n', soFar);
                var command = Told.Commanded(e);
                var known = new Acts.Known(await RecordedEvents.In(source, ct)([.. command.Needs.Distinct(StringComparer.Ordinal)]));
                var decided = command.Decide(known).Events.Select(d => known.Decided(d, command.By, command.Reason)).ToList();

                var before = await moves.OfDecidedAsync(decided, ct);
                (await writer.SendAsync(command, ct)).Accepted.ShouldBeTrue(why);

                var all = await record.AllAsync(long.MaxValue, ct).ToListAsync(ct);
                var after = await moves.OfAsync(all[^1], ct);
                Written(before).ShouldRead(Written(after), why);
                Written(after).ShouldRead(Written(Moves.Between(all, all[^1].Number - 1, all[^1].Number)), why);
                moved[e.GetType().Name] = moved.GetValueOrDefault(e.GetType().Name) + after.Count;
            }
        }

        // Histories in which nothing ever moved would show nothing.
        moved.Values.Sum().ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Reaches_what_a_report_disputes_by_a_correction_only()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        var record = new RecordReader(source);
        var speech = Say.Report<CircumstanceReported>("speech", "incident:2013-speech", "source:ap", "2013-04-03") with { Aspect = "speaker", Value = "the dead man" };
        RecordEvent[] events =
        [
            Say.Report<PersonDescribed>("name", "person:amir", "source:ap", "2013-04-01") with { Name = "Amir" },
            speech,
            Say.Correction("corrected", speech with { Disputes = ["name"] }),
            Say.Withdrawal("withdrawn", "speech", "corrected"),
        ];
        foreach (var e in events)
        {
            (await writer.SendAsync(Told.Commanded(e), ct)).Accepted.ShouldBeTrue();
        }

        var last = await record.AllAsync(long.MaxValue, ct).LastAsync(ct);

        (await new MovesReader(record).OfAsync(last, ct)).Select(m => $"{m.Subject} {m.Change.Kind}").ShouldBe(["incident:2013-speech Went", "person:amir CeasedToBeContested"]);
    }

    [Fact]
    public async Task Of_a_file_is_what_all_of_it_moves()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await server.Postgres.CreateDatabaseAsync(ct: ct));
        await using var writer = await RecordWriter.OpenAsync(source, ct);
        var record = new RecordReader(source);
        var number = 0;
        foreach (var history in AnyHistory.Enterable.Array[Histories].Single())
        {
            var told = new Told(number++, history);
            foreach (var commit in told.Events.Chunk(6))
            {
                var file = told.AsFile(commit);
                await using var lines = await NativeFile.OpenAsync(file.Open, ct);
                var accepted = await new NativeImport(lines, file.By, RecordedEvents.In(source, ct)).DecideAsync(ct).SelectMany(batch => batch).ToListAsync(ct);
                var last = (await record.PointAsync(null, ct)).Number;

                var before = await new MovesReader(record).OfDecidedAsync([.. accepted.Select(a => a.Decided)], ct);
                (await writer.SendAsync(file, ct)).Accepted.ShouldBeTrue();

                var all = await record.AllAsync(long.MaxValue, ct).ToListAsync(ct);
                Written(before).ShouldRead(Written(Moves.Between(all, last, all[^1].Number)), $"{history}");
            }
        }
    }

    // What is decided and not recorded has no number and no instant yet.
    private static string Written(IEnumerable<Move> moves) => JsonSerializer.Serialize(
        moves.Select(m => m with { Change = m.Change with { Causes = [.. m.Change.Causes.Select(c => c with { Number = 0, RecordedAt = "" })] } }), AnswerJson.Options);
}
