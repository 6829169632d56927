using CsCheck;
using Palimpsest.Acts;
using Palimpsest.Import;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Tests.Import;
using static Palimpsest.Tests.Import.Lines;

namespace Palimpsest.Tests.Acts;

/// <summary>Given what is recorded, when a command, then events.</summary>
public class DeciderTests
{
    private static readonly string Newer = Casualties.With("qalat-killed", "qalat-killed-2").With("\"count\":3", "\"count\":4").With("\"lines\"", "\"revises\":[\"qalat-killed\"],\"lines\"");

    [Fact]
    public void Given_nothing_a_report_is_recorded_as_it_is_told() =>
        Decide(Casualties).ShouldSatisfyAllConditions(
            d => RecordJson.Write(d.Events.ShouldHaveSingleItem()).ShouldBe(RecordJson.Write(Event(Casualties))),
            d => d.Warnings.ShouldBeEmpty());

    [Fact]
    public void Given_the_same_report_nothing_happens() => Decide(Casualties, Casualties).WasKnown.ShouldBeTrue();

    [Fact]
    public void Given_another_report_of_that_id_it_is_refused() =>
        Decide(Casualties, Casualties.With("\"count\":3", "\"count\":4")).Errors.ShouldHaveSingleItem().Field.ShouldBe("id");

    [Fact]
    public void Given_the_older_telling_a_party_revises_its_own_word() =>
        Decide(Newer, Casualties).ShouldSatisfyAllConditions(d => d.Events.Count.ShouldBe(1), d => d.Warnings.ShouldBeEmpty());

    [Fact]
    public void Given_a_report_of_another_type_it_cannot_be_revised() =>
        Decide(Newer.With("qalat-killed\"]", "qalat-incident\"]"), Incident).Errors.ShouldHaveSingleItem()
            .ToString().ShouldBe("revises: 'qalat-incident' is of type IncidentReported; a revision is of the type of what it replaces");

    [Fact]
    public void Given_an_act_it_can_be_disputed_and_not_revised()
    {
        Decide(Newer.With("qalat-killed\"]", "qalat-disputed\"]"), Casualties, Disputed).Errors.ShouldHaveSingleItem().Message.ShouldContain("is an act, and only reports are named here");
        Decide(Disputed.With("qalat-disputed", "again").With("\"target\":\"qalat-killed\"", "\"target\":\"qalat-disputed\""), Casualties, Disputed).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void Given_the_description_of_a_source_it_is_no_target() =>
        Decide(Disputed.With("\"target\":\"qalat-killed\"", "\"target\":\"afp-described\""), Source).Errors.ShouldHaveSingleItem().Message.ShouldContain("is neither a report nor a source act");

    [Fact]
    public void A_revision_that_names_nothing_and_an_affirmation_that_names_nothing_are_refused()
    {
        new Revise((Assertion)Event(Casualties)).Decide(Known.Nothing).Errors.ShouldHaveSingleItem().Field.ShouldBe("revises");
        new Affirm((Assertion)Event(Casualties)).Decide(Known.Nothing).Errors.ShouldHaveSingleItem().Field.ShouldBe("affirms");
    }

    [Fact]
    public void An_affirmation_copies_what_is_told_and_nothing_of_the_telling()
    {
        var target = (Assertion)Event(Casualties.With("\"lines\"", "\"modality\":\"alleged\",\"reliability\":\"B\",\"credibility\":2,\"verbatim\":[\"three\"],\"note\":\"odd\",\"lines\""));
        var citations = ((Assertion)Event(Incident.With("source:afp", "source:bbc"))).Citations;

        var telling = (CasualtiesReported)Affirm.Telling(target, "qalat-killed-bbc", citations, attributedTo: null);

        telling.ShouldSatisfyAllConditions(
            t => t.Lines.ShouldBe(((CasualtiesReported)target).Lines),
            t => t.Subject.ShouldBe(target.Subject),
            t => t.Occurred.ShouldBe(target.Occurred),
            t => t.Affirms.ShouldBe(["qalat-killed"]),
            t => t.Party.Value.ShouldBe("source:bbc"),
            t => (t.Modality, t.Reliability, t.Credibility).ShouldBe((Modality.Asserted, Reliability.F, Credibility.CannotBeJudged)),
            t => t.Verbatim.ShouldBeEmpty(),
            t => t.Note.ShouldBeNull());
        new Affirm(telling).Decide(new Known(AsRecorded([target]))).Events.ShouldHaveSingleItem().ShouldBe(telling);
    }

    [Fact]
    public void An_affirmation_that_tells_something_else_is_refused() =>
        Decide(Casualties.With("qalat-killed", "qalat-killed-bbc").With("\"count\":3", "\"count\":4").With("\"lines\"", "\"affirms\":[\"qalat-killed\"],\"lines\""), Casualties)
            .Errors.ShouldHaveSingleItem().ToString().ShouldStartWith("affirms: 'qalat-killed' says something else");

    [Fact]
    public void An_outlet_takes_back_its_own_citation_of_anothers_word_without_a_warning() =>
        Decide(Retraction, Casualties.With("\"lines\"", "\"attributedTo\":{\"key\":\"source:police\"},\"lines\"")).Warnings.ShouldBeEmpty();

    [Fact]
    public void A_report_names_a_second_account_of_the_same_event_only_to_dispute_it() =>
        Decide(Casualties.With("qalat-killed", "other").With("source:afp", "source:bbc").With("\"lines\"", "\"disputes\":[\"qalat-killed\"],\"lines\""), Casualties)
            .ShouldSatisfyAllConditions(d => d.Events.Count.ShouldBe(1), d => d.Warnings.ShouldBeEmpty());

    [Fact]
    public void Every_decision_is_idempotent_from_any_state()
    {
        var events = InputFiles.Find(Fixture.Record).SelectMany(File.ReadAllLines).Where(l => l.Length > 0).Concat([Incident, Casualties, Newer, Disputed, Retraction, Source, Merger, Person])
            .Select(Event).ToArray();
        var byId = events.ToDictionary(e => e.Id, StringComparer.Ordinal);

        (from @event in Gen.OneOf(events)
         from present in Gen.Bool.Array[8]
         select (@event, present))
        .Sample(
            t =>
            {
                // A state: some of what the command looks at is recorded, some is not.
                var command = Commands.For(t.@event);
                var state = command.Needs.Distinct(StringComparer.Ordinal).Where((id, i) => t.present[i % 8] && byId.ContainsKey(id)).Select(id => byId[id]).ToList();

                var first = command.Decide(new Known(AsRecorded(state)));
                var second = command.Decide(new Known(AsRecorded(state.Concat(first.Events))));
                return first.IsAccepted ? second.WasKnown : second.Errors.SequenceEqual(first.Errors);
            },
            iter: 3_000);
    }
}
