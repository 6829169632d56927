using System.Globalization;
using CsCheck;
using Npgsql;
using Palimpsest.Acts;
using Palimpsest.Import.Native;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Store.Importing;
using Palimpsest.Store.Maintenance;
using Palimpsest.Store.Schema;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Told = Palimpsest.Postgres.Tests.Reading.Told;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>Files are staged without the lock; how large they are here does not matter to it.</summary>
public class Recording_large_files(PostgresServerFixture fixture) : RecordTest(fixture)
{
    private const int Histories = 8;

    private static readonly ImportPace Staged = new() { ShortFile = 0 };

    private static readonly SubjectKey Alpha = SubjectKey.Parse("faction:alpha");
    private static readonly SubjectKey Beta = SubjectKey.Parse("faction:beta");

    private readonly PostgresServerFixture _server = fixture;

    public enum Way
    {
        Short,
        Staged,
    }

    [Theory]
    [InlineData(Way.Short)]
    [InlineData(Way.Staged)]
    public async Task Any_history_is_recorded_as_if_entered_one_by_one(Way way)
    {
        foreach (var (history, number) in AnyHistory.Enterable.Array[Histories].Single().Select((h, i) => (h, i)))
        {
            var told = new Told(number, history);
            await using var one = await EmptyAsync();
            await using (var writer = await RecordWriter.OpenAsync(one, Ct))
            {
                foreach (var e in told.Events)
                {
                    (await writer.SendAsync(Told.Commanded(e), Ct)).Accepted.ShouldBeTrue(history.ToString());
                }
            }

            await using var all = await EmptyAsync();
            foreach (var part in told.Events.Chunk(Math.Max(1, told.Events.Count * 2 / 3)))
            {
                (await ImportAsync(all, told.AsFile(part), way)).Check.Findings.Where(f => f.IsError).ShouldBeEmpty(history.ToString());
            }

            await ShouldHoldTheSameAsync(all, one, history.ToString());
            (await RecordMaintenance.VerifyAsync(all, null, Ct)).Findings.ShouldBeEmpty(history.ToString());
        }
    }

    [Fact]
    public async Task Whatever_a_file_says_the_findings_are_those_of_a_short_one()
    {
        foreach (var (history, number) in AnyHistory.Loose.Array[Histories].Single().Select((h, i) => (h, i)))
        {
            var told = new Told(number, history);
            var half = told.AsFile(told.Events.Take(told.Events.Count / 2));
            await ImportAsync(Source, half, Way.Short);
            var file = told.AsFile(told.Events.Concat(told.Events.Take(3)));

            var staged = await TrialAsync(file, Staged);
            var atOnce = await TrialAsync(file, new ImportPace());

            staged.Check.Report().ShouldBe(atOnce.Check.Report(), history.ToString());
            (staged.Check.New, staged.Check.Known, staged.Check.Errors).ShouldBe((atOnce.Check.New, atOnce.Check.Known, atOnce.Check.Errors), history.ToString());
        }
    }

