using System.Runtime.CompilerServices;

namespace Palimpsest.Import.Native;

/// <summary>
/// A stream cut at LF into lines of at most <see cref="Longest"/> bytes. A longer line is passed over without being held:
/// it is given out once, empty and marked, and reading goes on behind it.
/// </summary>
internal static class BoundedLines
{
    public const int Longest = 1024 * 1024;

    private const int BlockSize = 64 * 1024;

    /// <summary>The lines without LF and without a CR before it. The bytes of a line hold until the next is asked for.</summary>
    public static async IAsyncEnumerable<RawLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var block = new byte[BlockSize];
        var line = new LineBuffer();
        var number = 1;
        long read = 0;
        long start = 0;
        int length;
        while ((length = await stream.ReadAsync(block, ct)) > 0)
        {
            var from = 0;
            int end;
            while ((end = Array.IndexOf(block, (byte)'\n', from, length - from)) >= 0)
            {
                line.Append(block.AsSpan(from, end - from));
                yield return line.Take(number++, start);
                from = end + 1;
                start = read + from;
            }

            line.Append(block.AsSpan(from, length - from));
            read += length;
        }

        if (line.HasContent)
        {
            yield return line.Take(number, start);
        }
    }

    private sealed class LineBuffer
    {
        private byte[] _bytes = new byte[4096];
        private int _length;
        private bool _tooLong;

        public bool HasContent => _length > 0 || _tooLong;

        public void Append(ReadOnlySpan<byte> part)
        {
            // One byte of grace: the CR of a line that is exactly as long as allowed.
            if (_tooLong || _length + part.Length > Longest + 1)
            {
                _tooLong = true;
                return;
            }

            if (_length + part.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Min(Longest + 1, Math.Max(_length + part.Length, 2 * _bytes.Length)));
            }

            part.CopyTo(_bytes.AsSpan(_length));
            _length += part.Length;
        }

        public RawLine Take(int number, long start)
        {
            var length = _length > 0 && _bytes[_length - 1] == '\r' ? _length - 1 : _length;
            var taken = _tooLong || length > Longest
                ? new RawLine(number, start, ReadOnlyMemory<byte>.Empty, TooLong: true)
                : new RawLine(number, start, _bytes.AsMemory(0, length), TooLong: false);
            _length = 0;
            _tooLong = false;
            return taken;
        }
    }
}

internal readonly record struct RawLine(int Number, long Start, ReadOnlyMemory<byte> Bytes, bool TooLong);
