using System.Globalization;
using System.Text;
using NodaTime;
using Palimpsest.Clocks;
using Palimpsest.Postgres.Tests.Embedded;
using Palimpsest.Postgres.Tests.Store;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;
using Palimpsest.Synthetic;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

/// <summary>
/// How the database goes about each question, on a generated record, as an approved text: an index that is lost, or a plan that reads a table from its beginning where it
/// looked things up, shows in review. The shapes are those of PostgreSQL 15; another major version may choose others.
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

        var last = record.Events().Last();
        var text = new StringBuilder();
        foreach (var (title, question) in Asked(record, last.Number))
        {
            text.Append("# ").Append(title).Append('\n').Append(await Plans.OfAsync(source, question, BelievedOn.EndOf(SyntheticRecord.End.InUtc().Date), null, Ct)).Append('\n');
        }

        text.ToString().ShouldMatchApproved(c => c.NoDiff());
    }

    private static IEnumerable<(string Title, Question Question)> Asked(SyntheticRecord record, long last)
    {
        foreach (var hot in record.Hot.Where(h => h.Band is 10 or 100).DistinctBy(h => (h.Band, h.Key.Kind)))
        {
            var view = hot.Key.Kind switch { SubjectKind.Incident => View.Incident, SubjectKind.Faction => View.Faction, _ => View.Person };
            yield return ($"one {view} of {hot.Band.ToString(CultureInfo.InvariantCulture)} facts".ToLowerInvariant(), new Question { View = view, Key = hot.Key });
        }

        var monthBefore = BelievedOn.EndOf(SyntheticRecord.End.InUtc().Date.PlusDays(-30)).Text;
        yield return ("a difference of thirty days", new Question { View = View.Difference, Axis = Axis.Published, Since = monthBefore });
        yield return ("a difference of two hundred numbers", new Question { View = View.Difference, Axis = Axis.Recorded, Since = (last - 200).ToString(CultureInfo.InvariantCulture) });
        yield return ("a page of incidents", new Question { View = View.Incidents, Limit = 20 });
        yield return ("a page of the incidents of a country", new Question { View = View.Incidents, Limit = 20, Country = SyntheticRecord.Countries[0] });
        yield return ("a page of people", new Question { View = View.People, Limit = 20 });
        yield return ("what is found by a name", new Question { View = View.Find, Text = "karim hasan", Limit = 5 });
        yield return ("a page of the claims of a faction", new Question { View = View.Claims, Limit = 20, Faction = record.Faction(0) });
    }
}
