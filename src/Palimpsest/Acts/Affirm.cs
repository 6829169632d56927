using System.Text.Json;
using System.Text.Json.Nodes;
using Palimpsest.Json;
using Palimpsest.Reports;

namespace Palimpsest.Acts;

/// <summary>Another source says the same: a new report with the payload of the old, which stands alone afterwards.</summary>
public sealed record Affirm(Assertion Content) : Command
{
    // Everything that belongs to the telling and not to what is told.
    private static readonly string[] OfTheTelling =
    [
        "type", "id", "summary", "verbatim", "occurredVerbatim", "modality", "attributedTo", "reliability", "credibility",
        "mentions", "citations", "revises", "affirms", "disputes", "note",
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Needs => new Report(Content).Needs;

    /// <summary>The new report: the payload of the target, told by somebody else.</summary>
    public static Assertion Telling(Assertion target, string id, IReadOnlyList<Citation> citations, Attribution? attributedTo)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target with
        {
            Id = id,
            Citations = citations,
            AttributedTo = attributedTo,
            Modality = Modality.Asserted,
            Reliability = Reliability.F,
            Credibility = Credibility.CannotBeJudged,
            Verbatim = [],
            Revises = [],
            Affirms = [target.Id],
            Disputes = [],
            Note = null,
        };
    }

    /// <inheritdoc/>
    public override Decision Decide(Known known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (Content.Affirms.Count == 0)
        {
            return Decision.Refuse("affirms", "missing: an affirmation names the report that it says again");
        }

        var decision = new Report(Content).Decide(known);
        var differing = Content.Affirms.Select(id => known[id]).OfType<Assertion>()
            .FirstOrDefault(target => target.GetType() != Content.GetType() || !JsonNode.DeepEquals(Told(target), Told(Content)));
        return decision.Events.Count > 0 && differing is not null
            ? Decision.Refuse("affirms", $"'{differing.Id}' says something else; an affirmation copies type, subject, date and payload, and an account that differs is a report of its own")
            : decision;
    }

    private static JsonObject Told(Assertion assertion)
    {
        var told = JsonSerializer.SerializeToNode<RecordEvent>(assertion, RecordJson.Options)!.AsObject();
        foreach (var field in OfTheTelling)
        {
            told.Remove(field);
        }

        return told;
    }
}
