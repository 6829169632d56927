using Palimpsest.Acts;
using Palimpsest.Beliefs;
using Palimpsest.Reports;

namespace Palimpsest.Import.Native;

/// <summary>
/// The lines of a file that were decided, found again by their ids: of each is held where it begins, what became of it, and which editor acts of the file aim at it.
/// </summary>
internal sealed class EarlierLines(NativeFile file, string? importer, long first)
{
    private const int None = -1;

    private readonly NameMap _ids = new();
    private readonly PieceList<Line> _lines = new();
    private readonly NameMap _targets = new();
    private readonly PieceList<int> _lastAct = new();
    private readonly PieceList<(int Place, int Before)> _acts = new();

    private enum State : byte
    {
        Nothing,
        Decided,
        DecidedSourceAct,
        Refused,
    }

    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Adds a line of which nothing is decided yet.</summary>
    /// <returns>Its place and whether the id is new; else the place of the line where the id stood first.</returns>
    public (int Place, bool IsNew) Add(string id, NativeLine line)
    {
        var (place, isNew) = _ids.Add(id);
        if (isNew)
        {
            _lines.Add(new Line(line.Start, line.Number, State.Nothing));
        }

        return (place, isNew);
    }

    /// <summary>It will be recorded.</summary>
    public void Decided(int place, RecordEvent @event)
    {
        _lines[place] = _lines[place] with { State = @event is SourceAct ? State.DecidedSourceAct : State.Decided };
        if (@event is EntryAct act)
        {
            var (target, isNew) = _targets.Add(act.Target);
            if (isNew)
            {
                _lastAct.Add(None);
            }

            _lastAct[target] = _acts.Add((place, _lastAct[target]));
        }
    }

    /// <summary>It is refused, and so is what rests on it.</summary>
    public void Refused(int place) => _lines[place] = _lines[place] with { State = State.Refused };

    /// <summary>The line on which the id is refused; null if it is not.</summary>
    public int? RefusedOn(string id) => _ids.Find(id) is var place && place >= 0 && _lines[place].State == State.Refused ? _lines[place].Number : null;

    /// <summary>A line again.</summary>
    /// <exception cref="InputFileException">Another line stands there now.</exception>
    public NativeLine Read(int place)
    {
        var line = file.ReadAgain(_lines[place].Start, _lines[place].Number);
        return line.Event is { } @event && _ids.Find(@event.Id) == place ? line : throw new InputFileException("the file was changed while it was read");
    }

    /// <summary>Adds to the names the targets of the acts among them that stand in this file, and so on: an act stands in the stream of its target.</summary>
    /// <returns>Those that this file is to record.</returns>
    public IReadOnlyList<string> Close(HashSet<string> names)
    {
        var here = new List<string>();
        var look = new Queue<string>(names);
        while (look.TryDequeue(out var name))
        {
            if (PlaceOf(name) is not { } place)
            {
                continue;
            }

            here.Add(name);
            if (_lines[place].State == State.DecidedSourceAct && Read(place).Event is SourceAct act && names.Add(act.Target))
            {
                look.Enqueue(act.Target);
            }
        }

        return here;
    }

    /// <summary>Tells what this file is to record of the names, and the editor acts on them, as decided.</summary>
    public IReadOnlyList<Recorded> Give(Known known, IEnumerable<string> names)
    {
        var places = new SortedSet<int>();
        foreach (var name in names)
        {
            if (PlaceOf(name) is { } place)
            {
                places.Add(place);
            }

            if (_targets.Find(name) is var target && target >= 0)
            {
                for (var act = _lastAct[target]; act != None; act = _acts[act].Before)
                {
                    places.Add(_acts[act].Place);
                }
            }
        }

        return [.. places.Select(Read).Select(line => known.Decided(line.Event!, line.EnteredBy ?? importer ?? "", line.Reason, first + line.Number))];
    }

    private int? PlaceOf(string id) => _ids.Find(id) is var place && place >= 0 && _lines[place].State is State.Decided or State.DecidedSourceAct ? place : null;

    private readonly record struct Line(long Start, int Number, State State);
}
