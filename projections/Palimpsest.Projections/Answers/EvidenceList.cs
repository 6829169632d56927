using System.Collections;
using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Answers;

/// <summary>The evidence that several assertions are, made when somebody looks: where only a belief's words are wanted, nobody does.</summary>
internal sealed class EvidenceList(WorldView world, IReadOnlyList<Assertion> assertions) : IReadOnlyList<Evidence>
{
    private readonly Evidence?[] _made = new Evidence?[assertions.Count];

    public int Count => _made.Length;

    public Evidence this[int index] => _made[index] ??= Evidence.Of(world, assertions[index]);

    public IEnumerator<Evidence> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
