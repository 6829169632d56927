using Palimpsest.Reports;
using static Palimpsest.Tests.Acts.Editing;
using static Palimpsest.Tests.Oracle.Say;

namespace Palimpsest.Tests.Acts;

/// <summary>Merge and separate: two keys of one kind, both as the editor saw them.</summary>
public sealed class MergeTests
{
    private static readonly SubjectsMerged First = Merge("first", "faction:ttp", "faction:taliban");

    public static TheoryData<SubjectAct> EachKind =>
    [
        Merge("act", "faction:ttp", "faction:taliban", after: null, afterOther: null),
        Separation("act", "faction:ttp", "faction:taliban"),
    ];

    [Theory]
    [InlineData("incident:2013-04-06-qalat", "incident:2013-04-qalat")]
    [InlineData("faction:ttp", "faction:taliban")]
    [InlineData("person:a", "person:b")]
    [InlineData("source:guardian", "source:the-guardian")]
    public void Two_keys_of_a_kind_are_merged_whether_anything_is_recorded_of_them_or_not(string subject, string other)
    {
        var merge = Merge("act", subject, other);
        merge.Decide().ShouldRecord(merge);
        merge.Decide(merge).ShouldBeKnown();
        var separation = Separation("apart", subject, other, after: "act", afterOther: "act");
        separation.Decide(merge).ShouldRecord(separation);
        separation.Decide(merge, separation).ShouldBeKnown();
        merge.Decide(merge, separation).ShouldBeKnown();
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public void It_has_an_id_a_reason_and_two_keys_of_one_kind(SubjectAct act)
    {
        (act with { Id = "No id" }).Decide().ShouldRefuse("id: 'No id' is no id: expected a-z, 0-9, hyphens and dots, at most 120 characters");
        act.Decide(Convoy with { Id = "act" }).ShouldRefuse("id: 'act' is recorded already with different content; an id is never used again");
        act.Decide(reason: null).ShouldRefuse("reason: missing: an editor act says why");
        (act with { Other = act.Subject }).Decide().ShouldRefuse("other: 'faction:ttp' is the same key: expected two");
        (act with { Other = Key("person:taliban") }).Decide().ShouldRefuse(
            "other: 'person:taliban' is of another kind than 'faction:ttp': only keys of the same kind can be one thing");
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public void Who_has_not_seen_the_last_act_on_either_key_is_told_of_it(SubjectAct act)
    {
        act.Decide(First).ShouldConflict(
            First, "after: conflict: ada acted on 'faction:ttp' meanwhile (SubjectsMerged 'first': it was so); look at it, and if yours still holds say that it comes after 'first'");

        var another = Merge("another", "faction:quetta-shura", "faction:taliban", afterOther: "first");
        (act with { After = "first", AfterOther = "first" }).Decide(First, another).ShouldConflict(
            another,
            "afterOther: conflict: ada acted on 'faction:taliban' meanwhile (SubjectsMerged 'another': it was so); look at it, and if yours still holds say that it comes after 'another'");
        (act with { After = "first" }).Decide().ShouldConflict(null, "after: no editor act on 'faction:ttp' is recorded: expected none here");
        (act with { AfterOther = "first" }).Decide().ShouldConflict(null, "afterOther: no editor act on 'faction:taliban' is recorded: expected none here");
    }

    [Fact]
    public void What_is_merged_so_already_is_so_and_the_other_way_round_it_changes_what_is_shown()
    {
        Merge("act", "faction:ttp", "faction:taliban", after: "first", afterOther: "first").Decide(First)
            .ShouldBeSo("other: 'faction:taliban' and 'faction:ttp' are one already, shown as 'faction:ttp'");
        Merge("act", "faction:taliban", "faction:ttp", after: "first", afterOther: "first").Decide(First)
            .ShouldWarn("subject: 'faction:ttp' and 'faction:taliban' are one already, shown as 'faction:ttp': from now on shown as 'faction:taliban'");
    }

    [Fact]
    public void What_is_one_through_a_third_is_so_too()
    {
        var second = Merge("second", "faction:ttp", "faction:quetta-shura", after: "first");
        Merge("act", "faction:ttp", "faction:taliban", after: "second", afterOther: "first").Decide(First, second)
            .ShouldBeSo("other: 'faction:taliban' and 'faction:ttp' are one already, shown as 'faction:ttp'");
        Merge("act", "faction:quetta-shura", "faction:taliban", after: "second", afterOther: "first").Decide(First, second)
            .ShouldWarn("subject: 'faction:taliban' and 'faction:quetta-shura' are one already, shown as 'faction:ttp': from now on shown as 'faction:quetta-shura'");
    }

    [Fact]
    public void A_separation_may_name_the_keys_in_either_order()
    {
        var apart = Separation("act", "faction:taliban", "faction:ttp", after: "first", afterOther: "first");
        apart.Decide(First).ShouldRecord(apart);
        Merge("again", "faction:ttp", "faction:taliban", after: "act", afterOther: "act").Decide(First, apart).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void What_is_not_merged_is_so()
    {
        Separation("act", "faction:ttp", "faction:taliban").Decide().ShouldBeSo("other: 'faction:taliban' and 'faction:ttp' are not merged");
        Separation("act", "faction:ttp", "faction:taliban", after: "apart", afterOther: "apart")
            .Decide(First, Separation("apart", "faction:ttp", "faction:taliban", after: "first", afterOther: "first"))
            .ShouldBeSo("other: 'faction:taliban' and 'faction:ttp' are not merged");
    }

    [Fact]
    public void What_is_one_only_through_others_is_separated_there()
    {
        var second = Merge("second", "faction:quetta-shura", "faction:taliban", afterOther: "first");
        Separation("act", "faction:ttp", "faction:quetta-shura", after: "first", afterOther: "second").Decide(First, second).ShouldRefuse(
            "other: 'faction:quetta-shura' and 'faction:ttp' were not merged with each other, but are one through 'faction:taliban' into 'faction:ttp', 'faction:taliban' into 'faction:quetta-shura': separate one of these");
        Separation("act", "faction:ttp", "faction:taliban", after: "first", afterOther: "second").Decide(First, second).ShouldWarn(
            "other: other merges may still hold them together: 'faction:taliban' into 'faction:quetta-shura'");
    }
}
