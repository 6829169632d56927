using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Palimpsest.Projections.Answers;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Worlds;

/// <summary>The figures of one incident by the words of their outcomes: a dictionary in little room, for there are many.</summary>
internal sealed class FigureRows : IReadOnlyDictionary<string, FigureRow>
{
    private static readonly string[] Names = [.. Words.All<Outcome>()];

    private (Outcome Outcome, FigureRow Figure)[] _figures = [];

    public int Count => _figures.Length;

    public IEnumerable<string> Keys => _figures.Select(f => Names[(int)f.Outcome]);

    public IEnumerable<FigureRow> Values => _figures.Select(f => f.Figure);

    public FigureRow this[string key] => TryGetValue(key, out var figure) ? figure : throw new KeyNotFoundException(key);

    public void Add(Outcome outcome, in FigureRow figure)
    {
        Array.Resize(ref _figures, _figures.Length + 1);
        _figures[^1] = (outcome, figure);
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out FigureRow value)
    {
        foreach (var (outcome, figure) in _figures)
        {
            if (string.Equals(Names[(int)outcome], key, StringComparison.Ordinal))
            {
                value = figure;
                return true;
            }
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, FigureRow>> GetEnumerator() => _figures.Select(f => KeyValuePair.Create(Names[(int)f.Outcome], f.Figure)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
