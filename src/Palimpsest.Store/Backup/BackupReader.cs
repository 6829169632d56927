using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using Palimpsest.Json;

namespace Palimpsest.Store.Backup;

/// <summary>
/// Reads a backup from one end to the other. Whoever reads it takes its lines on trust until the last is read and nothing was refused:
/// only then do the counts and the sum say that they are what was written.
/// </summary>
internal sealed class BackupReader : IAsyncDisposable
{
    private static readonly FrozenSet<string> Types = EventCatalogue.All.Select(k => k.StorageName).ToFrozenSet(StringComparer.Ordinal);

    private readonly BackupLines _lines;
    private readonly string _name;
    private BackupSummary? _summary;

    private BackupReader(BackupLines lines, string name, BackupHeader header)
    {
        _lines = lines;
        _name = name;
        Header = header;
    }

    /// <summary>What it says that it is of.</summary>
    public BackupHeader Header { get; }

    /// <summary>What it is; there once it was read to its end.</summary>
    public BackupSummary Summary => _summary ?? throw new InvalidOperationException("It was not read to its end.");

    /// <summary>So many bytes were uncompressed.</summary>
    public long Bytes => _lines.Bytes;

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file at its beginning; it stays open.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BackupRefusedException">It is no backup, or of a version that this program does not know.</exception>
    public static async Task<BackupReader> OpenAsync(Stream file, string name, CancellationToken ct)
    {
        var lines = new BackupLines(file, name);
        try
        {
            var header = await lines.ReadAsync(BackupFormat.LongestHeader, ct) ? BackupParser.Header(lines.Line, name) : null;
            if (header is null)
            {
                throw NoBackup(name);
            }

            Versions.Check(name, header);
            lines.AddToHash();
            return new BackupReader(lines, name, header);
        }
        catch (BackupRefusedException e) when (e.InnerException is InvalidDataException)
        {
            await lines.DisposeAsync();
            throw NoBackup(name, e);
        }
        catch
        {
            await lines.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every stream and every event; the end is only reached if all of it is as it was written.</summary>
    /// <exception cref="BackupRefusedException">It is cut off or damaged, or holds an event that this program does not know.</exception>
    public async IAsyncEnumerable<BackupLine> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var tally = new BackupTally();
        while (await _lines.ReadAsync(BackupFormat.LongestLine, ct))
        {
            if (_lines.Line.Span.StartsWith(BackupFormat.TrailerStart))
            {
                await CloseAsync(tally, ct);
                yield break;
            }

            _lines.AddToHash();
            var line = Parse(BackupParser.Line);
            if (tally.Add(line) is { } wrong)
            {
                throw _lines.Refuse($"line {_lines.Count}: {wrong}");
            }

            if (line is BackupEvent { Type: var type, Number: var number } && !Types.Contains(type))
            {
                throw new BackupRefusedException(string.Create(CultureInfo.InvariantCulture,
                    $"'{_name}': event {number} is a {type}, which this program does not know. Restore it with a newer program."));
            }

            yield return line;
        }

        throw _lines.Refuse("it is cut off: its trailer is missing");
    }

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    /// <summary>It is no backup.</summary>
    public static BackupRefusedException NoBackup(string name, Exception? cause = null) =>
        new($"'{name}' is no backup of a Palimpsest record, or its very beginning is damaged. What palimpsest export wrote is read by palimpsest import.", cause);

    private async Task CloseAsync(BackupTally tally, CancellationToken ct)
    {
        var trailer = Parse(BackupParser.Trailer);
        var told = new BackupTrailer(tally.Streams, tally.Events, tally.Commits, _lines.Sha256());
        if (trailer != told)
        {
            throw _lines.Refuse(trailer with { Sha256 = told.Sha256 } == told
                ? "its content is not what was written: the SHA-256 differs"
                : "it does not hold as many streams, events and commits as were written");
        }

        if (tally.Close(Header) is { } wrong)
        {
            throw _lines.Refuse(wrong);
        }

        if (await _lines.ReadAsync(BackupFormat.LongestHeader, ct))
        {
            throw _lines.Refuse("something stands behind its trailer");
        }

        _summary = new BackupSummary(Header, trailer);
    }

    private T Parse<T>(Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return parse(_lines.Line);
        }
        catch (FormatException e)
        {
            throw _lines.Refuse($"line {_lines.Count}: {e.Message}", e);
        }
    }
}
