using NodaTime;
using Palimpsest.Projections.Casualties;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>Which figures a ledger has: how they are counted, and how long the periods are that they stand in.</summary>
internal sealed record LedgerKey(TallyRule Rule, Series.SeriesPeriod By);

/// <summary>What a series adds for one incident and outcome over a rectangle of the two clocks.</summary>
/// <param name="From">The first X.</param>
/// <param name="Until">The first X after it.</param>
/// <param name="FirstCount">The least number of events recorded at its Y.</param>
/// <param name="EndCount">The least number of events after it.</param>
/// <param name="Report">The chosen report of the incident; -1 if nobody reported it as such.</param>
/// <param name="Place">The period; <see cref="Series.SeriesFold.Nowhere"/> if it lies in no one.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="AttackersUnknown">It does not say whether it includes the attackers.</param>
/// <param name="IsContested">An account of it is contested.</param>
/// <param name="Figure">The figure.</param>
internal readonly record struct LedgerRow(
    Instant From, Instant Until, int FirstCount, int EndCount, int Report, int Place, Outcome Outcome, bool AttackersUnknown, bool IsContested, FigureCell Figure)
{
    public bool Holds(int count, Instant x) => count >= FirstCount && count < EndCount && x >= From && x < Until;

    public bool IsSameButForY(in LedgerRow other) => other with { FirstCount = FirstCount, EndCount = EndCount } == this;

    public bool IsSameButForX(in LedgerRow other) => other with { From = From, Until = Until } == this;
}
