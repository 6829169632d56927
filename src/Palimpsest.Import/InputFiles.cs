namespace Palimpsest.Import;

/// <summary>A file or folder that cannot be imported from; the message is for the one who named it.</summary>
public sealed class InputFileException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The files that a path on the command line stands for.</summary>
public static class InputFiles
{
    private const string Extension = ".jsonl";

    /// <summary>
    /// A file stands for itself, whatever its name; a folder for every .jsonl file in it and in its sub-folders, in ordinal order of their paths within it.
    /// Names that begin with a dot and linked folders are passed over.
    /// </summary>
    /// <exception cref="InputFileException">Nothing there, nothing to import in it, or not readable.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InputFileException("no file or folder is named");
        }

        try
        {
            if (File.Exists(path))
            {
                return [Readable(path)];
            }

            if (!Directory.Exists(path))
            {
                throw new InputFileException($"'{path}' does not exist, or you may not see it");
            }

            var files = In(new DirectoryInfo(path))
                .OrderBy(f => Path.GetRelativePath(path, f).Replace('\\', '/'), StringComparer.Ordinal)
                .Select(Readable)
                .ToList();
            return files.Count > 0 ? files : throw new InputFileException($"'{path}' holds no {Extension} file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputFileException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<string> In(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .Where(entry => !entry.Name.StartsWith('.'))
        .SelectMany(entry => entry switch
        {
            DirectoryInfo sub => sub.LinkTarget is null ? In(sub) : [],
            _ => entry.Extension.Equals(Extension, StringComparison.OrdinalIgnoreCase) ? [Path.Combine(folder.ToString(), entry.Name)] : [],
        });

    private static string Readable(string file)
    {
        using var opened = File.OpenHandle(file);
        return file;
    }
}
