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
        AnyHistory.Enterable.Sample(
            history =>
            {
                static bool Undone(HistoryAt at) => at.World.Acts.Any(act => at.World.TargetOf(act) is AssertionRetracted && at.World.Visible(act));
                var whole = new HistoryAt(history, Clocks.BelievedOn.Parse("2013-05-02"), history.Last);
                if (Undone(whole))
                {
                    var smallest = Shrinking.Smallest(whole, Undone).History;
                    smallest.Events.Count.ShouldBeLessThanOrEqualTo(history.Events.Count);
                    Refused(smallest).ShouldBeEmpty();
                }
            },
            iter: 100);

    internal static IEnumerable<string> Refused(History history)
    {
        var known = new Dictionary<string, RecordEvent>(StringComparer.Ordinal);
        foreach (var e in history.Events.Select(e => e.Event))
        {
            foreach (var error in Commands.For(e).Decide(new Known(known)).Errors)
            {
                yield return $"{e.Id}: {error}";
            }

            known.Add(e.Id, e);
        }
    }
}
