using System.CommandLine;
using System.Text.Json.Nodes;
using Palimpsest.Json;

namespace Palimpsest.Cli.Writing;

/// <summary>The shape of the verbs by which a source acts on something said before.</summary>
internal static class ActVerb
{
    /// <summary>A verb that aims an act at a report or another act.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="type">The kind of event that it records.</param>
    /// <param name="participle">What becomes of the target, for the id that is proposed.</param>
    /// <param name="target">What the target is to it.</param>
    /// <param name="description">What it does, with examples.</param>
    public static Command Make(string name, string type, string participle, string target, string description)
    {
        var id = new Argument<string>("ID") { Description = target };
        var verb = new Command(name, description) { id };
        TellingOptions.AddAct(verb);
        verb.SetAction((parsed, cancellation) => Entering.RunAsync(
            parsed,
            _ => Task.FromResult(new Start(
                new JsonObject { [RecordJson.Discriminator] = type, ["target"] = parsed.GetValue(id) },
                $"{parsed.GetValue(id)}-{participle}")),
            cancellation));
        return verb;
    }
}
