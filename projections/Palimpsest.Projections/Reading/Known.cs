using System.Runtime.CompilerServices;
using Npgsql;
using Palimpsest.Clocks;

namespace Palimpsest.Projections.Reading;

/// <summary>
/// What this process knows of a record that it has read from: all of it holds for ever, as long as it is the same record. So every question looks whether the latest event known of
/// is still the one of its number; if it is not, the database was replaced, and everything is read anew.
/// </summary>
internal sealed class Known
{
    private const long Most = 64L << 20;

    private static readonly ConditionalWeakTable<NpgsqlDataSource, Known> All = [];

    private readonly Lock _lock = new();
    private (Guid Record, RecordPoint Point) _latest = (default, RecordPoint.Empty);

    /// <summary>What is known of a database.</summary>
    public static Known Of(NpgsqlDataSource source) => All.GetOrCreateValue(source);

    /// <summary>Forgets what is known of a database; whoever reads from it still goes on with what he has.</summary>
    public static void Forget(NpgsqlDataSource source) => All.Remove(source);

    /// <summary>Which keys were ever merged.</summary>
    public Joined Joined { get; } = new();

    /// <summary>The subjects that were read last.</summary>
    public HeldSubjects Subjects { get; } = new(Most);

    /// <summary>The greatest number that was seen; 0 if none was.</summary>
    public long Number
    {
        get
        {
            lock (_lock)
            {
                return _latest.Point.Number;
            }
        }
    }

    /// <summary>Whether it is the same record.</summary>
    /// <param name="record">The record's id.</param>
    /// <param name="number">A number that was the greatest seen.</param>
    /// <param name="eventId">The event that the record holds there; null if it holds none.</param>
    /// <param name="point">Another point of it, seen now.</param>
    public bool IsOf(Guid record, long number, Guid? eventId, RecordPoint point)
    {
        lock (_lock)
        {
            var same = _latest.Point.Number == 0 || (_latest.Record == record && (_latest.Point.Number != number || _latest.Point.EventId == eventId));
            if (same && point.Number > _latest.Point.Number)
            {
                _latest = (record, point);
            }

            return same;
        }
    }
}
