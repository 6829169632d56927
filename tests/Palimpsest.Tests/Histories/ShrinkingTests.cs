using CsCheck;
using Palimpsest.Acts;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

public sealed class ShrinkingTests
{
    [Fact]
    public void What_fails_by_a_revision_shrinks_to_two_reports_and_prints_them_with_the_horizon()
    {
        var failure = Should.Throw<CsCheckException>(() => AnyHistory.AtAnyHorizon.Holds(
            at => at.World.Reports.Where(at.World.Visible).ShouldAllBe(a => at.World.Current(a)),
            iter: 500));

        failure.Message.ShouldContain("# believed on ");
        failure.Message.ShouldContain("# 2 events, numbered ");
        failure.Message.Split('\n').Count(line => line.StartsWith("{\"type\":", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void What_is_left_of_an_enterable_history_can_be_entered() =>
        (from at in AnyHistory.At(AnyHistory.Enterable)
         from first in Gen.Int[0, Features.All.Count - 1]
         select (At: at with { Y = at.History.Last }, First: first)).Sample(
            drawn =>
            {
                // The next thing that the history shows, from one drawn by lot.
                var shown = Features.All.Skip(drawn.First).Concat(Features.All.Take(drawn.First)).First(f => f.Shows(drawn.At, drawn.At.World));
                var smallest = Shrinking.Smallest(drawn.At, at => shown.Shows(at, at.World)).History;
                smallest.Events.Count.ShouldBeLessThanOrEqualTo(drawn.At.History.Events.Count);
                Refused(smallest).ShouldBeEmpty($"{shown.Name}\n{smallest}");
            },
            iter: 100,
            print: drawn => $"{drawn.At}");

    [Theory]
    [InlineData("a corrected date moves a counting date")]
    [InlineData("superseded through what was withdrawn")]
    [InlineData("a merge by which a denial meets a proposition")]
    [InlineData("a perspective hides a retraction")]
    public void What_editors_did_shrinks_to_what_matters(string feature)
    {
        // One or two more than it takes: what is left out is one thing at a time.
        var shows = Features.All.Single(f => f.Name == feature).Shows;
        var failure = Should.Throw<CsCheckException>(() => AnyHistory.AtAnyHorizon.Holds(at => shows(at, at.World).ShouldBeFalse(), iter: 3_000));

        failure.Message.Split('\n').Count(line => line.StartsWith("{\"type\":", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(5, failure.Message);
    }

    internal static IEnumerable<string> Refused(History history)
    {
        var known = Known.Nothing;
        foreach (var e in history.Events.Select(e => e.Event))
        {
            foreach (var error in (Commands.For(e) with { Reason = "as told" }).Decide(known).Errors)
            {
                yield return $"{e.Id}: {error}";
            }

            known.Decided(e, "ada", "as told");
        }
    }
}
