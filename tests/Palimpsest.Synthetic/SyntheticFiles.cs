using System.Buffers.Binary;
using System.Text.Json;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Projections.Reading;
using Palimpsest.Projections.Rows;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Schema;

namespace Palimpsest.Synthetic;

/// <summary>Writes a synthetic record in the forms that the product reads.</summary>
public static class SyntheticFiles
{
    /// <summary>Writes the native format, as an import reads it: numbers and instants will be those of the import.</summary>
    public static Task WriteNativeAsync(this SyntheticRecord record, Stream to, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return NativeWriter.WriteAsync(to, Entries(record), ct);
    }

    /// <summary>
    /// Writes a backup, so that a restore makes the record with its numbers and its clock. The record is told twice; the names of its streams are held meanwhile,
    /// some 150 bytes each, for a backup begins with them.
    /// </summary>
    public static async Task WriteBackupAsync(this SyntheticRecord record, Stream to, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        var (streams, last) = Streams(record);
        var tally = new BackupTally();
        await using var backup = new BackupWriter(to);
        await backup.WriteAsync(
            new BackupHeader(IdOf(record), Utc(SyntheticRecord.Start), RecordSchema.Version, Semantics.Current, last.Number, Utc(last.At)),
            ct);
        foreach (var (id, stream) in streams.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var line = new BackupStream(id, stream.Version, Utc(stream.Created), Utc(stream.Changed));
            tally.Add(line);
            await backup.WriteAsync(line, ct);
        }

        // Told again, each stream counts its events anew.
        streams = new Dictionary<string, Told>(streams.Count, StringComparer.Ordinal);
        foreach (var commit in record.Commits())
        {
            foreach (var recorded in commit)
            {
                var line = EventOf(recorded, Next(streams, recorded), isLast: ReferenceEquals(recorded, commit[^1]));
                tally.Add(line);
                await backup.WriteAsync(line, ct);
            }
        }

        await backup.CloseAsync(tally, ct);
    }

    private static async IAsyncEnumerable<NativeEntry> Entries(SyntheticRecord record)
    {
        await Task.CompletedTask;
        foreach (var recorded in record.Events())
        {
            yield return new NativeEntry(recorded.Event, recorded.By, recorded.Reason);
        }
    }

    private static (Dictionary<string, Told> Streams, Recorded Last) Streams(SyntheticRecord record)
    {
        var streams = new Dictionary<string, Told>(StringComparer.Ordinal);
        Recorded? last = null;
        foreach (var recorded in record.Events())
        {
            Next(streams, recorded);
            last = recorded;
        }

        return (streams, last!);
    }

    private static long Next(Dictionary<string, Told> streams, Recorded recorded)
    {
        ref var stream = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(streams, recorded.Stream, out var exists);
        stream = new Told(stream.Version + 1, exists ? stream.Created : recorded.At, recorded.At);
        return stream.Version;
    }

    private static BackupEvent EventOf(Recorded recorded, long version, bool isLast)
    {
        var type = recorded.Event.GetType();
        return new BackupEvent(
            recorded.Number,
            EventId.Of(recorded.Event.Id),
            recorded.Stream,
            version,
            EventCatalogue.Of(recorded.Event).StorageName,
            $"{type.FullName}, {type.Assembly.GetName().Name}",
            Utc(recorded.At),
            recorded.By,
            recorded.Reason is { } reason ? JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = reason }) : default(ReadOnlyMemory<byte>?),
            JsonSerializer.SerializeToUtf8Bytes(recorded.Event, type, RecordJson.Options),
            isLast ? Utc(recorded.At) : null);
    }

    private static DateTime Utc(Instant instant) => instant.ToDateTimeUtc();

    // One record, one id; two of the same size and seed are the same record.
    private static Guid IdOf(SyntheticRecord record)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, record.Assertions);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], record.Seed);
        bytes[6] = 0x80;
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }

    private readonly record struct Told(long Version, Instant Created, Instant Changed);
}
