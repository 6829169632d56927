namespace Palimpsest.Reports;

/// <summary>
/// Reliability of the source, letter of the Admiralty code (NATO STANAG 2511): how far it was right before.
/// Kept apart from <see cref="Credibility"/>, never fused with it.
/// </summary>
public enum Reliability
{
    /// <summary>Completely reliable.</summary>
    A,

    /// <summary>Usually reliable.</summary>
    B,

    /// <summary>Fairly reliable.</summary>
    C,

    /// <summary>Not usually reliable.</summary>
    D,

    /// <summary>Unreliable.</summary>
    E,

    /// <summary>Cannot be judged; what nobody judged.</summary>
    F,
}

/// <summary>Credibility of one report, number of the Admiralty code (NATO STANAG 2511).</summary>
public enum Credibility
{
    /// <summary>Confirmed by other sources.</summary>
    Confirmed = 1,

    /// <summary>Probably true.</summary>
    ProbablyTrue = 2,

    /// <summary>Possibly true.</summary>
    PossiblyTrue = 3,

    /// <summary>Doubtful.</summary>
    Doubtful = 4,

    /// <summary>Improbable.</summary>
    Improbable = 5,

    /// <summary>Cannot be judged; what nobody judged.</summary>
    CannotBeJudged = 6,
}

/// <summary>The order in which grades decide between equals: the unjudged stands above what was judged badly.</summary>
public static class Grades
{
    /// <summary>0 is best: A, B, C, F, D, E.</summary>
    public static int Rank(Reliability reliability) => reliability switch
    {
        Reliability.A => 0,
        Reliability.B => 1,
        Reliability.C => 2,
        Reliability.F => 3,
        Reliability.D => 4,
        _ => 5,
    };

    /// <summary>0 is best: 1, 2, 3, 6, 4, 5.</summary>
    public static int Rank(Credibility credibility) => credibility switch
    {
        Credibility.Confirmed => 0,
        Credibility.ProbablyTrue => 1,
        Credibility.PossiblyTrue => 2,
        Credibility.CannotBeJudged => 3,
        Credibility.Doubtful => 4,
        _ => 5,
    };
}
