using System.Security.Cryptography;
using Npgsql;

namespace Palimpsest.Store.Submitting;

/// <summary>The bytes of a file that was handed in, from its beginning to its end, a chunk at a time. At the end they are held to the sum that they were handed in with.</summary>
internal sealed class ChunkStream(NpgsqlDataSource source, long id, string sha256) : Stream
{
    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> _chunk;
    private int _place;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_chunk.IsEmpty && !_ended)
        {
            await NextAsync(cancellationToken);
        }

        var read = Math.Min(buffer.Length, _chunk.Length);
        _chunk[..read].CopyTo(buffer);
        _chunk = _chunk[read..];
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("it is read without waiting");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sum.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task NextAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (await SubmittedImports.AskAsync(connection, $"select bytes from {SubmittedImports.Schema}.chunk where file = $1 and place = $2", ct, id, _place++) is byte[] bytes)
        {
            _sum.AppendData(bytes);
            _chunk = bytes;
            return;
        }

        _ended = true;
        if (Convert.ToHexStringLower(_sum.GetHashAndReset()) != sha256)
        {
            throw new InvalidDataException("what is kept of the file is not what was handed in: its SHA-256 differs");
        }
    }
}
