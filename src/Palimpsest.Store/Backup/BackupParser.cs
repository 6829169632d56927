using System.Text.Json;

namespace Palimpsest.Store.Backup;

/// <summary>From the bytes of a line to what it says. What is not as this version of the format writes it is refused with a <see cref="FormatException"/>.</summary>
internal static class BackupParser
{
    // Payloads are bounded where they are read; here they are only passed on.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 10_000 };

    /// <summary>Reads the first line; null if it is not that of a backup.</summary>
    /// <exception cref="BackupRefusedException">It is of a version that this program does not know.</exception>
    public static BackupHeader? Header(ReadOnlyMemory<byte> line, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var header = json.RootElement;
            if (header.GetProperty("kind").GetString() != "header" || header.GetProperty("format").GetString() != BackupFormat.Name)
            {
                return null;
            }

            // Before anything else is looked for: another version may say it otherwise.
            Versions.Check(file, "the format", header.GetProperty("version").GetInt32(), BackupFormat.Version, BackupFormat.Version);
            return new BackupHeader(
                header.GetProperty("record").GetGuid(),
                Utc(header.GetProperty("createdAt").GetDateTime()),
                header.GetProperty("schema").GetInt32(),
                header.GetProperty("semantics").GetInt32(),
                header.GetProperty("number").GetInt64(),
                header.TryGetProperty("recordedAt", out var at) ? Utc(at.GetDateTime()) : null);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return null;
        }
    }

    /// <summary>Reads a stream or an event.</summary>
    public static BackupLine Line(ReadOnlyMemory<byte> line) => Parse(line, fields => fields.Kind switch
    {
        "stream" => fields.ToStream(),
        "event" => (BackupLine)fields.ToEvent(),
        _ => throw new FormatException($"'{fields.Kind}' is no kind of line"),
    });

    /// <summary>Reads the last line.</summary>
    public static BackupTrailer Trailer(ReadOnlyMemory<byte> line) =>
        Parse(line, fields => new BackupTrailer(Given(fields.Streams), Given(fields.Events), Given(fields.Commits), Given(fields.Sha256)));

    private static T Parse<T>(ReadOnlyMemory<byte> line, Func<Fields, T> make)
    {
        try
        {
            return make(Fields.Read(line));
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static bool IsMalformed(Exception e) => e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException;

    private static T Given<T>(T? value)
        where T : struct => value ?? throw new FormatException("a field is missing");

    private static string Given(string? value) => value ?? throw new FormatException("a field is missing");

    private static DateTime Utc(DateTime instant) => instant.Kind == DateTimeKind.Utc ? instant : throw new FormatException("an instant is not in UTC");

    // One reading for the fields of every kind; each kind takes its own.
    private struct Fields
    {
        public string? Kind;
        public string? Sha256;
        public long? Streams;
        public long? Events;
        public long? Commits;
        private string? _id;
        private string? _stream;
        private string? _type;
        private string? _dotNetType;
        private string? _by;
        private long? _number;
        private long? _version;
        private DateTime? _created;
        private DateTime? _changed;
        private DateTime? _timestamp;
        private DateTime? _committed;
        private ReadOnlyMemory<byte>? _headers;
        private ReadOnlyMemory<byte>? _data;

        public static Fields Read(ReadOnlyMemory<byte> line)
        {
            var fields = default(Fields);
            var reader = new Utf8JsonReader(line.Span, Options);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                fields.Take(name!, ref reader, line);
            }

            // Reads on to the end, where there must be nothing more.
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? fields : throw new FormatException("a line is one object");
        }

        public readonly BackupStream ToStream() => new(Given(_id), Given(_version), Given(_created), Given(_changed));

        public readonly BackupEvent ToEvent() => new(
            Given(_number),
            Guid.ParseExact(Given(_id), "D"),
            Given(_stream),
            Given(_version),
            Given(_type),
            _dotNetType,
            Given(_timestamp),
            _by,
            _headers,
            Given(_data),
            _committed);

        private void Take(string name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
        {
            switch (name)
            {
                case "kind": Kind = reader.GetString(); break;
                case "number": _number = reader.GetInt64(); break;
                case "id": _id = reader.GetString(); break;
                case "stream": _stream = reader.GetString(); break;
                case "version": _version = reader.GetInt64(); break;
                case "type": _type = reader.GetString(); break;
                case "timestamp": _timestamp = Utc(reader.GetDateTime()); break;
                case "dotNetType": _dotNetType = reader.GetString(); break;
                case "by": _by = reader.GetString(); break;
                case "headers": _headers = Raw(ref reader, line); break;
                case "data": _data = Raw(ref reader, line); break;
                case "committed": _committed = Utc(reader.GetDateTime()); break;
                case "created": _created = Utc(reader.GetDateTime()); break;
                case "changed": _changed = Utc(reader.GetDateTime()); break;
                case "streams": Streams = reader.GetInt64(); break;
                case "events": Events = reader.GetInt64(); break;
                case "commits": Commits = reader.GetInt64(); break;
                case "sha256": Sha256 = reader.GetString(); break;
                default: throw new FormatException($"'{name}' is no field of a line");
            }
        }

        // The very bytes: what PostgreSQL wrote it reads again, whatever this program thinks of it.
        private static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return line[start..(int)reader.BytesConsumed];
        }
    }
}
