using NodaTime;

namespace Palimpsest.Synthetic;

/// <summary>What a step of the record is for.</summary>
internal enum Slot
{
    NewIncident,
    NewPerson,
    NewFaction,
    OfIncident,
    OfPerson,
    OfFaction,
}

/// <summary>
/// Which step tells of what, and when: worked out, never remembered, so that what was said of any subject before can be told again without holding the record.
/// One assertion a step, and the steps are spread evenly over the simulated years.
/// </summary>
internal sealed class Plan
{
    public const int Incidents = 150;
    public const int Persons = 95;
    public const int Factions = 5;
    private const int Block = 1000;
    private static readonly (Slot Slot, int Count)[] Shares =
    [
        (Slot.NewIncident, Incidents), (Slot.NewPerson, Persons), (Slot.NewFaction, Factions), (Slot.OfIncident, 610), (Slot.OfPerson, 80), (Slot.OfFaction, 60),
    ];

    private readonly Slot[] _slots = new Slot[Block];
    private readonly int[] _rank = new int[Block];
    private readonly int[][] _places = new int[3][];
    private readonly long _steps;
    private readonly Instant _start;
    private readonly double _ticks;

    public Plan(ulong seed, long steps, Instant start, Instant end)
    {
        _steps = steps;
        _start = start;
        _ticks = (end - start).TotalTicks;
        var slots = Shares.SelectMany(s => Enumerable.Repeat(s.Slot, s.Count)).ToArray();
        var dice = Dice.Of(seed, 1, 0);
        for (var i = slots.Length - 1; i > 0; i--)
        {
            var j = dice.Next(i + 1);
            (slots[i], slots[j]) = (slots[j], slots[i]);
        }

        // There is one of each before anything more is told of one.
        for (var i = 0; i < 3; i++)
        {
            var at = Array.IndexOf(slots, (Slot)i, i);
            (slots[i], slots[at]) = (slots[at], slots[i]);
        }

        _slots = slots;
        for (var kind = 0; kind < 3; kind++)
        {
            _places[kind] = [.. Enumerable.Range(0, Block).Where(i => slots[i] == (Slot)kind)];
            for (var i = 0; i < _places[kind].Length; i++)
            {
                _rank[_places[kind][i]] = i;
            }
        }
    }

    public Slot At(long step) => _slots[step % Block];

    /// <summary>The index of the subject that a step first tells of.</summary>
    public long NewAt(long step) => ((step / Block) * _places[(int)At(step)].Length) + _rank[step % Block];

    /// <summary>The step that first tells of a subject.</summary>
    public long StepOf(Slot kind, long index) => ((index / _places[(int)kind].Length) * Block) + _places[(int)kind][index % _places[(int)kind].Length];

    /// <summary>How many subjects of a kind were told of before a step.</summary>
    public long Before(Slot kind, long step)
    {
        var places = _places[(int)kind];
        var at = Array.BinarySearch(places, (int)(step % Block));
        return ((step / Block) * places.Length) + (at < 0 ? ~at : at);
    }

    /// <summary>When a step is recorded, to the microsecond.</summary>
    public Instant InstantOf(long step) => _start.PlusTicks((long)(_ticks * step / _steps) / 10 * 10);

    public LocalDate DayOf(long step) => InstantOf(step).InUtc().Date;

    /// <summary>So many subjects of a kind are first told of within some days; at least 20.</summary>
    public long Within(int days, int perBlock) => Math.Max(20, (long)(_steps * (double)perBlock / Block * days * NodaConstants.TicksPerDay / _ticks));
}
