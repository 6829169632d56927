namespace Palimpsest.Tests.Import;

/// <summary>The real records that stand beside the tests.</summary>
internal static class Fixture
{
    public static string Folder { get; } = Find();

    public static string Schema => Path.Combine(Folder, "native-format.schema.json");

    public static string Record => Path.Combine(Folder, "ctc-sentinel-2013-05");

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "fixtures");
            if (File.Exists(Path.Combine(folder, "native-format.schema.json")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"no fixtures folder above {AppContext.BaseDirectory}");
    }
}
