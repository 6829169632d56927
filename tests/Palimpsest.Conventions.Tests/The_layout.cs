using System.Text;
using System.Text.RegularExpressions;

namespace Palimpsest.Conventions.Tests;

public sealed partial class The_layout
{
    private static readonly string[] Product = ["src", "projections"];

    [Fact]
    public void The_reference_graph_is_as_approved()
    {
        var graph = new StringBuilder();
        foreach (var project in Product.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Approved.Root, f), "*.csproj", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            graph.Append(Path.GetFileNameWithoutExtension(project)).Append('\n');
            foreach (var reference in Reference().Matches(File.ReadAllText(project)).Select(m => m.Groups[1].Value.Split('/')[^1].Replace(".csproj", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                graph.Append("  ").Append(reference).Append('\n');
            }
        }

        Approved.Hold("reference-graph.txt", graph.ToString());
    }

    [Fact]
    public void The_domain_references_NodaTime_and_nothing_else() =>
        typeof(Reports.Assertion).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => name != "NodaTime" && !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Projections_and_imports_know_nothing_of_the_store() =>
        new[] { typeof(Projections.Reading.BeliefReader), typeof(Import.InputFiles) }
            .SelectMany(t => t.Assembly.GetReferencedAssemblies()).Select(a => a.Name!)
            .Where(name => name is "Palimpsest.Store" || name.StartsWith("Wolverine", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_domain_and_the_projections_ask_no_clock_and_make_no_random_ids() =>
        Approved.Sources("src/Palimpsest", "src/Palimpsest.Import", "projections")
            .Where(file => Impure().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).ShouldBeEmpty();

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Approved.Sources("src", "projections", "tests").Where(file => File.ReadLines(file).Count() > 300).Select(Path.GetFileName).ShouldBeEmpty();

    [Fact]
    public void The_top_level_is_the_fixed_one() =>
        Directory.EnumerateFileSystemEntries(Approved.Root).Select(p => Path.GetFileName(p)!)
            .Where(name => name[0] != '.' && name is not ("artifacts" or "TestResults"))
            .Except(["src", "tests", "projections", "fixtures", "Events.sln", "README.md", "global.json", "LICENSE", "Directory.Build.props", "Directory.Packages.props"], StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Fact]
    public void Every_public_type_of_the_domain_says_what_it_means()
    {
        var undocumented = Approved.Sources("src/Palimpsest")
            .SelectMany(file => File.ReadAllLines(file).Select((line, i) => (file, line, i, lines: File.ReadAllLines(file))))
            .Where(l => PublicType().IsMatch(l.line) && !IsDocumented(l.lines, l.i))
            .Select(l => $"{Path.GetFileName(l.file)}: {l.line.Trim()}");
        undocumented.ShouldBeEmpty();
    }

    private static bool IsDocumented(string[] lines, int at)
    {
        while (at > 0 && lines[at - 1].TrimStart().StartsWith('['))
        {
            at--;
        }

        return at > 0 && lines[at - 1].TrimStart().StartsWith("///", StringComparison.Ordinal);
    }

    [GeneratedRegex("<(?:Project|Package)Reference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|SystemClock\.Instance|Guid\.NewGuid|Random\.Shared|new Random\(")]
    private static partial Regex Impure();

    [GeneratedRegex(@"^\s*public (?:(?:static|sealed|abstract|readonly|partial) )*(?:record|class|enum|struct|interface|delegate) ")]
    private static partial Regex PublicType();
}
