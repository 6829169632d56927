using System.Runtime.CompilerServices;
using Palimpsest.Cli.Tables;
using Palimpsest.Projections.Reading;

namespace Palimpsest.Cli.Tests.Reading;

/// <summary>
/// Holds what is drawn to the approved text beside the tests. A difference leaves the new text as <c>.received.txt</c>;
/// whoever likes it better renames it.
/// </summary>
internal static class Approval
{
    public static string Draw(Answer answer, int width = Screen.Width) => Draw(console => AnswerTables.Draw(console, answer), width);

    public static string Draw(Action<Spectre.Console.IAnsiConsole> draw, int width = Screen.Width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        draw(Screen.Plain(writer, width));
        return string.Join('\n', writer.ToString().ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()));
    }

    public static void ShouldBeApproved(this string drawn, [CallerMemberName] string name = "")
    {
        var approved = Path.Combine(FixtureRecord.Repository, "tests", "Palimpsest.Cli.Tests", "Reading", "Approved", name + ".txt");
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (drawn != expected)
        {
            File.WriteAllText(Path.ChangeExtension(approved, ".received.txt"), drawn);
        }

        drawn.ShouldBe(expected, $"see {approved}");
    }
}
