using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Postgres.Tests.Store;
using Palimpsest.Synthetic;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// How the database goes about each question, on a generated record, as an approved text: an index that is lost, or a plan that reads a table from its beginning where it
/// looked things up, shows in review. The shapes are those of PostgreSQL 15; another major version may choose others. At greater sizes the benchmark tells them.
/// </summary>
public sealed class Plans_of_questions(PostgresServerFixture fixture) : BackupTest(fixture)
{
    private const int Approved = 15;

    [Fact]
    public async Task Look_things_up()
    {
        var record = new SyntheticRecord(10_000);
        var file = NewFile();
        await using (var stream = File.Create(file))
        {
            await record.WriteBackupAsync(stream, Ct);
        }

        var source = await RestoreAsync(file);
        await using (var analyze = source.CreateCommand("vacuum analyze"))
        {
            await analyze.ExecuteNonQueryAsync(Ct);
        }

        await using (var connection = await source.OpenConnectionAsync(Ct))
        {
            Assert.SkipUnless(connection.PostgreSqlVersion.Major == Approved, $"the approved shapes are those of PostgreSQL {Approved}");
        }

        (await PlannedQuestions.ShapesAsync(source, record, Ct)).ShouldMatchApproved(c => c.NoDiff());
    }
}
