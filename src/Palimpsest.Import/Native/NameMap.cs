using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Palimpsest.Import.Native;

/// <summary>
/// Millions of names in little memory: each has a place, counted from 0 in the order of adding. What is held of a name are 128 bits of its SHA-256,
/// which is what the record too knows an event's id by, so that two names are never taken for one.
/// </summary>
public sealed class NameMap
{
    private const int ChunkSize = 1 << 14;
    private const int None = -1;

    private readonly List<Digest[]> _names = [];
    private int[] _slots = NewSlots(1 << 10);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it holds the name.</summary>
    public bool Contains(string name) => Find(name) >= 0;

    /// <summary>The name's place; negative if it is not there.</summary>
    public int Find(string name) => _slots[SlotOf(Digest.Of(name))];

    /// <summary>Adds a name.</summary>
    /// <returns>Its place, and whether it is new.</returns>
    public (int Place, bool IsNew) Add(string name)
    {
        var digest = Digest.Of(name);
        var slot = SlotOf(digest);
        if (_slots[slot] >= 0)
        {
            return (_slots[slot], false);
        }

        if (Count % ChunkSize == 0)
        {
            _names.Add(new Digest[ChunkSize]);
        }

        _names[Count / ChunkSize][Count % ChunkSize] = digest;
        _slots[slot] = Count++;
        if (Count > _slots.Length / 4 * 3)
        {
            Grow();
        }

        return (Count - 1, true);
    }

    private static int[] NewSlots(int size)
    {
        var slots = new int[size];
        Array.Fill(slots, None);
        return slots;
    }

    // The first free slot from where the name belongs, or the one that it is in.
    private int SlotOf(Digest digest)
    {
        var mask = _slots.Length - 1;
        var slot = (int)digest.Low & mask;
        while (_slots[slot] is var place && place >= 0 && _names[place / ChunkSize][place % ChunkSize] != digest)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        _slots = NewSlots(2 * _slots.Length);
        for (var place = 0; place < Count; place++)
        {
            _slots[SlotOf(_names[place / ChunkSize][place % ChunkSize])] = place;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Digest(ulong High, ulong Low)
    {
        public static Digest Of(string name)
        {
            var length = Encoding.UTF8.GetByteCount(name);
            Span<byte> text = length <= 256 ? stackalloc byte[length] : new byte[length];
            Encoding.UTF8.GetBytes(name, text);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text, hash);
            return new Digest(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
        }
    }
}

/// <summary>A list that grows by pieces, so that growing never copies it.</summary>
internal sealed class PieceList<T>
{
    private const int PieceSize = 1 << 14;

    private readonly List<T[]> _pieces = [];

    public int Count { get; private set; }

    public ref T this[int i] => ref _pieces[i / PieceSize][i % PieceSize];

    public int Add(T value)
    {
        if (Count % PieceSize == 0)
        {
            _pieces.Add(new T[PieceSize]);
        }

        this[Count] = value;
        return Count++;
    }
}
