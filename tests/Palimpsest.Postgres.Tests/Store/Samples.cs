using System.Globalization;
using System.Runtime.CompilerServices;
using Palimpsest.Acts;
using Palimpsest.Json;
using Palimpsest.Reports;
using Palimpsest.Store;

namespace Palimpsest.Postgres.Tests.Store;

/// <summary>What the tests record.</summary>
internal static class Samples
{
    public static string FixtureFolder => Path.Combine(Path.GetDirectoryName(Here())!, "../../../fixtures/ctc-sentinel-2013-05");

    public static Command Strength(string id, string faction = "faction:alpha", string by = "ann", string? reason = null) =>
        Commands.For(StrengthReport(id, faction)) with { By = by, Reason = reason };

    public static RecordEvent StrengthReport(string id, string faction = "faction:alpha") => RecordJson.Read(
        $$"""
        {"type":"StrengthReported","id":"{{id}}","subject":"{{faction}}","count":"about 12","summary":"About a dozen.",
         "citations":[{"outlet":"source:reuters","publishedOn":"2013-04-05"}]}
        """);

    public static Command Dispute(string id, string target, string by = "bob", string? reason = null) => Commands.For(RecordJson.Read(
        $$"""
        {"type":"AssertionDisputed","id":"{{id}}","target":"{{target}}","summary":"Not so.",
         "citations":[{"outlet":"source:bbc","publishedOn":"2013-04-06"}]}
        """)) with
    { By = by, Reason = reason };

    public static ImportFile File(string name, IEnumerable<RecordEvent> events, string? by = "ann") =>
        Files.Of(name, events, by);

    public static ImportFile Strengths(int count, string prefix = "s", int factions = 10) => File("strengths", Enumerable.Range(0, count)
        .Select(i => StrengthReport(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i}"), string.Create(CultureInfo.InvariantCulture, $"faction:f{i % factions}"))));

    public static async Task<IReadOnlyList<ImportFile>> FixtureAsync(CancellationToken ct)
    {
        var files = new List<ImportFile>();
        foreach (var path in Directory.GetFiles(FixtureFolder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            files.Add(Files.Of(Path.GetFileName(path), await System.IO.File.ReadAllBytesAsync(path, ct), "importer"));
        }

        return files;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
