namespace Palimpsest.Store.Embedded;

/// <summary>The customary places of each operating system, for our data and for other people's PostgreSQL.</summary>
internal static class KnownPlaces
{
    public static string DefaultHome()
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Folder(Environment.SpecialFolder.LocalApplicationData), "Palimpsest");

        // PostgreSQL will not run as root, and whoever it runs as instead cannot enter root's home.
        if (Environment.IsPrivilegedProcess)
            return OperatingSystem.IsMacOS() ? "/Library/Application Support/palimpsest" : "/var/lib/palimpsest";

        if (OperatingSystem.IsMacOS())
            return Path.Combine(Folder(Environment.SpecialFolder.UserProfile), "Library", "Application Support", "palimpsest");

        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return Path.IsPathRooted(data)
            ? Path.Combine(data, "palimpsest")
            : Path.Combine(Folder(Environment.SpecialFolder.UserProfile), ".local", "share", "palimpsest");
    }

    public static IReadOnlyList<string> BinDirectories()
    {
        if (OperatingSystem.IsWindows())
            return [.. Below(Path.Combine(Folder(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin")];

        if (OperatingSystem.IsMacOS())
        {
            return
            [
                .. Below("/opt/homebrew/opt", "postgresql*", "bin"),
                .. Below("/usr/local/opt", "postgresql*", "bin"),
                .. Below("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
                .. Below("/Library/PostgreSQL", "*", "bin"),
            ];
        }

        return
        [
            .. Below("/usr/lib/postgresql", "*", "bin"),
            .. Below("/usr", "pgsql-*", "bin"),
            .. Below("/usr/libexec", "postgresql*", ""),
            .. Below("/home/linuxbrew/.linuxbrew/opt", "postgresql*", "bin"),
            "/usr/local/pgsql/bin",
            "/usr/bin",
        ];
    }

    /// <summary>The one command that installs PostgreSQL here; of a given major when a data directory asks for it.</summary>
    public static string InstallCommand(int? major)
    {
        if (OperatingSystem.IsWindows())
            return $"winget install PostgreSQL.PostgreSQL.{major ?? 17}";
        if (OperatingSystem.IsMacOS())
            return $"brew install postgresql@{major ?? 17}";
        if (!HasTool("apt-get") && HasTool("dnf"))
            return $"dnf install -y postgresql{major}-server postgresql{major}-contrib";
        if (!HasTool("apt-get") && HasTool("apk"))
            return $"apk add postgresql{major ?? 17} postgresql{major ?? 17}-contrib";
        return major is null ? "apt-get install -y postgresql" : $"apt-get install -y postgresql-{major}";
    }

    private static bool HasTool(string name) => File.Exists(ToolProcess.OfSystem(name));

    private static IEnumerable<string> Below(string parent, string pattern, string child)
    {
        try
        {
            return Directory.Exists(parent)
                ? Directory.GetDirectories(parent, pattern).Select(found => Path.Combine(found, child))
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } path
            ? path
            : throw new EmbeddedPostgresException("This user has no home directory. Name a data directory with --data.");
}
