using System.Reflection;
using Palimpsest.Cli.Writing;

namespace Palimpsest.Cli.Verbs.Demo;

/// <summary>The fixture that the executable carries, in the order of its files' names.</summary>
internal static class Fixture
{
    private const string Folder = "fixture/";

    private static readonly Assembly Here = typeof(Fixture).Assembly;

    public static IReadOnlyList<ImportInput> Files { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new ImportInput(name[Folder.Length..], () => Here.GetManifestResourceStream(name)!)),
    ];
}
