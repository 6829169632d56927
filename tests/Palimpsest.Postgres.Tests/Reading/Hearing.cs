using Palimpsest.Tests.Oracle;
using Question = Palimpsest.Projections.Reading.Question;

namespace Palimpsest.Postgres.Tests.Reading;

internal static class Hearing
{
    /// <summary>The question from the oracle's perspective.</summary>
    public static Question Heard(this Question question, OraclePerspective perspective) =>
        question with { Outlets = perspective.Outlets ?? [], MinReliability = perspective.AtLeast, Party = perspective.Party };
}
