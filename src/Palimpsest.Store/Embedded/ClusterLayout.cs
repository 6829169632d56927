using System.Globalization;
using System.Text;

namespace Palimpsest.Store.Embedded;

/// <summary>The names of everything in a home, and the few questions that its files answer by themselves.</summary>
internal sealed class ClusterLayout
{
    // sun_path holds 108 bytes on Linux and 104 on macOS, with the closing NUL.
    private const int LongestSocketPath = 103;
    private const string SocketName = ".s.PGSQL.5432";

    public ClusterLayout(EmbeddedPostgresOptions options)
    {
        Home = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Home));

        // pg_ctl hands these paths to a shell, inside double quotes.
        if (!OperatingSystem.IsWindows() && Home.AsSpan().IndexOfAny("\"$`\\\n\r") >= 0)
            throw new EmbeddedPostgresException(
                $"The data directory {Home} has a character in its name that PostgreSQL's own tools cannot quote. "
                + "Choose another with --data.");

        BinaryCache = Path.GetFullPath(options.BinaryCache ?? Path.Combine(Home, "postgresql"));
    }

    public string Home { get; }

    public string BinaryCache { get; }

    public string Cluster => Path.Combine(Home, "cluster");

    public string Log => Path.Combine(Home, "postgres.log");

    public string PasswordFile => Path.Combine(Home, "password");

    public string Settings => Path.Combine(Cluster, "palimpsest.conf");

    /// <summary>Notes a socket directory that lies outside the home, so that it is removed with the server.</summary>
    public string OutsideSocketNote => Path.Combine(Home, "socket-directory");

    /// <summary>In the home, where nobody else can have prepared it; outside only when the path would be too long for a socket.</summary>
    public string InsideSocketDirectory => Path.Combine(Home, "run");

    public bool SocketFitsInside => Encoding.UTF8.GetByteCount(Path.Combine(InsideSocketDirectory, SocketName)) <= LongestSocketPath;

    /// <summary>The major that made the cluster, null when there is no whole cluster.</summary>
    public int? Major()
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim();
            return int.Parse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or FormatException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"The data directory {Cluster} belongs to another user. "
                + "Run as that user, or choose another with --data.", e);
        }
    }

    /// <summary>The programs that last ran the cluster, as PostgreSQL noted them itself.</summary>
    public string? LastBinDirectory()
    {
        try
        {
            var line = File.ReadLines(Path.Combine(Cluster, "postmaster.opts")).FirstOrDefault() ?? "";
            var end = line.IndexOf(" \"", StringComparison.Ordinal);
            return end > 0 ? Path.GetDirectoryName(line[..end].Trim('"')) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
