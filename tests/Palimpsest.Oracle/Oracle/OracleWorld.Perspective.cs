using Palimpsest.Reports;
using Palimpsest.Subjects;

namespace Palimpsest.Tests.Oracle;

/// <summary>"Only these outlets, at least this reliability, only this party's word"; null asks nothing.</summary>
public sealed record OraclePerspective(IReadOnlyList<SubjectKey>? Outlets = null, Reliability? AtLeast = null, SubjectKey? Party = null)
{
    public static readonly OraclePerspective None = new();

    public override string ToString() => this == None
        ? "everybody"
        : $"outlets {(Outlets is null ? "all" : string.Join(' ', Outlets))}, reliability {AtLeast?.ToString() ?? "any"}, party {Party?.ToString() ?? "any"}";
}

public sealed partial class OracleWorld
{
    // "A perspective narrows any view. It acts on citations first, so it moves counting dates."
    // (21) "the citations in perspective of e are: none, if R is given and rank(content(e).Reliability) is worse than rank(R) in the order A,B,C,F,D,E;
    // none, if P is given and canonical(party(e)) != canonical(P); else those whose canonical outlet is in canonical(O) (all, if O is not given)"
    private bool IsHeard(RecordEvent e, Citation citation) =>
        (Perspective.AtLeast is not { } least || Rank(ReliabilityOf(e)) <= Rank(least))
        && (Perspective.Party is not { } party || Same(PartyOf(e), party))
        && (Perspective.Outlets is not { } outlets || outlets.Any(o => Same(o, citation.Outlet)));

    private static int Rank(Reliability reliability) => "ABCFDE".IndexOf(reliability.ToString(), StringComparison.Ordinal);

    private static Reliability ReliabilityOf(RecordEvent e) => e is Assertion a ? a.Reliability : ((SourceAct)e).Reliability;
}
