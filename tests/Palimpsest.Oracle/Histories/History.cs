using Palimpsest.Clocks;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Histories;

/// <summary>A record as it was delivered. Prints as lines of the native format, to be pasted into a file and imported.</summary>
public sealed record History(IReadOnlyList<OracleEvent> Events)
{
    public long Last => Events.Count == 0 ? 0 : Events.Max(e => e.Number);

    public IEnumerable<Assertion> Reports => Events.Select(e => e.Event).OfType<Assertion>();

    public override string ToString() =>
        $"# {Events.Count} events, numbered {string.Join(' ', Events.Select(e => e.Number))}\n"
        + string.Join('\n', Events.Select(e => RecordJson.Write(e.Event)));
}

/// <summary>A record, the horizon at which it is asked, and who is heard.</summary>
public sealed record HistoryAt(History History, BelievedOn X, long Y, OraclePerspective Perspective)
{
    public OracleWorld World => new(History.Events, X.At, Y, Perspective);

    public override string ToString() => $"# believed on {X}, as recorded up to {Y}, heard: {Perspective}\n{History}";
}
