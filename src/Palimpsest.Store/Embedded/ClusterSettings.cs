using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palimpsest.Store.Embedded;

/// <summary>
/// The server's settings that are ours, written anew at each start into a file of their own that
/// <c>postgresql.conf</c> includes. A setting below that include is the reader's, and wins.
/// </summary>
internal static class ClusterSettings
{
    public const int MaxConnections = 100;
    private const int MaxConnectionsOfTests = 300;
    private const string RunByPrefix = "# Run by ";

    public static async Task WriteAsync(ClusterLayout layout, string socketDirectory, bool throwaway, RunUser user, CancellationToken ct)
    {
        // Renamed into place: the directory belongs to the server's user, and root must not write through a link left there.
        var draft = Path.Combine(layout.Cluster, Path.GetRandomFileName());
        await File.WriteAllTextAsync(draft, Text(socketDirectory, throwaway, user), ct);
        await user.OwnAsync([draft], ct);
        File.Move(draft, layout.Settings, overwrite: true);
    }

    /// <summary>The user that the server was last started as; null when it never was.</summary>
    public static string? ReadRunUser(ClusterLayout layout)
    {
        try
        {
            var line = File.ReadLines(layout.Settings).FirstOrDefault(line => line.StartsWith(RunByPrefix, StringComparison.Ordinal));
            return line?[RunByPrefix.Length..];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Text(string socketDirectory, bool throwaway, RunUser user)
    {
        var text = new StringBuilder()
            .Append("# Written by palimpsest at each start: settings of your own belong in postgresql.conf, below its last line.\n")
            .Append(RunByPrefix).Append(user.Name).Append('\n');

        void Set(string name, string value) =>
            text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");

        if (OperatingSystem.IsWindows())
        {
            Set("listen_addresses", "127.0.0.1");
            Set("port", FreePort().ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Set("listen_addresses", "");
            Set("port", "5432");
            // A list of names: the double quotes keep a comma or a space part of the name.
            Set("unix_socket_directories", $"\"{socketDirectory}\"");
            Set("unix_socket_permissions", "0700");
        }

        Set("max_connections", (throwaway ? MaxConnectionsOfTests : MaxConnections).ToString(CultureInfo.InvariantCulture));
        Set("timezone", "UTC");
        Set("log_timezone", "UTC");
        // The statements are the record's own content, names of people among it.
        Set("log_min_error_statement", "panic");
        // Every query here is short: compiling it costs more than running it.
        Set("jit", "off");
        if (throwaway)
        {
            Set("fsync", "off");
            Set("synchronous_commit", "off");
            Set("full_page_writes", "off");
        }

        return text.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
