using NodaTime;
using Palimpsest.Clocks;

namespace Palimpsest.Benchmarks.Data;

/// <summary>A horizon, as every peer can be asked for it.</summary>
/// <param name="X">What could be known.</param>
/// <param name="Y">What was held.</param>
internal sealed record At(BelievedOn X, RecordPoint Y)
{
    /// <summary>X, cut to the microsecond that databases keep: a day ends a microsecond before the next midnight.</summary>
    public DateTime XAt => Microsecond(X.At);

    /// <summary>The instant of the commit.</summary>
    public DateTime YAt => Y.At!.Value.ToDateTimeUtc();

    /// <summary>An instant, cut to a microsecond.</summary>
    public static DateTime Microsecond(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10).ToDateTimeUtc();
}

/// <summary>What is believed of an incident in short: the row that a user of any other database would keep.</summary>
/// <param name="Incident">Its key.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Country">Its country.</param>
/// <param name="Day">Its day, if it is certain.</param>
/// <param name="Low">Killed, at least; null if nobody speaks of them.</param>
/// <param name="Best">Killed; null is none.</param>
/// <param name="High">Killed, at most; null is open.</param>
/// <param name="Claims">Who is said to be responsible.</param>
internal readonly record struct BeliefRow(string Incident, string? Kind, string? Country, DateOnly? Day, long? Low, long? Best, long? High, string Claims)
{
    public string Line => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Incident}|{Kind}|{Country}|{Day:yyyy-MM-dd}|{Low}|{Best}|{High}|{Claims}");
}

/// <summary>The killed of one day.</summary>
internal readonly record struct SeriesRow(DateOnly? Day, long Low, long? Best, long? High, long Incidents)
{
    public string Line => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}|{Low}|{Best}|{High}|{Incidents}");
}
