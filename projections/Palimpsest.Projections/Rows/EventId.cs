using System.Security.Cryptography;
using System.Text;

namespace Palimpsest.Projections.Rows;

/// <summary>The id of an event in the database: UUID version 5 (RFC 9562) of its id in the record, so that either finds the other and a repetition is refused by the database itself.</summary>
public static class EventId
{
    // The namespace of this record's ids, drawn once; another would lose every recorded event.
    private static readonly Guid Namespace = new("6f1f6c1e-6f0e-5b0f-9a55-0d1c8f2b7a10");

    /// <summary>The event id of an assertion or act.</summary>
    public static Guid Of(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var name = new byte[16 + Encoding.UTF8.GetByteCount(id)];
        Namespace.TryWriteBytes(name, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(id, name.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
