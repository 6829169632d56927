using System.Buffers;
using Palimpsest.Projections.Rows;
using Palimpsest.Reports;

namespace Palimpsest.Projections.Rebuilding;

/// <summary>Rows of one table as PostgreSQL's text COPY reads them, gathered in memory.</summary>
internal sealed class CopyText(RowTable table)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\\t\n\r");

    private readonly ArrayBufferWriter<char> _text = new(1 << 16);

    /// <summary>The table.</summary>
    public RowTable Table => table;

    /// <summary>So many rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The text so far.</summary>
    public ReadOnlyMemory<char> Text => _text.WrittenMemory;

    /// <summary>Begins anew, in the same memory.</summary>
    public void Clear()
    {
        _text.ResetWrittenCount();
        Rows = 0;
    }

    /// <summary>Adds the rows of an event.</summary>
    public void Add(long seq, string stream, RecordEvent @event)
    {
        foreach (var row in table.Rows(@event, stream))
        {
            seq.TryFormat(_text.GetSpan(20), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
            _text.Advance(written);
            foreach (var cell in row)
            {
                Add('\t');
                Add(cell);
            }

            Add('\n');
            Rows++;
        }
    }

    private void Add(char one)
    {
        _text.GetSpan(1)[0] = one;
        _text.Advance(1);
    }

    private void Add(string? cell)
    {
        var text = cell switch
        {
            null => "\\N",
            _ when cell.AsSpan().ContainsAny(Special) => cell.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal),
            _ => cell,
        };
        _text.Write(text);
    }
}
