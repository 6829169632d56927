using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Worlds;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Columns;

/// <summary>The figures of one incident by the words of their outcomes: a dictionary in little room, for there are many.</summary>
internal sealed class FigureRows(ReadOnlySpan<(Outcome Outcome, TallyCell Tally)> figures) : IReadOnlyDictionary<string, FigureRow>
{
    private static readonly string[] Names = [.. Words.All<Outcome>()];

    private readonly (Outcome Outcome, TallyCell Tally)[] _figures = figures.ToArray();

    public int Count => _figures.Length;

    public IEnumerable<string> Keys => _figures.Select(f => Names[(int)f.Outcome]);

    public IEnumerable<FigureRow> Values => _figures.Select(f => f.Tally.Row);

    public FigureRow this[string key] => TryGetValue(key, out var figure) ? figure : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out FigureRow value)
    {
        foreach (var (outcome, tally) in _figures)
        {
            if (string.Equals(Names[(int)outcome], key, StringComparison.Ordinal))
            {
                value = tally.Row;
                return true;
            }
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, FigureRow>> GetEnumerator() => _figures.Select(f => KeyValuePair.Create(Names[(int)f.Outcome], f.Tally.Row)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
