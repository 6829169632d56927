using NodaTime;
using Palimpsest.Reports;

namespace Palimpsest.Synthetic;

/// <summary>An entry that something may still be done to, as it reads now.</summary>
internal sealed class OpenEntry(RecordEvent content, string stream, LocalDate published)
{
    public RecordEvent Content { get; set; } = content;

    public ITold Told => (ITold)Content;

    public string Stream { get; } = stream;

    public LocalDate Published { get; set; } = published;

    public string? LastAct { get; set; }

    public bool Withdrawn { get; set; }

    public bool Retracted { get; set; }
}

/// <summary>The latest entries: so many, however long the record is.</summary>
internal sealed class Window(int size)
{
    private readonly OpenEntry[] _entries = new OpenEntry[size];
    private long _added;

    public int Count => (int)Math.Min(_added, size);

    public void Add(OpenEntry entry) => _entries[_added++ % size] = entry;

    /// <summary>One of them that will do; null if none of a few tries does.</summary>
    public OpenEntry? Any(Dice dice, Func<OpenEntry, bool> does)
    {
        for (var i = 0; i < 20 && Count > 0; i++)
        {
            var entry = _entries[dice.Next(Count)];
            if (does(entry))
            {
                return entry;
            }
        }

        return null;
    }
}
