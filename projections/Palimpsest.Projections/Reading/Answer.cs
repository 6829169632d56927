using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Palimpsest.Clocks;
using Palimpsest.Projections.Answers;

namespace Palimpsest.Projections.Reading;

/// <summary>An answer: what was asked, for which horizon, what is believed, and the token that names it for ever.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Horizon">For which horizon.</param>
/// <param name="Token">The answer's name.</param>
/// <param name="Belief">The belief: a document of the view.</param>
public sealed record Answer(Question Question, Horizon Horizon, Token Token, object Belief)
{
    /// <summary>Something in it is contested.</summary>
    public bool Contested => Json["contested"]!.GetValue<bool>();

    /// <summary>The answer as a document: view, horizon, question and token before the belief's own fields.</summary>
    public JsonObject Json => _json ??= Write();

    private JsonObject? _json;

    /// <summary>The bytes that the same token gives for ever.</summary>
    public string ToJson() => Json.ToJsonString(AnswerJson.Options) + "\n";

    private JsonObject Write()
    {
        var json = new JsonObject
        {
            ["view"] = Words.Of(Question.View),
            ["horizon"] = new JsonObject
            {
                ["believedOn"] = Horizon.BelievedOn.Text,
                ["recordedAt"] = Horizon.Recorded.At is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
                ["sequence"] = Horizon.Recorded.Number,
            },
            ["question"] = JsonSerializer.SerializeToNode(Question.ToJson()),
            ["token"] = Token.ToString(),
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(Belief, Belief.GetType(), AnswerJson.Options)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}
