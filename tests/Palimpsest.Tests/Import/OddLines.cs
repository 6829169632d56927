using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

/// <summary>Lines that are accepted with a warning: which field is named, and what is said.</summary>
public class OddLines
{
    public static TheoryData<string, string, string> Odd => new()
    {
        { Casualties.With("\"count\":3", "\"count\":{\"low\":5,\"best\":3,\"high\":9}"), "lines[0].count", "low 5 is above best 3: shown as given" },
        { Casualties.With("\"count\":3", "\"count\":1,\"total\":true"), "lines[0].count", "'soldiers' is 1, yet its parts add up to 2" },
        { Casualties.With("\"count\":3", "\"count\":9,\"total\":true"), "lines[0].count", "the total is 9, yet the lines beside it add up to 2: the rest is of class unknown" },
        { Casualties.With("\"count\":3", "\"count\":3,\"within\":\"civilians\""), "lines[1].count", "'civilians' is 2, yet its parts add up to 3" },
        { Incident.With("\"publishedOn\":\"2013-04-06\"", "\"publishedOn\":\"2013-04-01\""), "occurred", "2013-04-06 is well after 2013-04-01, when it was published" },
        { Incident.With("\"occurred\":\"2013-04-06\"", "\"occurred\":\"2012-04-06\""), "occurred", "2012-04-06 is not of the year in the key" },
        { Incident.With("\"publishedOn\"", "\"announced\":\"2013-04-08\",\"publishedOn\""), "citations[0].publishedOn", "2013-04-06 is before 2013-04-08, when what it carries was announced" },
        { Casualties.With("\"publishedOn\":\"2013-04-06\"", "\"publishedOn\":\"2013-06-06\""), "citations[0].publishedOn", "is after 2013-05-16/2013-05-31, when the publication that carries it appeared" },
        { Casualties.With("source:afp", "source:bbc").With("\"lines\"", "\"revises\":[\"qalat-told\"],\"lines\""), "revises", "'qalat-told' is the word of source:afp, not of source:bbc" },
        { Casualties.With("06-qalat", "06-farah").With("\"lines\"", "\"revises\":[\"qalat-told\"],\"lines\""), "revises", "has another subject, aspect or proposition" },
        { Retraction.With("qalat-killed", "qalat-told").With("source:afp", "source:bbc"), "attributedTo", "a retraction by source:bbc counts as a dispute" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_line_that_is_merely_odd_is_accepted_with_a_warning(string line, string field, string message)
    {
        var check = await CheckAsync(Recorded(Casualties.With("qalat-killed", "qalat-told")), "ada", Source, line);

        check.Errors.ShouldBe(0, string.Join('\n', check.Report()));
        check.New.ShouldBe(2);
        check.Findings.ShouldContain(f => !f.IsError && f.Line == 2 && f.Field == field && f.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_whose_total_is_the_sum_of_its_lines_is_not_odd()
    {
        var check = await CheckAsync(Casualties.With("\"lines\":[", "\"lines\":[{\"group\":\"all\",\"outcome\":\"killed\",\"count\":5,\"total\":true},"));

        check.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_and_first_days_of_the_calendar_are_days_like_others()
    {
        var check = await CheckAsync(
            Incident.With("\"publishedOn\":\"2013-04-06\"", "\"publishedOn\":\"9999-12-31\""),
            Person.With("\"summary\"", "\"born\":\"0001-01-01\",\"occurred\":\"0001\",\"summary\""));

        check.Errors.ShouldBe(0);
    }
}
