using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;

namespace Palimpsest.Projections.History;

/// <summary>A history, up to a point of the record. It has no X: what was published when is in its entries.</summary>
/// <param name="Of">The key or id that was asked for.</param>
/// <param name="Recorded">Y.</param>
/// <param name="Entries">In record order; empty if nothing was recorded of it by then.</param>
public sealed record HistoryAnswer(string Of, RecordPoint Recorded, IReadOnlyList<HistoryEntry> Entries)
{
    /// <summary>The answer as a document.</summary>
    public string ToJson() => new JsonObject
    {
        ["view"] = "history",
        ["horizon"] = new JsonObject
        {
            ["believedOn"] = null,
            ["recordedAt"] = Recorded.At is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
            ["sequence"] = Recorded.Number,
        },
        ["of"] = Of,
        ["entries"] = JsonSerializer.SerializeToNode(Entries, AnswerJson.Options),
    }.ToJsonString(AnswerJson.Options) + "\n";
}
