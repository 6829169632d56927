using System.CommandLine;
using Npgsql;
using Palimpsest.Cli.Verbs;
using Palimpsest.Import;
using Palimpsest.Projections.Reading;
using Palimpsest.Store;
using Palimpsest.Store.Backup;
using Palimpsest.Store.Embedded;
using Palimpsest.Store.Schema;

namespace Palimpsest.Cli.Shared;

/// <summary>What a verb ends with.</summary>
internal static class Exit
{
    public const int Done = 0;

    /// <summary>Refused: bad input, a conflict, a token of another record. Nothing was changed.</summary>
    public const int Refused = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The database or the machine failed.</summary>
    public const int Failed = 3;

    /// <summary>Stopped by Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}

/// <summary>A verb refuses what it was asked; the message is for the user.</summary>
internal sealed class RefusedException(string message, int exitCode = Exit.Refused) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Runs the command line: every failure is one legible message on the error stream and an exit code.</summary>
internal static class Run
{
    public static async Task<int> Async(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync($"See: palimpsest {string.Join(' ', Path(parsed))} --help");
            return Exit.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            if (parsed.CommandResult.Command.Name == ServeVerb.Name)
            {
                // It hands its work over before it ends.
                configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(20);
            }

            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Nothing half-done was recorded.");
            return Exit.Interrupted;
        }
        catch (RefusedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (Exception e) when (e is FormatException or InputFileException or TokenRefusedException or BackupRefusedException or ImportConflictException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Exit.Refused;
        }
        catch (Exception e) when (CauseOf(e) is { } cause)
        {
            await Console.Error.WriteLineAsync(cause is PostgresException database ? $"The database says: {database.MessageText}" : cause.Message);
            return Exit.Failed;
        }
    }

    // The event store wraps what the database says.
    private static Exception? CauseOf(Exception? e) => e switch
    {
        null => null,
        EmbeddedPostgresException or RecordSchemaException or NpgsqlException or IOException or UnauthorizedAccessException => e,
        _ => CauseOf(e.InnerException),
    };

    private static IEnumerable<string> Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at.Command is not RootCommand; at = (System.CommandLine.Parsing.CommandResult)at.Parent!)
        {
            names.Push(at.Command.Name);
        }

        return names;
    }
}
