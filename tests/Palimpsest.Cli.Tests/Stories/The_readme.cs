using System.Text.RegularExpressions;

namespace Palimpsest.Cli.Tests.Stories;

/// <summary>What the README shows is what the program prints.</summary>
[Collection(nameof(CommandLine))]
public sealed partial class The_readme(CommandLine journal)
{
    private const string LeftOut = "[…]";
    private static readonly string Text = File.ReadAllText(Path.Combine(CommandLine.Repository, "README.md"));

    public static TheoryData<string> Excerpts => [.. Block().Matches(Text).Select(m => m.Groups["block"].Value)];

    [Theory]
    [MemberData(nameof(Excerpts))]
    public async Task Shows_what_is_printed(string excerpt)
    {
        var lines = excerpt.TrimEnd().Split('\n');
        var ran = await journal.RunAsync(await journal.FixtureAsync(), lines[0]["$ palimpsest ".Length..].Split(' '));
        ran.Exit.ShouldBe(0, ran.Error);
        var printed = ran.Out.Split('\n').Select(l => l.TrimEnd()).ToList();
        var at = 0;
        var mayLeaveOut = false;
        foreach (var line in lines.Skip(1).Select(l => l.TrimEnd()))
        {
            if (line == LeftOut)
            {
                mayLeaveOut = true;
                continue;
            }

            var found = printed.IndexOf(line, at);
            found.ShouldBeGreaterThanOrEqualTo(at, $"'{line}' is not printed by\n{lines[0]}\n{ran.Out}");
            (found == at || mayLeaveOut).ShouldBeTrue($"something stands before '{line}' in\n{ran.Out}");
            (at, mayLeaveOut) = (found + 1, false);
        }
    }

    [Fact]
    public void Has_excerpts_and_is_short()
    {
        Excerpts.Count.ShouldBeGreaterThan(3);
        Text.Split('\n').Length.ShouldBeLessThanOrEqualTo(150);
    }

    [GeneratedRegex(@"```text\n(?<block>\$ palimpsest .*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
