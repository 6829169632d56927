using Palimpsest.Cli.Shared;
using Spectre.Console;

namespace Palimpsest.Cli.Tests;

/// <summary>What a command line printed, and what it ended with.</summary>
public sealed record Ran(int ExitCode, string Output, string Error);

/// <summary>Runs the command line in this process, one at a time, since a process has one console.</summary>
public static class CommandLine
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<Ran> RunAsync(params string[] words)
    {
        await OneAtATime.WaitAsync();
        var (output, error, console) = (Console.Out, Console.Error, AnsiConsole.Console);
        using var outputs = new StringWriter();
        using var errors = new StringWriter();
        try
        {
            Console.SetOut(outputs);
            Console.SetError(errors);

            // Made once a process, it would write to the first test's output for ever.
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(outputs) });
            return new Ran(await Run.Async(Root.Make(), words), outputs.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            AnsiConsole.Console = console;
            OneAtATime.Release();
        }
    }
}
