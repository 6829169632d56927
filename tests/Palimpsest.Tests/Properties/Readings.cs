using System.Text.Json;
using NodaTime;
using Palimpsest.Beliefs;
using Palimpsest.Json;
using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Casualties;
using Palimpsest.Projections.Factions;
using Palimpsest.Projections.Incidents;
using Palimpsest.Projections.People;
using Palimpsest.Subjects;
using Palimpsest.Tests.Histories;
using Palimpsest.Tests.Oracle;

namespace Palimpsest.Tests.Properties;

/// <summary>The product's reading of a random history, beside the oracle's.</summary>
internal static class Readings
{
    public const int Samples = 3000;

    public static WorldView Product(this HistoryAt at) => new(new RecordAsOf(Recorded(at.History), at.Y), at.X, Product(at.Perspective));

    public static Perspective Product(OraclePerspective perspective) => new(perspective.Outlets ?? [], perspective.AtLeast, perspective.Party);

    public static IEnumerable<Recorded> Recorded(History history) =>
        history.Events.Select(e => new Recorded(e.Number, Instant.FromUnixTimeSeconds(e.Number), "ada", "as told", "", e.Event));

    /// <summary>Compares two readings of one history, name by name, so that a failure says where they part.</summary>
    public static void ShouldAgree(this HistoryAt at, Func<OracleWorld, IEnumerable<string>> oracle, Func<WorldView, IEnumerable<string>> product) =>
        string.Join('\n', product(at.Product()).Order(StringComparer.Ordinal))
            .ShouldBe(string.Join('\n', oracle(at.World).Order(StringComparer.Ordinal)), at.ToString());

    /// <summary>Everything that a world says of the reports in it and of the subjects, as one text.</summary>
    public static string Everything(WorldView world) => string.Join(
        '\n',
        world.Record.Assertions.Where(world.IsVisible).Select(a => $"{RecordJson.Write(a)} {world.VisibleFrom(a)} {world.IsCurrent(a)} {Sorted(world.Contests(a).Select(c => $"{c.How} {c.Id}"))}")
            .Order(StringComparer.Ordinal)
            .Concat(Cast.All.Select(key => Json(Belief(world, key)))));

    /// <summary>The same without the order of its lists, some of which is that of the record.</summary>
    public static string Unordered(string everything) => string.Join('\n', everything.Split('\n').Select(line => line.TrimEnd(',')).Order(StringComparer.Ordinal));

    /// <summary>Compares two such texts, line by line.</summary>
    public static void ShouldSay(this string text, string expected, string why)
    {
        var (lines, others) = (text.Split('\n'), expected.Split('\n'));
        var at = lines.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        (string.Join('\n', lines.Skip(at).Take(5)) == string.Join('\n', others.Skip(at).Take(5)) && lines.Length == others.Length)
            .ShouldBeTrue($"{why}\nsays\n{string.Join('\n', lines.Skip(at).Take(5))}\nand not\n{string.Join('\n', others.Skip(at).Take(5))}");
    }

    private static object Belief(WorldView world, SubjectKey key) => key.Kind switch
    {
        SubjectKind.Faction => FactionResolver.Resolve(world, key),
        SubjectKind.Person => PersonResolver.Resolve(world, key),
        _ => IncidentResolver.Resolve(world, key, new TallyRule()),
    };

    private static string Json(object belief) => JsonSerializer.Serialize(belief, belief.GetType(), AnswerJson.Options);

    private static string Sorted(IEnumerable<string> texts) => string.Join(',', texts.Order(StringComparer.Ordinal));
}
