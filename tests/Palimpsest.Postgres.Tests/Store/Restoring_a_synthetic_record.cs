using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store.Maintenance;
using Palimpsest.Synthetic;

namespace Palimpsest.Postgres.Tests.Store;

public sealed class Restoring_a_synthetic_record(PostgresServerFixture fixture) : BackupTest(fixture)
{
    [Fact]
    public async Task Its_backup_restores_with_its_numbers_and_its_clock_and_nothing_is_wrong_with_it()
    {
        var record = new SyntheticRecord(10_000);
        var file = NewFile();
        await using (var stream = File.Create(file))
        {
            await record.WriteBackupAsync(stream, Ct);
        }

        var into = await RestoreAsync(file);

        var report = await RecordMaintenance.VerifyAsync(into, null, Ct);
        report.Findings.Select(f => f.ToString()).ShouldBeEmpty();
        var last = record.Events().Last();
        report.Events.ShouldBe(record.Events().Count());
        (await AskAsync(into, "select seq || ' ' || to_char(at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') from palimpsest.record_clock order by seq desc limit 1"))
            .ShouldBe([$"{last.Number} {last.At.ToDateTimeUtc():yyyy-MM-dd'T'HH:mm:ss.ffffff}"]);
    }
}
