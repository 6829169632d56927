using NodaTime;

namespace Palimpsest.Projections.Columns;

/// <summary>Of a reading what most questions need, so that they read one place in memory for one subject.</summary>
internal readonly record struct SubjectRow(Instant First, int Event, int Reading, int Payload, byte Type, byte Reliability, byte Credibility);

/// <summary>
/// The readings of each subject, side by side. What was added since they were last laid out so stands in chains beside them; laying out anew whenever those
/// have grown by a quarter keeps the whole cost in proportion.
/// </summary>
internal sealed class SubjectRows
{
    private const int LeastChained = 4096;

    private readonly Adjacency _chained = new();
    private readonly List<int> _chainedSubjects = [];
    private SubjectRow[] _rows = [];
    private int[] _starts = [0];

    /// <summary>Adds a reading of a subject.</summary>
    public void Add(int subject, int reading, Column<ReadingCell> readings)
    {
        _chained.Add(subject, reading);
        _chainedSubjects.Add(subject);
        if (_chainedSubjects.Count > Math.Max(LeastChained, _rows.Length / 4))
        {
            LayOut(readings);
        }
    }

    /// <summary>Whether there is any reading of a subject.</summary>
    public bool Any(int subject) => Laid(subject).Length > 0 || _chained.Of(subject).MoveNext();

    /// <summary>The readings that are laid out.</summary>
    public ReadOnlySpan<SubjectRow> Laid(int subject) => subject + 1 < _starts.Length ? _rows.AsSpan(_starts[subject].._starts[subject + 1]) : [];

    /// <summary>The readings that are not.</summary>
    public Adjacency.Chain Chained(int subject) => _chained.Of(subject);

    /// <summary>A reading as a row.</summary>
    public static SubjectRow Row(int reading, in ReadingCell cell) => new(cell.First, cell.Event, reading, cell.Payload, cell.Type, cell.Reliability, cell.Credibility);

    private void LayOut(Column<ReadingCell> readings)
    {
        var subjects = Math.Max(_starts.Length - 1, _chainedSubjects.Max() + 1);
        var starts = new int[subjects + 1];
        for (var subject = 0; subject < subjects; subject++)
        {
            starts[subject + 1] = Laid(subject).Length;
        }

        _chainedSubjects.ForEach(subject => starts[subject + 1]++);
        for (var subject = 0; subject < subjects; subject++)
        {
            starts[subject + 1] += starts[subject];
        }

        var rows = new SubjectRow[_rows.Length + _chainedSubjects.Count];
        for (var subject = 0; subject < subjects; subject++)
        {
            var at = starts[subject];
            var laid = Laid(subject);
            laid.CopyTo(rows.AsSpan(at));
            at += laid.Length;
            foreach (var reading in _chained.Of(subject))
            {
                rows[at++] = Row(reading, readings[reading]);
            }
        }

        (_rows, _starts) = (rows, starts);
        _chained.Clear();
        _chainedSubjects.Clear();
    }
}
