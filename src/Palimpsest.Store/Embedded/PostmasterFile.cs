using System.Diagnostics;
using System.Globalization;

namespace Palimpsest.Store.Embedded;

/// <summary>What a running server says of itself in <c>postmaster.pid</c>: process, port and socket directory.</summary>
/// <remarks>The file survives a killed server, and the process number may since have gone to somebody else.</remarks>
internal sealed record PostmasterFile(int ProcessId, int Port, string SocketDirectory)
{
    public string SocketPath => Path.Combine(SocketDirectory, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}"));

    public static string PathIn(ClusterLayout layout) => Path.Combine(layout.Cluster, "postmaster.pid");

    /// <summary>The file's content; null when there is none, or none yet with all that a client needs.</summary>
    public static PostmasterFile? Read(ClusterLayout layout)
    {
        try
        {
            // Lines: process, data directory, start time, port, socket directory, listen address, shared memory, state.
            var lines = File.ReadAllLines(PathIn(layout));
            return lines.Length >= 6
                   && int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process)
                   && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? new PostmasterFile(Math.Abs(process), port, lines[4].Trim())
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether that process lives and is a PostgreSQL. A killed server whose parent never asks after it stays behind as a
    /// zombie, and in a restarted container its number soon belongs to another program: both count as dead.
    /// </summary>
    public bool ServerLives()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{ProcessId}/stat"));
                var name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')];
                var state = stat[stat.LastIndexOf(')') + 2];
                return name.StartsWith("postgres", StringComparison.Ordinal) && state is not ('Z' or 'X');
            }

            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
