using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Beliefs;

public sealed class Account_figures
{
    // What stands within attackers who are left out is left out with them, whatever its class.
    [Fact]
    public void A_class_is_counted_beside_attackers_of_another_class_within_them()
    {
        var account = Say.Report<CasualtiesReported>("account", "incident:2013-raid", "source:ap", "2013-04-05") with
        {
            Lines =
            [
                Say.Killed("all", 10, VictimClass.Militant) with { Total = true },
                Say.Killed("bombers", 2, VictimClass.Militant) with { Attackers = true, Within = "all" },
                Say.Killed("a driver", 1, VictimClass.Civilian) with { Within = "bombers" },
                Say.Killed("others", 3) with { Within = "all" },
            ],
        };
        var figure = Projections.Casualties.AccountFigure.Of(account, Outcome.Killed, new TallyRule(Class: VictimClass.Militant));
        figure.ShouldBe(new Figure(8, 8, 8));
        figure.ShouldBe(new OracleFigures(account, Outcome.Killed, withAttackers: false).Of(VictimClass.Militant));
    }
}
