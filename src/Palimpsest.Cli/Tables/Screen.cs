using System.Text;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>Where answers are printed: the terminal as it is, or, into a file or a pipe, plain text of a fixed width.</summary>
internal static class Screen
{
    /// <summary>The width where there is no terminal.</summary>
    public const int Width = 120;

    public static IAnsiConsole Console() => System.Console.IsOutputRedirected ? Plain(System.Console.Out, Width) : AnsiConsole.Console;

    /// <summary>Without colours or escape codes.</summary>
    public static IAnsiConsole Plain(TextWriter writer, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Writes text as UTF-8, whatever the terminal's encoding, so that the same answer is the same bytes.</summary>
    public static async Task WriteAsync(string text)
    {
        await using var output = System.Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
