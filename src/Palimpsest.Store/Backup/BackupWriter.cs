using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Palimpsest.Store.Backup;

/// <summary>Writes the lines of a backup, compressed, and sums them up. It is no backup before its trailer is written and it is disposed.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private const int Batch = 64 * 1024;

    private readonly GZipStream _gzip;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _lines = new(2 * Batch);
    private readonly Utf8JsonWriter _json;

    public BackupWriter(Stream to)
    {
        _gzip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        _json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public ValueTask WriteAsync(BackupHeader header, CancellationToken ct)
    {
        Begin("header");
        _json.WriteString("format", BackupFormat.Name);
        _json.WriteNumber("version", BackupFormat.Version);
        _json.WriteString("about", BackupFormat.About);
        _json.WriteString("record", header.Record);
        Write("createdAt", header.CreatedAt);
        _json.WriteNumber("schema", header.Schema);
        _json.WriteNumber("semantics", header.Semantics);
        _json.WriteNumber("number", header.Number);
        if (header.RecordedAt is { } at)
        {
            Write("recordedAt", at);
        }

        return EndAsync(ct);
    }

    public ValueTask WriteAsync(BackupLine line, CancellationToken ct)
    {
        switch (line)
        {
            case BackupStream stream:
                Begin("stream");
                _json.WriteString("id", stream.Id);
                _json.WriteNumber("version", stream.Version);
                Write("created", stream.Created);
                Write("changed", stream.Changed);
                break;
            case BackupEvent e:
                Begin("event");
                Write(e);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(line), line.GetType().Name, "no such line");
        }

        return EndAsync(ct);
    }

    /// <summary>Writes the trailer, and with it the end.</summary>
    public async Task<BackupTrailer> CloseAsync(BackupTally tally, CancellationToken ct)
    {
        await FlushAsync(ct);
        var trailer = new BackupTrailer(tally.Streams, tally.Events, tally.Commits, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        Begin("trailer");
        _json.WriteNumber("streams", trailer.Streams);
        _json.WriteNumber("events", trailer.Events);
        _json.WriteNumber("commits", trailer.Commits);
        _json.WriteString("sha256", trailer.Sha256);
        await EndAsync(ct);
        await FlushAsync(ct);
        return trailer;
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _gzip.DisposeAsync();
        _hash.Dispose();
    }

    private void Write(BackupEvent e)
    {
        _json.WriteNumber("number", e.Number);
        _json.WriteString("id", e.Id);
        _json.WriteString("stream", e.Stream);
        _json.WriteNumber("version", e.Version);
        _json.WriteString("type", e.Type);
        Write("timestamp", e.Timestamp);
        if (e.DotNetType is not null)
        {
            _json.WriteString("dotNetType", e.DotNetType);
        }

        if (e.By is not null)
        {
            _json.WriteString("by", e.By);
        }

        if (e.Headers is { } headers)
        {
            Write("headers", headers);
        }

        Write("data", e.Data);
        if (e.Committed is { } at)
        {
            Write("committed", at);
        }
    }

    private void Begin(string kind)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("kind", kind);
    }

    // As exact as PostgreSQL keeps it.
    private void Write(string name, DateTime instant) => _json.WriteString(name, instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    private void Write(string name, ReadOnlyMemory<byte> json)
    {
        _json.WritePropertyName(name);
        _json.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private async ValueTask EndAsync(CancellationToken ct)
    {
        _json.WriteEndObject();
        _json.Flush();
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= Batch)
        {
            await FlushAsync(ct);
        }
    }

    private async ValueTask FlushAsync(CancellationToken ct)
    {
        _hash.AppendData(_lines.WrittenSpan);
        await _gzip.WriteAsync(_lines.WrittenMemory, ct);
        _lines.ResetWrittenCount();
    }
}
