using Palimpsest.Projections.Answers;
using Palimpsest.Projections.Explanations;
using Palimpsest.Projections.Reading;
using Palimpsest.Reports;
using Spectre.Console;

namespace Palimpsest.Cli.Tables;

/// <summary>Belief, the assertions behind it, their citations, and the acts on them.</summary>
internal static class ExplanationTree
{
    public static void Draw(IAnsiConsole console, Sheet sheet, Answer answer, ExplanationBelief explanation)
    {
        sheet.Headline(answer, Text.Of(explanation.Key.Value), explanation.Topics.FirstOrDefault(t => t.Topic == "name") is { } name ? Text.Of(name.Belief) : null);
        foreach (var topic in explanation.Topics)
        {
            sheet.Line();
            sheet.Fact(Text.Of(topic.Topic), Text.Bold(Belief(topic)) + (topic.Contested ? $"  {Text.Contested}" : ""));
            var tree = new Tree(Text.Dim(Text.Plural(topic.Assertions.Count, "assertion", "assertions"))) { Guide = TreeGuide.Line };
            foreach (var assertion in topic.Assertions)
            {
                Add(tree, assertion);
            }

            console.Write(tree);
        }

        sheet.Line();
        sheet.Line($"{Text.Plural(explanation.LeftOut, "fact", "facts")} published later left out.");
    }

    private static string Belief(TopicShown topic) => topic.Topic.StartsWith("life status", StringComparison.Ordinal) ? Text.Word(topic.Belief) : Text.Of(topic.Belief);

    private static void Add(Tree tree, WeighedShown weighed)
    {
        var evidence = weighed.Evidence;
        var node = tree.AddNode(string.Join('\n', new[]
        {
            Text.Marks(
                Standing(weighed),
                $"{Text.Party(evidence.Party)} from {Text.Of(evidence.CountsFrom)}",
                Text.Word(evidence.Modality),
                $"grade {evidence.Reliability}{(int)evidence.Credibility}",
                evidence.Occurred is null ? "" : $"of {Text.Of(evidence.Occurred)}"),
            weighed.Standing == "current" ? Text.Of(evidence.Summary) : Text.Struck(Text.Of(evidence.Summary)),
            Text.Dim(Text.Of($"{evidence.Type} {evidence.Id}")),
            evidence.Note is null ? "" : $"note: {Text.Of(evidence.Note)}",
            evidence.ContestedBy.Count == 0 ? "" : $"{Text.Contested} by {string.Join(", ", evidence.ContestedBy.Select(c => $"{Text.Of(c.How)} {Text.Of(c.Id)}"))}",
        }.Where(l => l.Length > 0)));
        AddCitations(node, evidence.Citations);
        foreach (var act in weighed.Acts)
        {
            var on = node.AddNode($"{Text.Word(act.Type)} by {Text.Party(act.Party)} from {Text.Of(act.CountsFrom)}: {Text.Of(act.Summary)}\n{Text.Dim(Text.Of(act.Id))}");
            AddCitations(on, act.Citations);
        }

        foreach (var edit in weighed.Edits)
        {
            node.AddNode($"{Text.Word(edit.Type)} by {Text.Of(edit.By)} on {Text.Of(Instants.Show(edit.RecordedAt))}: {Text.Of(edit.Reason)}\n{Text.Dim(Text.Of($"{edit.Id}, record number {Text.Number(edit.Number)}"))}");
        }
    }

    private static string Standing(WeighedShown weighed) => weighed.Standing switch
    {
        "revised" => $"revised by {Text.Of(string.Join(", ", weighed.ReplacedBy))}",
        "takenBack" => "taken back",
        "withdrawn" => "withdrawn by an editor",
        _ => Text.Bold("current"),
    };

    private static void AddCitations(TreeNode node, IEnumerable<CitationShown> citations)
    {
        foreach (var citation in citations)
        {
            node.AddNode(Citation(citation));
        }
    }

    private static string Citation(CitationShown citation) => Text.Marks(
        Text.If(citation.Role == CitationRole.See, "see also"),
        Text.Party(citation.Outlet),
        citation.Title is null ? "" : $"\"{Text.Of(citation.Title)}\"",
        citation.PublishedOn is null ? "undated" : Text.Of(citation.PublishedOn.Text),
        citation.Announced is null ? "" : $"announced {Text.Of(citation.Announced)}",
        citation.Via is { } via
            ? $"via {Text.Party(via.Outlet)}" + Text.Dim(Text.Of(string.Concat(new[] { via.Title, via.PublishedOn?.Text, via.Locator, via.Url }.Where(v => v is not null).Select(v => $", {v}"))))
            : "",
        Text.Of(citation.Url),
        citation.ArchiveUrl is null ? "" : $"archived {Text.Of(citation.ArchiveUrl)}");
}
