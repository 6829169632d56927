using System.Diagnostics.CodeAnalysis;

namespace Palimpsest.Projections.Columns;

/// <summary>A list of values side by side in memory, reached by reference; only ever appended to.</summary>
internal sealed class Column<T>
    where T : struct
{
    private T[] _items = new T[16];

    public int Count { get; private set; }

    public ref T this[int index] => ref _items[index];

    /// <summary>Some that follow each other. They stay as they are for who holds them, whatever is added.</summary>
    public ReadOnlySpan<T> Slice(int first, int count) => _items.AsSpan(first, count);

    public int Add(in T item)
    {
        if (Count == _items.Length)
        {
            // Doubling a long column would need it three times over for a moment.
            Array.Resize(ref _items, Count < 1 << 20 ? Count * 2 : Count + (Count / 2));
        }

        _items[Count] = item;
        return Count++;
    }

    public void Clear()
    {
        _items = new T[16];
        Count = 0;
    }
}

/// <summary>Some of the numbers from 0, a bit each.</summary>
internal sealed class NumberSet
{
    private ulong[] _bits = [];

    public bool IsEmpty => _bits.Length == 0;

    public void Add(int number)
    {
        if (number >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max((number >> 6) + 1, _bits.Length * 2));
        }

        _bits[number >> 6] |= 1UL << number;
    }

    /// <summary>False of less than 0 too.</summary>
    public bool Contains(int number) => (uint)number >> 6 < (uint)_bits.Length && (_bits[number >> 6] & (1UL << number)) != 0;
}

/// <summary>Numbers values from 0 in the order in which they are first met.</summary>
internal sealed class Numbering<T>(IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = new(comparer);
    private readonly List<T> _values = [];

    public int Count => _values.Count;

    public T this[int number] => _values[number];

    public int Of(T value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            number = _values.Count;
            _numbers.Add(value, number);
            _values.Add(value);
        }

        return number;
    }

    public bool Find([NotNull] T value, out int number) => _numbers.TryGetValue(value, out number);
}

/// <summary>For each number a list of numbers.</summary>
internal sealed class Adjacency
{
    private readonly Column<int> _first = new();
    private readonly Column<(int Item, int Next)> _links = new();

    /// <summary>Adds one to the list of a number, unless it is the last added there.</summary>
    public void Add(int of, int item)
    {
        while (_first.Count <= of)
        {
            _first.Add(-1);
        }

        if (_first[of] is var last && (last < 0 || _links[last].Item != item))
        {
            _first[of] = _links.Add((item, last));
        }
    }

    /// <summary>Empties all lists.</summary>
    public void Clear()
    {
        _first.Clear();
        _links.Clear();
    }

    /// <summary>The list of a number, the latest first.</summary>
    public Chain Of(int number) => new(_links, number < _first.Count ? _first[number] : -1);

    /// <summary>Goes through a list without making anything.</summary>
    internal ref struct Chain(Column<(int Item, int Next)> links, int at)
    {
        private int _at = at;

        public int Current { get; private set; }

        public readonly Chain GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_at < 0)
            {
                return false;
            }

            (Current, _at) = links[_at];
            return true;
        }
    }
}
