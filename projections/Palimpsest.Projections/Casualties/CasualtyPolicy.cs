using Palimpsest.Reports;

namespace Palimpsest.Projections.Casualties;

/// <summary>Which of several current accounts of one incident and outcome a tally takes; chosen at reading, never at entry.</summary>
public enum CasualtyPolicy
{
    /// <summary>The latest to count.</summary>
    Latest,

    /// <summary>The least low and the greatest high of all, best none.</summary>
    Envelope,

    /// <summary>The least low, then the least high (ACLED's rule for conflicting reports).</summary>
    Conservative,

    /// <summary>One vote a party; what more than half say, else conservative (GTD's rule).</summary>
    Majority,
}

/// <summary>What a tally counts.</summary>
/// <param name="Policy">Which account, of several.</param>
/// <param name="WithAttackers">Whether the perpetrators' own are counted.</param>
/// <param name="Class">Only this class of victims; lines of class unknown then raise the high only.</param>
public sealed record TallyRule(CasualtyPolicy Policy = CasualtyPolicy.Latest, bool WithAttackers = false, VictimClass? Class = null);
