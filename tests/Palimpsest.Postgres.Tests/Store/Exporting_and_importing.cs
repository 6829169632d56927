using Palimpsest.Acts;
using Palimpsest.Clocks;
using Palimpsest.Import.Native;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Palimpsest.Store;
using Palimpsest.Subjects;

namespace Palimpsest.Postgres.Tests.Store;

public class Exporting_and_importing(PostgresServerFixture fixture) : BackupTest(fixture)
{
    private const string Told = "select stream_id, version, data::text, user_name, headers ->> 'reason' from palimpsest.mt_events order by seq_id";

    [Fact]
    public async Task An_export_makes_the_same_record_elsewhere_with_every_author_and_reason()
    {
        await using var writer = await OpenAsync();
        foreach (var file in await Samples.FixtureAsync(Ct))
        {
            await writer.SendAsync(file, Ct);
        }

        await writer.SendAsync(Samples.Strength("a1", "faction:alpha", by: "ann", reason: "found later"), Ct);
        await writer.SendAsync(Samples.Strength("b1", "faction:beta", by: "bob"), Ct);
        await writer.SendAsync(Samples.Dispute("d1", "a1", by: "cleo", reason: "they deny it"), Ct);

        RecordEvent[] edits =
        [
            new AssertionCorrected { Id = "c1", Target = "a1", Content = Samples.StrengthReport("a1", "faction:gamma") },
            new AssertionWithdrawn { Id = "w1", Target = "d1" },
            new AssertionReinstated { Id = "r1", Target = "d1", After = "w1" },
            new AssertionRegraded { Id = "g1", Target = "a1", After = "c1", Reliability = Reliability.B, Credibility = Credibility.ProbablyTrue },
            new SubjectsMerged { Id = "m1", Subject = SubjectKey.Parse("faction:alpha"), Other = SubjectKey.Parse("faction:beta") },
            new SubjectsSeparated { Id = "p1", Subject = SubjectKey.Parse("faction:beta"), Other = SubjectKey.Parse("faction:alpha"), After = "m1", AfterOther = "m1" },
        ];
        foreach (var edit in edits)
        {
            (await writer.SendAsync(Commands.For(edit) with { By = "cleo", Reason = $"why {edit.Id}" }, Ct)).Accepted.ShouldBeTrue();
        }

        await using var elsewhere = await EmptyAsync();
        await using var other = await RecordWriter.OpenAsync(elsewhere, Ct);
        var outcome = await other.SendAsync(Files.Of("export", await ExportAsync(), by: null), Ct);

        outcome.Check.Findings.Where(f => f.IsError).ShouldBeEmpty();
        other.Record.ShouldNotBe(writer.Record);
        (await AskAsync(elsewhere, Told)).ShouldBe(await AskAsync(Told));
    }

    [Fact]
    public async Task What_is_believed_is_the_same_in_every_view_on_every_date()
    {
        await using var writer = await OpenAsync();
        await RecordFixtureAsync(writer);
        await writer.SendAsync(Samples.Dispute("d1", "2013-04-06-qalat-killed", by: "cleo"), Ct);
        await using var elsewhere = await EmptyAsync();
        await using (var other = await RecordWriter.OpenAsync(elsewhere, Ct))
        {
            (await other.SendAsync(Files.Of("export", await ExportAsync(), by: null), Ct)).Accepted.ShouldBeTrue();
        }

        var (here, there) = (new BeliefReader(Source), new BeliefReader(elsewhere));
        foreach (var x in Dates.Select(BelievedOn.Parse))
        {
            foreach (var question in Questions)
            {
                Belief(await there.AskAsync(question, x, null, Ct)).ShouldBe(Belief(await here.AskAsync(question, x, null, Ct)));
            }
        }
    }

    // An import is a new record: of other numbers, and with tokens of its own.
    private static string Belief(Answer answer) => System.Text.Json.JsonSerializer.Serialize(answer.Belief, answer.Belief.GetType(), Projections.Answers.AnswerJson.Options);

    private async Task<byte[]> ExportAsync()
    {
        using var file = new MemoryStream();
        await NativeWriter.WriteAsync(file, new RecordReader(Source).AllAsync(long.MaxValue, Ct).Select(r => new NativeEntry(r.Event, r.By, r.Reason)), Ct);
        return file.ToArray();
    }
}
