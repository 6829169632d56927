using System.IO.Compression;
using System.Security.Cryptography;

namespace Palimpsest.Store.Backup;

/// <summary>The lines of a compressed file, one at a time, summed up as they are read.</summary>
internal sealed class BackupLines : IAsyncDisposable
{
    private readonly Stream _file;
    private readonly string _name;
    private readonly GZipStream _gzip;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private int _line;

    /// <summary>Lines of a file at its beginning, which stays open.</summary>
    public BackupLines(Stream file, string name)
    {
        _file = file;
        _name = name;
        _gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>The line that was read last, without its end. It is there until the next is read.</summary>
    public ReadOnlyMemory<byte> Line => _buffer.AsMemory(_start, _line);

    /// <summary>Which line that is, counted from 1.</summary>
    public long Count { get; private set; }

    /// <summary>So many bytes were uncompressed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="longest">A longer one is refused.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="BackupRefusedException">What is there cannot be uncompressed, or is no line.</exception>
    public async ValueTask<bool> ReadAsync(int longest, CancellationToken ct)
    {
        // The line before, with its end, is done with.
        if (Count > 0)
        {
            _start += _line + 1;
        }

        for (var looked = 0; ;)
        {
            var at = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (at >= 0)
            {
                _line = looked + at;
                Count++;
                return true;
            }

            looked = _end - _start;
            if (looked > longest)
            {
                throw Refuse($"line {Count + 1} is longer than any that was written");
            }

            if (!await FillAsync(ct))
            {
                return looked == 0 ? false : throw Refuse("it is cut off in the middle of a line");
            }
        }
    }

    /// <summary>Adds the line that was read last to the sum.</summary>
    public void AddToHash() => _hash.AppendData(_buffer, _start, _line + 1);

    /// <summary>The sum, in lower-case hexadecimal digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>The file is refused as damaged.</summary>
    public BackupRefusedException Refuse(FormattableString damage, Exception? cause = null) => Refuse(FormattableString.Invariant(damage), cause);

    /// <summary>The file is refused as damaged.</summary>
    public BackupRefusedException Refuse(string damage, Exception? cause = null) => new($"'{_name}' is damaged or not whole: {damage}. Nothing of it was restored.", cause);

    public async ValueTask DisposeAsync()
    {
        await _gzip.DisposeAsync();
        _hash.Dispose();
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (_end == _buffer.Length)
        {
            var kept = _end - _start;
            var into = kept > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(into);
            (_buffer, _start, _end) = (into, 0, kept);
        }

        try
        {
            var read = await _gzip.ReadAsync(_buffer.AsMemory(_end), ct);
            _end += read;
            Bytes += read;
            return read > 0;
        }
        catch (InvalidDataException e)
        {
            throw Refuse($"it cannot be uncompressed, {(_file.Position < _file.Length ? "somewhere before" : "at or before")} byte {_file.Position}", e);
        }
    }
}
