using System.Runtime.CompilerServices;

namespace Palimpsest.Conventions.Tests;

/// <summary>Texts that somebody approved: a change shows as a difference, and is approved by copying the received text over the approved one.</summary>
internal static class Approved
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static void Hold(string name, string text, [CallerFilePath] string caller = "")
    {
        var folder = Path.Combine(Root, Path.GetRelativePath(Root, Path.GetDirectoryName(caller)!), "Approved");
        var approved = Path.Combine(folder, name);
        var received = approved + ".received.txt";
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        text.ShouldBe(expected, $"differs from what was approved; see {received}");
    }

    /// <summary>The product's own source files.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        where !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Generated")
        select file;

    private static string FindRoot(string at) => File.Exists(Path.Combine(at, "Events.sln")) ? at : FindRoot(Directory.GetParent(at)!.FullName);
}
