using Palimpsest.Json;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Postgres.Tests.Store;

public class Rows_as_PostgreSQL_reads_them(PostgresServerFixture fixture) : RecordTest(fixture)
{
    [Fact]
    public async Task Awkward_texts_and_extreme_days_are_the_same_inline_and_rebuilt()
    {
        await using var writer = await OpenAsync();
        var outcome = await writer.SendAsync(Samples.File("awkward",
        [
            RecordJson.Read("""
            {"type":"FactionDescribed","id":"f1","subject":"faction:a","name":"a\\b\\N ^ ; ? ' \" {x} 🕊 é","aliases":["\\N","null"],"summary":"S.",
             "citations":[{"outlet":"source:ap","publishedOn":"0001-01-01"}]}
            """),
            RecordJson.Read("""
            {"type":"IncidentReported","id":"i1","subject":"incident:2013-x","kind":"bombing","place":{"country":"Côte d'Ivoire"},"occurred":"0001/9999","summary":"S.",
             "citations":[{"outlet":"source:ap","publishedOn":"9999-12-31"}]}
            """),
        ]), Ct);
        outcome.Check.Findings.Where(f => f.IsError).ShouldBeEmpty();

        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
        await RecordMaintenance.RebuildAsync(Source, null, null, Ct);

        (await RecordMaintenance.VerifyAsync(Source, null, Ct)).Findings.ShouldBeEmpty();
        (await AskAsync("select name, published at time zone 'UTC' from palimpsest.faction_name order by n limit 1")).ShouldBe(["a\\b\\N ^ ; ? ' \" {x} 🕊 é|01/01/0001 23:59:59"]);
        (await AskAsync("select country, occurred_from::text, occurred_to::text, published = '9999-12-31 23:59:59.999999Z' from palimpsest.incident_report")).ShouldBe(["CÔTE D'IVOIRE|0001-01-01|9999-12-31|True"]);
    }
}
