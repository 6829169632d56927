using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Palimpsest.Import.Native;
using Palimpsest.Json;
using Palimpsest.Projections;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Store.Importing;

/// <summary>An event with its place.</summary>
/// <param name="Number">Its record number, or its place in the file.</param>
/// <param name="Version">Its version in its stream, or its place among the events of the file in that stream.</param>
/// <param name="Entry">The event.</param>
internal readonly record struct PlacedEntry(long Number, long Version, ImportEntry Entry);

/// <summary>
/// Rows as COPY reads them, of the events and of every view that is kept with them: the same that the store writes for a single command.
/// </summary>
internal sealed class EventRows
{
    private static readonly FrozenDictionary<Type, (string Storage, string DotNet)> Kinds =
        EventCatalogue.All.ToFrozenDictionary(k => k.Type, k => (k.StorageName, $"{k.Type.FullName}, {k.Type.Assembly.GetName().Name}"));

    private readonly ArrayBufferWriter<byte>[] _views = [.. Views.Select(_ => new ArrayBufferWriter<byte>())];
    private readonly ArrayBufferWriter<byte> _events = new(1 << 16);

    /// <summary>The tables of all views that are kept with the events; those that follow come later, from the nodes that serve.</summary>
    public static IReadOnlyList<RowTable> Views { get; } = ProjectionCatalogue.InlineTables;

    /// <summary>Rows of number, event id, stream, version, type, .NET type, author, headers, payload; and the instant if it is given.</summary>
    public ReadOnlyMemory<byte> Events => _events.WrittenMemory;

    /// <summary>The rows of one of the <see cref="Views"/>.</summary>
    public ReadOnlyMemory<byte> OfView(int view) => _views[view].WrittenMemory;

    /// <summary>The rows of some events.</summary>
    /// <param name="entries">The events.</param>
    /// <param name="at">An instant as PostgreSQL reads it, for each event's last column; null: there is none.</param>
    public static EventRows Of(IReadOnlyList<PlacedEntry> entries, string? at = null)
    {
        var rows = new EventRows();
        foreach (var placed in entries)
        {
            rows.Add(placed, at);
        }

        return rows;
    }

    private void Add(PlacedEntry placed, string? at)
    {
        var (@event, stream) = (placed.Entry.Event, placed.Entry.Decided.Stream);
        var number = placed.Number.ToString(CultureInfo.InvariantCulture);
        var (storage, dotNet) = Kinds[@event.GetType()];
        Write(_events, number);
        Next(_events, EventId.Of(@event.Id).ToString());
        Next(_events, stream);
        Next(_events, placed.Version.ToString(CultureInfo.InvariantCulture));
        Next(_events, storage);
        Next(_events, dotNet);
        Next(_events, placed.Entry.By);

        // As the store's own serialiser writes it where there are no headers.
        Next(_events, placed.Entry.Reason is { } reason ? JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = reason }, RecordJson.Options) : "null");
        _events.Write("\t"u8);
        Write(_events, JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), RecordJson.Options));
        if (at is not null)
        {
            Next(_events, at);
        }

        _events.Write("\n"u8);
        for (var view = 0; view < _views.Length; view++)
        {
            foreach (var row in Views[view].Rows(@event, stream))
            {
                Write(_views[view], number);
                foreach (var cell in row)
                {
                    Next(_views[view], cell);
                }

                _views[view].Write("\n"u8);
            }
        }
    }

    private static void Next(ArrayBufferWriter<byte> to, string? cell)
    {
        to.Write("\t"u8);
        if (cell is null)
        {
            to.Write("\\N"u8);
        }
        else
        {
            Write(to, cell);
        }
    }

    private static void Write(ArrayBufferWriter<byte> to, string cell)
    {
        if (cell.AsSpan().IndexOfAny("\\\t\n\r") < 0)
        {
            to.Advance(Encoding.UTF8.GetBytes(cell, to.GetSpan(Encoding.UTF8.GetMaxByteCount(cell.Length))));
        }
        else
        {
            Write(to, Encoding.UTF8.GetBytes(cell));
        }
    }

    private static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> cell)
    {
        while (cell.IndexOfAny("\\\t\n\r"u8) is var at && at >= 0)
        {
            to.Write(cell[..at]);
            to.Write(cell[at] switch
            {
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => "\\\\"u8,
            });
            cell = cell[(at + 1)..];
        }

        to.Write(cell);
    }
}
