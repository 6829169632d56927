using System.Globalization;
using System.Text;
using NodaTime;
using Npgsql;
using Palimpsest.Clocks;
using Palimpsest.Projections.Reading;
using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>A question of every kind that goes to the database, put to a generated record of any size, and how the database goes about each.</summary>
public static class PlannedQuestions
{
    /// <summary>The shapes of the plans of all questions, by title.</summary>
    /// <param name="source">A database that holds the record and nothing else, analyzed.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellation">Stops between questions.</param>
    public static async Task<string> ShapesAsync(NpgsqlDataSource source, SyntheticRecord record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(record);
        var last = (await new RecordReader(source).PointAsync(null, cancellation)).Number;
        var text = new StringBuilder();
        foreach (var (title, question) in Asked(record, last))
        {
            var plans = await Plans.OfAsync(source, question, BelievedOn.EndOf(SyntheticRecord.End.InUtc().Date), null, cancellation);
            text.Append("# ").Append(title).Append('\n').Append(plans).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string Title, Question Question)> Asked(SyntheticRecord record, long last)
    {
        foreach (var hot in record.Hot.Where(h => h.Band is 10 or 100).DistinctBy(h => (h.Band, h.Key.Kind)))
        {
            var view = hot.Key.Kind switch { SubjectKind.Incident => View.Incident, SubjectKind.Faction => View.Faction, _ => View.Person };
            yield return ($"one {view} of {hot.Band.ToString(CultureInfo.InvariantCulture)} facts".ToLowerInvariant(), new Question { View = view, Key = hot.Key });
        }

        yield return ("the first again, which is held", new Question { View = View.Incident, Key = record.Hot.First(h => h.Band is 10 or 100).Key });

        // The question is answered to see how, and in a day of a record of ten million as much happens as in ten days of one of a million.
        var (days, title) = record.Assertions > 1_000_000 ? (1, "a difference of a day") : (30, "a difference of thirty days");
        var before = BelievedOn.EndOf(SyntheticRecord.End.InUtc().Date.PlusDays(-days)).Text;
        yield return (title, new Question { View = View.Difference, Axis = Axis.Published, Since = before });
        yield return ("a difference of two hundred numbers", new Question { View = View.Difference, Axis = Axis.Recorded, Since = (last - 200).ToString(CultureInfo.InvariantCulture) });
        yield return ("a page of incidents", new Question { View = View.Incidents, Limit = 20 });
        yield return ("a page of the incidents of a country", new Question { View = View.Incidents, Limit = 20, Country = SyntheticRecord.Countries[0] });
        yield return ("a page of people", new Question { View = View.People, Limit = 20 });
        yield return ("what is found by a name", new Question { View = View.Find, Text = "karim hasan", Limit = 5 });
        yield return ("a page of the claims of a faction", new Question { View = View.Claims, Limit = 20, Faction = record.Faction(0) });
    }
}
