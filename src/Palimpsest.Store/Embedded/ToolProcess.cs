using System.ComponentModel;
using System.Diagnostics;

namespace Palimpsest.Store.Embedded;

/// <summary>How a tool ended, and what it said on both streams.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last few lines, for a message.</summary>
    public string Tail => string.Join('\n', (Errors + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8));
}

/// <summary>Runs PostgreSQL's programs and a handful of the system's own, as us or as the server's user.</summary>
internal static class ToolProcess
{
    /// <summary>
    /// The system's own program of that name. Not looked up on PATH, where another of the same name, with other options,
    /// may come first.
    /// </summary>
    public static string OfSystem(string name) =>
        Array.Find(["/usr/bin/" + name, "/bin/" + name, "/usr/sbin/" + name, "/sbin/" + name], File.Exists) ?? name;

    /// <summary>Runs to the end; a cancelled token kills the program and what it started.</summary>
    /// <exception cref="EmbeddedPostgresException">The program cannot be run at all.</exception>
    public static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, RunUser? user, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var process = Start(program, arguments, user);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        // On Windows the server inherits the pipes of the pg_ctl that started it: their end would never come.
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        return new ToolResult(process.ExitCode, Said(output), Said(errors));
    }

    private static string Said(Task<string> stream) => stream.IsCompletedSuccessfully ? stream.Result : "";

    private static Process Start(string program, IEnumerable<string> arguments, RunUser? user)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (user is not null)
        {
            foreach (var variable in start.Environment.Keys.Where(IsPostgresOwn).ToList())
                start.Environment.Remove(variable);
            start.Environment["LC_ALL"] = "C";
            // The working directory may be closed to the other user.
            start.WorkingDirectory = OperatingSystem.IsWindows() ? Path.GetTempPath() : "/";
            if (user.IsAnother)
            {
                start.UserName = user.Name;
                start.Environment["HOME"] = "/";
            }
        }

        try
        {
            return Process.Start(start) ?? throw new EmbeddedPostgresException($"{program} did not start.");
        }
        catch (Win32Exception e)
        {
            var whoever = user is { IsAnother: true } ? $" as user {user.Name}" : "";
            throw new EmbeddedPostgresException($"{program} cannot be run{whoever}: {e.Message}.", e);
        }
    }

    // PGDATA, PGPORT, PGOPTIONS and their like in somebody's shell are about another server.
    private static bool IsPostgresOwn(string variable) => variable.StartsWith("PG", StringComparison.Ordinal);
}
