using Palimpsest.Clocks;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// The released versions of the semantics. A token names the version that its answer was given under, and that version gives the same bytes for ever:
/// whatever would change them (a rule, a field, an order) is a new version, which stands beside the others here.
/// </summary>
public static class Semantics
{
    /// <summary>The version that new answers are given under.</summary>
    public const int Current = 1;

    internal static IReadOnlyDictionary<int, Func<RecordReader, ISemantics>> Versions { get; } = new Dictionary<int, Func<RecordReader, ISemantics>>
    {
        [1] = record => new SemanticsV1(record),
    };
}

/// <summary>One version of the semantics: from a question at a horizon to a belief.</summary>
internal interface ISemantics
{
    /// <summary>What is believed.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="horizon">For which horizon.</param>
    /// <param name="opened">The record, opened for the question's subject.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<object> BelieveAsync(Question question, Horizon horizon, Opened opened, CancellationToken cancellation);
}