    [Theory]
    [InlineData(Way.Short)]
    [InlineData(Way.Staged)]
    public async Task Commands_go_on_in_the_streams_that_it_made(Way way)
    {
        await ImportAsync(Source, Samples.Strengths(30, factions: 3), way);
        await using var writer = await OpenAsync();

        (await writer.SendAsync(Samples.Strength("after", "faction:f1"), Ct)).Accepted.ShouldBeTrue();
        await using (var store = RecordStore.Open(Source))
        await using (var session = store.LightweightSession())
        {
            var stored = session.Events.BuildEvent(Samples.StrengthReport("by-the-store", "faction:f2"));
            (stored.Id, stored.UserName) = (EventId.Of("by-the-store"), "ann");
            session.Events.Append("faction:f2", 11, stored);
            await session.SaveChangesAsync(Ct);
        }

        (await AskAsync("select id, version from palimpsest.mt_streams order by id")).ShouldBe(["faction:f0|10", "faction:f1|11", "faction:f2|11"]);
        await ImportAsync(Source, Samples.Strengths(4, "more", factions: 4), way);
        (await AskAsync("select id, version from palimpsest.mt_streams order by id")).ShouldBe(["faction:f0|11", "faction:f1|12", "faction:f2|12", "faction:f3|1"]);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Texts_that_a_copy_would_misread_come_through()
    {
        const string Odd = "back\\slash \\N \\t 'quotes' \"double\" €🖋 tab\\tnot";
        var report = (StrengthReported)Samples.StrengthReport("odd") with { Summary = Odd, Note = Odd };

        await ImportAsync(Source, Files.Of("odd", [new NativeEntry(report, Odd, Odd)], "ann"), Way.Staged);

        (await AskAsync("select data->>'summary', user_name, headers->>'reason' from palimpsest.mt_events")).ShouldBe([$"{Odd}|{Odd}|{Odd}"]);
    }

    [Fact]
    public async Task What_others_recorded_meanwhile_that_has_no_bearing_stands_before_it()
    {
        await using var writer = await OpenAsync();

        var outcome = await MeanwhileAsync(Samples.Strengths(20), () => writer.SendAsync(Samples.Strength("other", "faction:f1"), Ct));

        outcome.Accepted.ShouldBeTrue();
        (await AskAsync("select data->>'id' from palimpsest.mt_events order by seq_id limit 2")).ShouldBe(["other", "s-0"]);
        (await AskAsync("select count(*), max(seq) from palimpsest.record_clock")).ShouldBe([$"2|{outcome.Number}"]);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_id_recorded_meanwhile_is_known_or_refused()
    {
        await using var writer = await OpenAsync();

        var same = await MeanwhileAsync(Samples.Strengths(5, "a"), () => writer.SendAsync(Commands.For(Samples.StrengthReport("a-1", "faction:f1")) with { By = "bob" }, Ct));
        var other = await MeanwhileAsync(Samples.Strengths(5, "b"), () => writer.SendAsync(Samples.Strength("b-1", "faction:elsewhere"), Ct));

        (same.Check.New, same.Check.Known).ShouldBe((4, 1));
        other.Check.Findings.ShouldHaveSingleItem().ToString().ShouldBe("line 2: id: 'b-1' is recorded already with different content; an id is never used again");
        (await AskAsync("select count(*) from palimpsest.mt_events where data->>'id' like 'b-%'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task An_act_on_the_same_entry_meanwhile_is_a_conflict_on_its_line()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("a1"), Ct);
        var file = Files.Of("edits", [new NativeEntry(new AssertionWithdrawn { Id = "w1", Target = "a1" }, "ann", "twice")], null);

        var outcome = await MeanwhileAsync(file, () => writer.SendAsync(Commands.For(new AssertionWithdrawn { Id = "w2", Target = "a1" }) with { By = "bob", Reason = "mine" }, Ct));

        outcome.Check.Findings.ShouldHaveSingleItem().ToString().ShouldStartWith("line 1: after: conflict: bob acted on 'a1' meanwhile");
    }

    [Fact]
    public async Task A_merge_of_the_same_subject_meanwhile_is_a_conflict_on_its_line()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("a1"), Ct);
        var file = Files.Of("merges", [new NativeEntry(new SubjectsMerged { Id = "m1", Subject = Alpha, Other = Beta }, "ann", "one")], null);

        var outcome = await MeanwhileAsync(file, () => writer.SendAsync(Commands.For(new SubjectsMerged { Id = "m2", Subject = Beta, Other = SubjectKey.Parse("faction:gamma") }) with { By = "bob", Reason = "mine" }, Ct));

        outcome.Check.Findings.ShouldHaveSingleItem().ToString().ShouldStartWith("line 1: afterOther: conflict: bob acted on 'faction:beta' meanwhile");
    }

    [Fact]
    public async Task Whoever_is_disturbed_each_time_is_told_and_leaves_nothing()
    {
        await using var writer = await OpenAsync();
        await writer.SendAsync(Samples.Strength("a1"), Ct);
        var disturbed = 0;
        var pace = Staged with { Staged = () => writer.SendAsync(Samples.Dispute($"d{++disturbed}", "a1"), Ct) };
        var file = Samples.File("disputes", [((Dispute)Samples.Dispute("mine", "a1")).Content]);

        // A dispute of what is named is no act on it; a withdrawal is.
        (await RecordImporter.RunAsync(Source, file, null, pace, Ct)).Accepted.ShouldBeTrue();
        var edits = 0;
        var last = default(string);
        pace = Staged with
        {
            Staged = async () =>
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"e{edits++}");
                RecordEvent edit = edits % 2 == 1 ? new AssertionWithdrawn { Id = id, Target = "a1", After = last } : new AssertionReinstated { Id = id, Target = "a1", After = last };
                (await writer.SendAsync(Commands.For(edit) with { By = "bob", Reason = "back and forth" }, Ct)).Accepted.ShouldBeTrue();
                last = id;
            },
        };

        var failure = await Should.ThrowAsync<ImportConflictException>(RecordImporter.RunAsync(Source, Samples.File("again", [((Dispute)Samples.Dispute("mine-too", "a1")).Content]), null, pace, Ct));

        failure.Message.ShouldContain("'again' was checked 4 times");
        edits.ShouldBe(4);
        (await AskAsync("select count(*) from palimpsest.mt_events where data->>'id' = 'mine-too'")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Nobody_waits_while_it_is_checked_and_whoever_waits_for_the_step_goes_on_behind_it()
    {
        await using var writer = await OpenAsync();
        var waiting = Task.FromResult<CommandOutcome>(null!);
        var pace = Staged with
        {
            Staged = () => writer.SendAsync(Samples.Strength("before"), Ct),
            Recorded = async () =>
            {
                waiting = writer.SendAsync(Samples.Strength("behind"), Ct);
                await WaitForLockAsync(waiting);
            },
        };

        var outcome = await RecordImporter.RunAsync(Source, Samples.Strengths(20), null, pace, Ct);

        (await waiting).Number.ShouldBe(outcome.Number + 1);
        (await AskAsync("select data->>'id' from palimpsest.mt_events where data->>'id' not like 's-%' order by seq_id")).ShouldBe(["before", "behind"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Interrupted_at_any_moment_it_leaves_nothing(bool inTheStep)
    {
        using var interrupt = new CancellationTokenSource();
        var pace = inTheStep ? Staged with { Recorded = interrupt.CancelAsync } : Staged with { Staged = interrupt.CancelAsync };

        await Should.ThrowAsync<OperationCanceledException>(RecordImporter.RunAsync(Source, Samples.Strengths(3000), null, pace, interrupt.Token));

        (await AskAsync("select (select count(*) from palimpsest.mt_events) + (select count(*) from palimpsest.mt_streams) + (select count(*) from palimpsest.fact)")).ShouldBe(["0"]);
        (await RecordImporter.RunAsync(Source, Samples.Strengths(3000), null, Staged, Ct)).Check.New.ShouldBe(3000);
        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
    }

    private Task<ImportOutcome> ImportAsync(NpgsqlDataSource source, ImportFile file, Way way) =>
        RecordImporter.RunAsync(source, file, null, way == Way.Short ? new ImportPace() : Staged, Ct);

    // Something happens once, after everything is checked and before the lock is taken.
    private Task<ImportOutcome> MeanwhileAsync(ImportFile file, Func<Task> act)
    {
        var times = 0;
        return RecordImporter.RunAsync(Source, file, null, Staged with { Staged = () => times++ == 0 ? act() : Task.CompletedTask }, Ct);
    }

    // Everything but the last step: it is broken off, and what it would have come to is told.
    private async Task<ImportOutcome> TrialAsync(ImportFile file, ImportPace pace)
    {
        await using var copy = NpgsqlDataSource.Create(await CopyAsync());
        return await RecordImporter.RunAsync(copy, file, null, pace, Ct);
    }

    private async Task<string> CopyAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Source.Clear();
        return await _server.Postgres.CreateDatabaseAsync(ConnectionString, Ct);
    }

    private async Task<NpgsqlDataSource> EmptyAsync()
    {
        var source = NpgsqlDataSource.Create(await _server.Postgres.CreateDatabaseAsync(ct: Ct));
        await RecordSchema.EnsureAsync(source, Ct);
        return source;
    }

    // All columns of all tables; instants and the numbers of commits aside, which differ between one commit and many.
    private static async Task ShouldHoldTheSameAsync(NpgsqlDataSource one, NpgsqlDataSource other, string why)
    {
        string[] queries =
        [
            """
            select seq_id, id, stream_id, version, data, bdata, type, tenant_id, mt_dotnet_type, headers, user_name, is_archived, timestamp > now() - interval '1 hour'
            from palimpsest.mt_events order by seq_id
            """,
            "select id, type, version, tenant_id, compacted_version, is_archived, created > now() - interval '1 hour', timestamp >= created from palimpsest.mt_streams order by id",
            .. EventRows.Views.Select(view => $"select t::text from {view.Name} t order by 1"),
        ];
        foreach (var query in queries)
        {
            (await AskAsync(one, query)).ShouldBe(await AskAsync(other, query), why);
        }
    }
}
