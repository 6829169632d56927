using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Properties;

/// <summary>The product's reading of a random history, beside the oracle's.</summary>
internal static class Readings
{
    public const int Samples = 3000;

    public static WorldView Product(this HistoryAt at) => new(new RecordAsOf(Recorded(at.History), at.Y), at.X);

    public static IEnumerable<Recorded> Recorded(History history) =>
        history.Events.Select(e => new Recorded(e.Number, Instant.FromUnixTimeSeconds(e.Number), "a", null, "", e.Event));

    /// <summary>Compares two readings of one history, name by name, so that a failure says where they part.</summary>
    public static void ShouldAgree(this HistoryAt at, Func<OracleWorld, IEnumerable<string>> oracle, Func<WorldView, IEnumerable<string>> product) =>
        string.Join('\n', product(at.Product()).Order(StringComparer.Ordinal))
            .ShouldBe(string.Join('\n', oracle(at.World).Order(StringComparer.Ordinal)), at.ToString());
}
