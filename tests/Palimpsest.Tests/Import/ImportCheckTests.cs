using System.Globalization;
using Palimpsest.Import.Native;
using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Import;

public class ImportCheckTests
{
    [Fact]
    public async Task What_stands_earlier_in_the_file_is_known_to_what_stands_later()
    {
        var check = await CheckAsync(Casualties, Disputed, Retraction.With("\"target\":\"qalat-killed\"", "\"target\":\"qalat-disputed\""));

        check.ShouldSatisfyAllConditions(
            c => c.New.ShouldBe(3),
            c => c.Accepted.Select(e => (e.Line, e.Event.Id)).ShouldBe([(1, "qalat-killed"), (2, "qalat-disputed"), (3, "qalat-retracted")]));
    }

    [Fact]
    public async Task What_stands_later_in_the_file_is_not_known_to_what_stands_earlier()
    {
        var check = await CheckAsync(Disputed, Casualties);

        check.Findings.ShouldHaveSingleItem().ToString().ShouldBe("line 1: target: 'qalat-killed' is not recorded; a target must stand before the act that aims at it");
    }

    [Fact]
    public async Task Earlier_lines_are_known_across_the_batches_in_which_the_record_is_asked()
    {
        var between = Enumerable.Range(0, 1200).Select(i => Source.With("afp-described", $"afp-{i}"));
        var asked = new List<int>();

        var check = await CheckAsync(
            ids =>
            {
                asked.Add(ids.Count);
                return EmptyRecord(ids);
            },
            "ada",
            [Casualties, .. between, Disputed]);

        check.New.ShouldBe(1202);
        asked.ShouldBe([500, 500, 202]);
    }

    [Fact]
    public async Task One_error_and_nothing_is_accepted()
    {
        var check = await CheckAsync(Source, Incident.With("suicideBombing", "?"), Casualties);

        check.ShouldSatisfyAllConditions(c => c.IsAccepted.ShouldBeFalse(), c => c.Accepted.ShouldBeEmpty(), c => c.New.ShouldBe(2), c => c.Errors.ShouldBe(1));
    }

    [Fact]
    public async Task What_is_recorded_already_word_for_word_is_known_and_not_new()
    {
        var check = await CheckAsync(Recorded(Casualties, Source), "ada", Source, Casualties, Disputed);

        check.ShouldSatisfyAllConditions(
            c => c.IsAccepted.ShouldBeTrue(),
            c => c.Known.ShouldBe(2),
            c => c.Accepted.ShouldHaveSingleItem().Event.Id.ShouldBe("qalat-disputed"));
    }

    [Fact]
    public async Task What_is_recorded_already_with_other_words_is_an_error()
    {
        var check = await CheckAsync(Recorded(Casualties), "ada", Casualties.With("Five people died.", "Six people died."));

        check.Findings.ShouldHaveSingleItem().ToString().ShouldBe("line 1: id: 'qalat-killed' is recorded already with different content; an id is never used again");
    }

    [Fact]
    public async Task An_id_that_stands_twice_with_the_same_content_is_recorded_once()
    {
        var check = await CheckAsync(Source, Casualties, Source);

        check.ShouldSatisfyAllConditions(c => c.New.ShouldBe(2), c => c.Known.ShouldBe(1), c => c.Accepted.Count.ShouldBe(2));
    }

    [Fact]
    public async Task An_id_that_stands_twice_with_different_content_is_an_error_that_names_both_lines()
    {
        var check = await CheckAsync(Source, Casualties, Source.With("Agence France-Presse", "AFP"));

        check.Findings.ShouldHaveSingleItem().ToString().ShouldBe("line 3: id: 'afp-described' stands on line 1 and on line 3 with different content; an id is never used again");
    }

    [Fact]
    public async Task What_rests_on_a_refused_line_points_to_it()
    {
        var check = await CheckAsync(Casualties.With("\"count\":3", "\"count\":3,\"within\":\"police\""), Disputed);

        check.Findings.Select(f => (f.Line, f.Field)).ShouldBe([(1, "lines[0].within"), (2, "target")]);
        check.Findings[1].Message.ShouldBe("'qalat-killed' is refused on line 1; put that right first");
    }

    [Fact]
    public async Task A_retraction_of_a_refused_line_without_citations_is_refused_too()
    {
        var check = await CheckAsync(Incident.With("\"citations\":[{\"outlet\":\"source:afp\",\"publishedOn\":\"2013-04-06\"}]", "\"citations\":[]"), Retraction.With("\"target\":\"qalat-killed\"", "\"target\":\"qalat-incident\""));

        check.Errors.ShouldBe(2);
    }

    [Fact]
    public async Task The_author_is_the_lines_else_the_importer()
    {
        var check = await CheckAsync(Source, Incident.With("\"kind\"", "\"enteredBy\":\"grace\",\"reason\":\"seed\",\"kind\""));

        check.Accepted.Select(e => (e.By, e.Reason)).ShouldBe([("ada", null), ("grace", "seed")]);
        check.Accepted[1].Command.ShouldSatisfyAllConditions(c => c.By.ShouldBe("grace"), c => c.Reason.ShouldBe("seed"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Without_an_author_on_line_or_import_nothing_is_accepted(string? importer)
    {
        var check = await CheckAsync(EmptyRecord, importer, Incident.With("\"kind\"", "\"enteredBy\":\"grace\",\"kind\""), Source);

        check.Findings.ShouldHaveSingleItem().ToString().ShouldBe("line 2: enteredBy: author missing: neither the line nor the command says who enters it");
    }

    [Fact]
    public async Task A_hundred_errors_are_told_one_by_one_and_the_rest_counted()
    {
        var check = await CheckAsync([.. Enumerable.Range(0, 130).Select(i => "{\"type\":\"" + i.ToString(CultureInfo.InvariantCulture) + "\"}")]);

        check.ShouldSatisfyAllConditions(
            c => c.Errors.ShouldBe(130),
            c => c.Findings.Count.ShouldBe(100),
            c => c.Report().Last().ShouldBe("and 30 more errors"));
    }

    [Fact]
    public async Task A_later_file_of_a_dry_run_knows_what_an_earlier_one_would_record()
    {
        var first = await CheckAsync(Casualties);

        var second = await CheckAsync(EmptyRecord.After([.. first.Accepted.Select(e => e.Decided)]), "ada", Disputed, Casualties);

        second.ShouldSatisfyAllConditions(c => c.Errors.ShouldBe(0), c => c.New.ShouldBe(1), c => c.Known.ShouldBe(1));
    }
}
