using System.Diagnostics;
using System.Globalization;
using Palimpsest.Store.Maintenance;

namespace Palimpsest.Cli.Writing;

/// <summary>How far maintenance has come, and how fast. Record numbers stand for events: their gaps are few.</summary>
internal sealed class Pace(IWork work) : IProgress<MaintenanceProgress>
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<string, (TimeSpan From, TimeSpan To, long Events)> _steps = new(StringComparer.Ordinal);
    private TimeSpan _last = TimeSpan.Zero;

    public void Report(MaintenanceProgress value)
    {
        lock (_lock)
        {
            // The first page of a view is told when it is done: its time began when the view before was done.
            var from = _steps.TryGetValue(value.What, out var step) ? step.From : _last;
            _last = _clock.Elapsed;
            _steps[value.What] = (from, _last, value.At);
        }

        work.At(string.Create(CultureInfo.InvariantCulture, $"{value.What}: {PerSecond(value.What):N0} events/s"), value.At, value.Of);
    }

    public long EventsOf(string what)
    {
        lock (_lock)
        {
            return _steps.GetValueOrDefault(what).Events;
        }
    }

    public long PerSecond(string what)
    {
        lock (_lock)
        {
            var (from, to, events) = _steps.GetValueOrDefault(what);
            return to > from ? (long)(events / (to - from).TotalSeconds) : 0;
        }
    }
}
