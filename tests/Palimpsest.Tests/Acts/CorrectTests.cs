using Palimpsest.Reports;
using static Palimpsest.Tests.Acts.Editing;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Acts;

/// <summary>What a correction may change, and what it may not.</summary>
public sealed class CorrectTests
{
    private static readonly CircumstanceReported Foot = Convoy with { Id = "foot", Value = "foot", Revises = ["convoy"], Citations = [Cite("source:guardian", "2013-04-11")] };

    public static TheoryData<CircumstanceReported> Changes =>
    [
        Convoy with { Value = "foot" },
        Convoy with { Aspect = "target" },
        Convoy with { Subject = Key("incident:2013-04-07-shah-joy") },
        Convoy with { Occurred = Date("2013-04") },
        Convoy with { OccurredVerbatim = "Saturday" },
        Convoy with { Summary = "They came in vehicles." },
        Convoy with { Verbatim = ["vehicles"] },
        Convoy with { Modality = Modality.Alleged },
        Convoy with { AttributedTo = new Attribution(Key("source:isaf"), null) },
        Convoy with { Citations = [Cite("source:guardian", "2013-04-11")] },
        Convoy with { Citations = [Cite("source:dawn", "2013-04-06")] },
        Convoy with { Mentions = [Key("faction:afghan-taliban")] },
        Convoy with { Note = "seen again" },
        Convoy with { Disputes = ["other"] },
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_field_but_id_type_and_grades_may_differ(CircumstanceReported content)
    {
        var correction = Correction("c", content);
        correction.Decide(Convoy, Report<NoClaimKnown>("other", Qalat, "source:ap", "2013-04-06")).ShouldRecord(correction);
    }

    [Fact]
    public void What_reads_so_already_is_so()
    {
        Correction("c", Convoy).Decide(Convoy).ShouldBeSo("target: 'convoy' reads so already");
        var first = Correction("first", Convoy with { Value = "truck" });
        Correction("c", Convoy with { Value = "truck" }, after: "first").Decide(Convoy, first).ShouldBeSo("target: 'convoy' reads so already");
        Correction("c", Convoy, after: "first").Decide(Convoy, first).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void The_id_stays() => (Correction("c", Convoy) with { Content = Convoy with { Id = "other" } }).Decide(Convoy)
        .ShouldRefuse("content.id: 'other' is not 'convoy': a correction keeps the id");

    [Fact]
    public void The_type_stays()
    {
        (Correction("c", Convoy) with { Content = Report<NoClaimKnown>("convoy", Qalat, "source:guardian", "2013-04-06") }).Decide(Convoy).ShouldRefuse(
            "content.type: 'convoy' is of type CircumstanceReported: a correction keeps the type; withdraw it and enter another instead");
        (Correction("c", Convoy) with { Content = Disputed with { Id = "convoy" } }).Decide(Convoy).ShouldRefuse(
            "content.type: 'convoy' is of type CircumstanceReported: a correction keeps the type; withdraw it and enter another instead");
        (Correction("c", Convoy) with { Content = Withdrawal("convoy", "convoy") }).Decide(Convoy).ShouldRefuse(
            "content.type: 'convoy' is of type CircumstanceReported: a correction keeps the type; withdraw it and enter another instead");
    }

    [Fact]
    public void The_target_of_an_act_stays()
    {
        Correction("c", Disputed with { Target = "foot" }).Decide(Convoy, Foot, Disputed).ShouldRefuse(
            "content.target: 'disputed' aims at 'convoy': a correction keeps the target; withdraw it and enter another instead");
        var later = Correction("c", Disputed with { Citations = [Cite("source:bbc", "2013-04-08")], AttributedTo = new Attribution(null, "officials") });
        later.Decide(Convoy, Disputed).ShouldRecord(later);
    }

    [Fact]
    public void The_grades_stay_those_of_the_last_regrade()
    {
        Correction("c", Convoy with { Value = "truck", Reliability = Reliability.A }).Decide(Convoy).ShouldRefuse(
            "content.reliability: 'convoy' is graded B2: a correction keeps the grades; regrade it instead");
        Correction("c", Convoy with { Value = "truck", Credibility = Credibility.Doubtful }).Decide(Convoy).ShouldRefuse(
            "content.reliability: 'convoy' is graded B2: a correction keeps the grades; regrade it instead");

        var regrade = Regrade("g", "convoy", Reliability.A, Credibility.Doubtful);
        Correction("c", Convoy with { Value = "truck" }, after: "g").Decide(Convoy, regrade).ShouldRefuse(
            "content.reliability: 'convoy' is graded A4: a correction keeps the grades; regrade it instead");
        Correction("c", Convoy with { Value = "truck", Reliability = Reliability.A, Credibility = Credibility.Doubtful }, after: "g").Decide(Convoy, regrade)
            .IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void The_content_is_sound_like_a_new_entry()
    {
        Correction("c", Convoy with { Citations = [] }).Decide(Convoy).ShouldRefuse("content.citations: missing: whatever is recorded says where it can be read");
        Correction("c", Convoy with { Summary = " ", Subject = Key("person:a") }).Decide(Convoy).ShouldRefuse(
            "content.summary: is empty: expected a text",
            "content.subject: 'person:a' does not fit: expected incident:");
        Correction("c", Disputed with { Citations = [Cite("source:bbc", "2013-04-07", role: CitationRole.See)] }).Decide(Convoy, Disputed).ShouldRefuse(
            "content.citations: all are for reference only (see): at least one must carry the report");
    }

    [Fact]
    public void The_reports_that_it_names_are_recorded_and_fit()
    {
        Correction("c", Convoy with { Revises = ["nothing"] }).Decide(Convoy).ShouldRefuse("content.revises: 'nothing' is not recorded; it must stand before what names it");
        Correction("c", Convoy with { Disputes = ["convoy"] }).Decide(Convoy).ShouldRefuse("content.disputes: 'convoy' names itself");
        Correction("c", Convoy with { Revises = ["other"] }).Decide(Convoy, Report<NoClaimKnown>("other", Qalat, "source:ap", "2013-04-06")).ShouldRefuse(
            "content.revises: 'other' is of type NoClaimKnown; a revision is of the type of what it replaces");

        // Entered before what it should have revised: record order does not matter to a link.
        Correction("c", Convoy with { Revises = ["foot"] }).Decide(Convoy, Foot).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void What_is_merely_odd_is_recorded_with_a_warning()
    {
        Correction("c", Foot with { AttributedTo = new Attribution(Key("source:isaf"), null) }).Decide(Convoy, Foot).ShouldWarn(
            "revises: 'convoy' is the word of source:guardian, not of source:isaf: an independent account stands beside it and does not revise it");
        Correction("c", Foot with { Note = "seen again" }).Decide(Convoy, Foot, Withdrawal("w", "convoy")).ShouldWarn(
            "revises: 'convoy' is withdrawn from the record: it was entered by mistake");
        Correction("c", Disputed with { Citations = [Cite("source:bbc", "2013-06-01", via: "2013-05-31")] }).Decide(Convoy, Disputed).Warnings
            .ShouldHaveSingleItem().Field.ShouldBe("citations[0].publishedOn");
    }
}
